import Foundation
import Testing

@testable import Tabular

/// Reading Parquet files, whole and damaged.
@Suite struct ParquetReaderTests {
  private func table(_ bytes: [UInt8], threads: Int = 1) throws -> Table {
    let path = FileManager.default.temporaryDirectory
      .appendingPathComponent("offerscope-parquet-\(UUID().uuidString).parquet").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    return try ParquetReader.read(path: path, threads: threads)
  }

  private func sample(_ pages: String) -> [UInt8] {
    ParquetSamples.bytes(pages == "plain" ? ParquetSamples.plain : ParquetSamples.dictionary)
  }

  private func refusal(_ bytes: [UInt8]) -> TabularError? {
    do {
      _ = try table(bytes)
      return nil
    } catch {
      return error as? TabularError
    }
  }

  @Test(arguments: ["plain", "dictionary"])
  func everyKindOfValueIsRead(pages: String) throws {
    let table = try table(sample(pages), threads: 2)
    #expect(table.rowCount == 10)
    let cells = { (name: String) in (0..<10).map { table[name]?.string($0) } }
    #expect(cells("whole") == (0..<10).map { "\($0 * 3 - 5)" })
    #expect(cells("real")[..<4] == [nil, "1.5", "3", nil])
    #expect(table["flag"]?.kind == .flag && cells("flag")[..<2] == ["0", "1"])
    #expect(cells("truth")[6...8] == ["true", nil, "true"])
    #expect(table["word"]?.kind == .category && cells("word")[3...5] == ["wö0", nil, "wö2"])
    #expect(cells("moment")[1] == "2025-01-02T10:00:00" && cells("milli")[1] == cells("moment")[1])
    #expect(cells("day")[9] == "2025-01-10")
    #expect(cells("money")[..<4] == ["-0.5", "-0.25", "0", "0.25"])
    #expect(cells("small")[1] == "0.1")
  }

  @Test func whatIsNotReadIsSaid() throws {
    #expect(refusal(ParquetSamples.bytes(ParquetSamples.zstd))?.code == .unsupportedParquet)
    let lists = try #require(refusal(ParquetSamples.bytes(ParquetSamples.lists)))
    #expect(lists.message.contains("flatten"))
    #expect(refusal(Array("PAR1 and no more".utf8))?.code == .malformed)
    #expect(refusal([])?.code == .emptyFile)
  }

  /// Whatever happens to a byte, the reader gives a table or a sentence, and never ends the program.
  @Test(arguments: ["plain", "dictionary"])
  func damagedFilesNeverCrash(pages: String) throws {
    let whole = sample(pages)
    var generator = SeededGenerator(seed: 7)
    var refused = 0
    for round in 0..<600 {
      var bytes = whole
      for _ in 0...(round % 3) {
        let place = Int(generator.next() % UInt64(bytes.count))
        bytes[place] = UInt8(truncatingIfNeeded: generator.next())
      }
      if round % 10 == 0 { bytes.removeSubrange(0..<Int(generator.next() % UInt64(bytes.count))) }
      if refusal(bytes) != nil { refused += 1 }
    }
    #expect(refused > 100)
  }

  /// Keys that no number holds are told apart, and those that one holds stay numbers.
  @Test func longWholeNumbersAreKeys() throws {
    let base = Int64(1) << 60
    let writer = ParquetWriter([
      .init(name: "long", kind: .int64), .init(name: "short", kind: .int64),
    ])
    let (group, place) = writer.group(
      [
        .int64((0..<500).map { base + $0 }), .int64((0..<500).map { (1 << 53) - 500 + $0 }),
      ], at: ParquetWriter.start.count)
    let found = try table(ParquetWriter.start + group + writer.end([place]))
    let long = try #require(found["long"])
    #expect(long.kind != .number && Set((0..<500).map { long.string($0) }).count == 500)
    #expect(long.string(7) == "\(base + 7)")
    let short = try #require(found["short"])
    #expect(short.kind == .number && short.string(499) == "9007199254740991")
  }
}
