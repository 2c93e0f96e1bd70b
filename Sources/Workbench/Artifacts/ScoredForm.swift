import Evaluation
import Foundation
import Tabular
import Threads

/// Puts scored rows into the bytes of a file: CSV, or groups of Parquet.
struct ScoredForm {
  let isParquet: Bool
  let output: ScoringOutput

  /// The bytes that a file starts with.
  func start(of scored: ScoredFile) -> [UInt8] {
    guard !isParquet else { return ParquetWriter.start }
    let names = columns(of: scored).map { ScoredFile.quoted($0.name) }
    return Array((names.joined(separator: ",") + "\n").utf8)
  }

  /// The bytes that a file ends with.
  func end(_ groups: [ParquetWriter.Group], columns: [ParquetWriter.Column]) -> [UInt8]? {
    isParquet ? ParquetWriter(columns).end(groups) : nil
  }

  /// The bytes of a batch.
  func bytes(
    of scored: ScoredFile, firstRow: Int, timestamp: Date?, at offset: Int, threads: Int
  ) -> (bytes: [UInt8], group: ParquetWriter.Group?) {
    if isParquet {
      let (bytes, group) = ParquetWriter(columns(of: scored)).group(
        values(of: scored, firstRow: firstRow, timestamp: timestamp), at: offset)
      return (bytes, group)
    }
    let last = timestamp.map { Array(",\($0.formatted(.iso8601))\n".utf8) } ?? [0x0A]
    let size = 1 << 14
    let blocks = (scored.values.count + size - 1) / size
    let parts = parallelMap(blocks, threads: threads) { block in
      lines(
        of: scored, block * size..<min(scored.values.count, (block + 1) * size),
        firstRow: firstRow, last: last)
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(parts.reduce(0) { $0 + $1.count })
    for part in parts { bytes += part }
    return (bytes, nil)
  }

  private func segments(of scored: ScoredFile) -> SegmentPlan? {
    output.hasSegments ? scored.segments : nil
  }

  /// The columns of the file.
  func columns(of scored: ScoredFile) -> [ParquetWriter.Column] {
    var columns: [(name: String, kind: ParquetWriter.Kind)] = [
      (scored.identifierName, scored.identifiers == nil ? .int64 : .text)
    ]
    if scored.threshold != nil { columns.append(("predicted_" + scored.targetName, .int32)) }
    columns.append((output.valueName ?? scored.valueName, .double))
    if segments(of: scored) != nil { columns.append(("segment", .text)) }
    if scored.expectedAmounts != nil {
      columns += [("expected_amount", .double), ("expected_value", .double)]
    }
    if output.timestamp != nil { columns.append(("prediction_timestamp", .timestamp)) }
    var seen: Set<String> = []
    return columns.map { column in
      var name = column.name
      while !seen.insert(name).inserted { name += "_2" }
      return ParquetWriter.Column(name: name, kind: column.kind)
    }
  }

  private func values(
    of scored: ScoredFile, firstRow: Int, timestamp: Date?
  ) -> [ParquetWriter.Values] {
    let rows = scored.values.indices
    var values: [ParquetWriter.Values] = [
      scored.identifiers.map { .text($0) } ?? .int64(rows.map { Int64(firstRow + $0) })
    ]
    if let threshold = scored.threshold {
      values.append(.int32(scored.values.map { $0 >= threshold ? 1 : 0 }))
    }
    values.append(.double(scored.values))
    if let plan = segments(of: scored) {
      values.append(.text(scored.values.map { plan.segment(of: $0).rawValue }))
    }
    if let amounts = scored.expectedAmounts {
      values += [.double(amounts), .double(zip(scored.values, amounts).map { $0 * $1 })]
    }
    if output.timestamp != nil {
      let ticks =
        Int64(((timestamp ?? .distantPast).timeIntervalSince1970).rounded(.down)) * 1_000_000
      values.append(.int64([Int64](repeating: ticks, count: rows.count)))
    }
    return values
  }

  private func lines(
    of scored: ScoredFile, _ rows: Range<Int>, firstRow: Int, last: [UInt8]
  ) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(rows.count * (48 + last.count))
    let segments = segments(of: scored)
    for row in rows {
      let value = scored.values[row]
      if let identifiers = scored.identifiers {
        bytes.append(contentsOf: ScoredFile.quoted(identifiers[row]).utf8)
      } else {
        bytes.append(contentsOf: String(firstRow + row).utf8)
      }
      if let threshold = scored.threshold {
        bytes.append(0x2C)
        bytes.append(value >= threshold ? 0x31 : 0x30)
      }
      bytes.append(0x2C)
      bytes.append(contentsOf: value.description.utf8)
      if let segments {
        bytes.append(0x2C)
        bytes.append(contentsOf: segments.segment(of: value).rawValue.utf8)
      }
      if let amount = scored.expectedAmounts?[row] {
        bytes.append(contentsOf: ",\(amount),\(value * amount)".utf8)
      }
      bytes.append(contentsOf: last)
    }
    return bytes
  }
}
