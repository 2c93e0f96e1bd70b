import Tabular
import Threads

/// The best offers of a stretch of rows, a line each: by row, then by rank.
struct RankedLines: Sendable {
  /// The row of each line, counted from the first of its batch.
  var rows: [Int] = []
  /// The place of each line's offer among those of its row, from 1.
  var ranks: [Int32] = []
  /// The offer of each line, as a place in the list of offers.
  var offers: [Int] = []
  var probabilities: [Double] = []
  var values: [Double] = []
  /// How many rows have a line.
  var reached = 0

  /// Adds the offers of a row, best first.
  mutating func append(row: Int, _ best: [(offer: Int, probability: Double, value: Double)]) {
    if !best.isEmpty { reached += 1 }
    for (place, line) in best.enumerated() {
      rows.append(row)
      ranks.append(Int32(place + 1))
      offers.append(line.offer)
      probabilities.append(line.probability)
      values.append(line.value)
    }
  }
}

/// Puts ranked offers into the bytes of a file: CSV, or groups of Parquet.
struct RankedForm: Sendable {
  let isParquet: Bool
  /// The column that names customers; `nil` where rows are counted.
  let identifier: String?
  /// The ids of the offers that lines name by their places.
  let offers: [String]
  private static let names = ["rank", "offer", "probability", "expected_value"]

  /// The bytes that a file starts with.
  var start: [UInt8] {
    guard !isParquet else { return ParquetWriter.start }
    let names = columns.map { ScoredFile.quoted($0.name) }
    return Array((names.joined(separator: ",") + "\n").utf8)
  }

  /// The bytes that a file ends with.
  func end(_ groups: [ParquetWriter.Group]) -> [UInt8] {
    isParquet ? ParquetWriter(columns).end(groups) : []
  }

  /// The bytes of a batch.
  ///
  /// - Parameters:
  ///   - keys: the customers' names; `nil` where rows are counted.
  ///   - firstRow: the number of the batch's first row in the file, from 0.
  ///   - offset: how many bytes stand before it in the file.
  func bytes(
    of parts: [RankedLines], keys: Column?, firstRow: Int, at offset: Int, threads: Int
  ) -> (bytes: [UInt8], group: ParquetWriter.Group?) {
    if isParquet {
      let (bytes, group) = ParquetWriter(columns).group(
        values(of: parts, keys: keys, firstRow: firstRow), at: offset)
      return (bytes, group)
    }
    let offers = offers.map { Array(ScoredFile.quoted($0).utf8) }
    let texts = parallelMap(parts.count, threads: threads) { part in
      Self.lines(of: parts[part], keys: keys, firstRow: firstRow, offers: offers)
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(texts.reduce(0) { $0 + $1.count })
    for text in texts { bytes += text }
    return (bytes, nil)
  }

  private var columns: [ParquetWriter.Column] {
    var key = identifier ?? "row"
    while Self.names.contains(key) { key += "_2" }
    return [.init(name: key, kind: identifier == nil ? .int64 : .text)]
      + zip(Self.names, [.int32, .text, .double, .double]).map { .init(name: $0, kind: $1) }
  }

  private func values(
    of parts: [RankedLines], keys: Column?, firstRow: Int
  ) -> [ParquetWriter.Values] {
    let rows = parts.flatMap(\.rows)
    return [
      keys.map { keys in .text(rows.map { keys.string($0) ?? "" }) }
        ?? .int64(rows.map { Int64(firstRow + $0) }),
      .int32(parts.flatMap(\.ranks)),
      .text(parts.flatMap { $0.offers.map { offers[$0] } }),
      .double(parts.flatMap(\.probabilities)),
      .double(parts.flatMap(\.values)),
    ]
  }

  private static func lines(
    of part: RankedLines, keys: Column?, firstRow: Int, offers: [[UInt8]]
  ) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(part.rows.count * 64)
    var name: [UInt8] = []
    for line in part.rows.indices {
      if part.ranks[line] == 1 {
        let row = part.rows[line]
        let text = keys.map { ScoredFile.quoted($0.string(row) ?? "") } ?? String(firstRow + row)
        name = Array(text.utf8)
      }
      bytes += name
      bytes.append(contentsOf: ",\(part.ranks[line]),".utf8)
      bytes += offers[part.offers[line]]
      bytes.append(contentsOf: ",\(part.probabilities[line]),\(part.values[line])\n".utf8)
    }
    return bytes
  }
}
