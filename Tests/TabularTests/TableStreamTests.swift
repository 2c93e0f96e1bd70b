import Foundation
import Testing

@testable import Tabular

@Suite struct TableStreamTests {
  /// A file with a quoted line end, a date, numbers, words and a key, about 40 bytes a row.
  private func file(rows: Int, ending: String = "csv") throws -> String {
    var text = "id,day,amount,word,flag\n"
    for row in 0..<rows {
      let word = row % 7 == 0 ? "\"two\nlines\"" : ["red", "green", "blue"][row % 3]
      let amount = row % 11 == 0 ? "" : "\(Double(row) / 4)"
      text += "K\(row),2026-01-\(10 + row % 20),\(amount),\(word),\(row % 2 == 0 ? "yes" : "no")\n"
    }
    let path =
      FileManager.default.temporaryDirectory.path + "/stream-\(UUID().uuidString).\(ending)"
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    return path
  }

  private func cells(_ table: Table) -> [[String?]] {
    (0..<table.rowCount).map { row in table.columns.map { $0.string(row) } }
  }

  @Test func batchesAreTheWholeFile() throws {
    let path = try file(rows: 2_000)
    defer { try? FileManager.default.removeItem(atPath: path) }
    let whole = cells(try CSVReader.read(path: path).table)
    for size in [1 << 20, 9_000, 700] {
      let stream = try TableStream(path: path, batchByteCount: size)
      #expect(stream.isLong == (size < 1 << 20))
      var read: [[String?]] = []
      var shares: [Double] = []
      try stream.forEach { batch in
        #expect(batch.firstRow == read.count)
        read += cells(batch.table)
        shares.append(batch.share)
      }
      #expect(read == whole, "batches of \(size) bytes")
      #expect(shares.last == 1 && shares == shares.sorted())
    }
  }

  @Test func aStreamGoesOnWhereItWas() throws {
    let path = try file(rows: 900)
    defer { try? FileManager.default.removeItem(atPath: path) }
    let stream = try TableStream(path: path, batchByteCount: 5_000)
    var batches: [(TableStream.Position, [[String?]])] = []
    try stream.forEach(columns: ["id", "word"]) {
      batches.append(
        (.init(place: $0.nextPlace, row: $0.firstRow + $0.table.rowCount), cells($0.table)))
    }
    try #require(batches.count > 4)
    let (position, _) = batches[2]
    var rest: [[String?]] = []
    try TableStream(path: path, batchByteCount: 5_000)
      .forEach(columns: ["id", "word"], from: position) { rest += cells($0.table) }
    #expect(rest == batches.dropFirst(3).flatMap(\.1))
    let end = try #require(batches.last).0
    try stream.forEach(from: end) { _ in Issue.record("there is nothing behind the end") }
  }

  @Test func laterCellsThatDoNotFitAreMissing() throws {
    var text = "a,b\n"
    for row in 0..<500 { text += "\(row),x\n" }
    text += "many,y\n"
    let path = FileManager.default.temporaryDirectory.path + "/stream-\(UUID().uuidString).csv"
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(atPath: path) }
    var last: [String?] = []
    try TableStream(path: path, batchByteCount: 400).forEach { last = cells($0.table).last ?? [] }
    #expect(last == [nil, "y"])
  }

  @Test func parquetComesInItsGroups() throws {
    let path = FileManager.default.temporaryDirectory.path + "/stream-\(UUID().uuidString).parquet"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let writer = ParquetWriter([
      .init(name: "n", kind: .int64), .init(name: "p", kind: .double),
      .init(name: "word", kind: .text), .init(name: "flag", kind: .int32),
      .init(name: "time", kind: .timestamp),
    ])
    var bytes = ParquetWriter.start
    var groups: [ParquetWriter.Group] = []
    for part in 0..<3 {
      let rows = (part * 40..<part * 40 + 40)
      let (made, group) = writer.group(
        [
          .int64(rows.map { Int64($0) + 5_000_000_000 }), .double(rows.map { Double($0) / 3 }),
          .text(rows.map { "w\($0 % 4), ü" }), .int32(rows.map { Int32($0 % 2) }),
          .int64(rows.map { Int64($0) * 1_000_000 }),
        ], at: bytes.count)
      bytes += made
      groups.append(group)
    }
    bytes += writer.end(groups)
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    let whole = try ParquetReader.read(path: path)
    #expect(whole.rowCount == 120 && whole.names == ["n", "p", "word", "flag", "time"])
    #expect(whole["n"]?.string(119) == "5000000119" && whole["word"]?.string(2) == "w2, ü")
    #expect(whole["p"]?.number(1) == 1.0 / 3 && whole["time"]?.string(61) == "1970-01-01T00:01:01")
    var firsts: [Int] = []
    var read: [[String?]] = []
    try TableStream(path: path).forEach { batch in
      firsts.append(batch.firstRow)
      read += cells(batch.table)
    }
    #expect(firsts == [0, 40, 80] && read == cells(whole))
  }
}
