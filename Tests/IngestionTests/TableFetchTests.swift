import Foundation
import Tabular
import Testing

@testable import Ingestion

/// Files that our readers can't read as they lie.
@Suite(.enabled(if: Installed.duckDB, "DuckDB is not installed; bash .ci/setup --etl installs it."))
struct TableFetchTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("", to: "out/.keep")
  }

  /// Packs a file of the folder with a program, which takes the file away.
  private func pack(_ name: String, _ program: String) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program, "-q", "\(folder.path)/\(name)"]
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
  }

  private func fetched(_ names: [String]) async throws -> TableFetch.Fetched {
    let source = TableSource.files(names.map { "\(folder.path)/\($0)" })
    let place = "\(folder.path)/out"
    return try await withCheckedThrowingContinuation { continuation in
      Thread {
        continuation.resume(with: Result { try TableFetch(source).write(into: place) })
      }.start()
    }
  }

  private func sentence(_ names: [String]) async -> String {
    do {
      return "nothing was wrong: \(try await fetched(names).path)"
    } catch {
      return "\(error)"
    }
  }

  @Test(arguments: [("gzip", "gz"), ("zstd", "zst")])
  func packedTextComesBackByteForByte(program: String, ending: String) async throws {
    guard program == "gzip" || Installed.zstd else { return }
    let text = "naïve;b\r\n\"1\r\n2\";3\r\n\r\n;4\r\n"
    try folder.write(text, to: "a.csv")
    try pack("a.csv", program)
    let path = try await fetched(["a.csv.\(ending)"]).path
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data(text.utf8))
  }

  @Test func aPackedFileThatWasCutShortIsRefused() async throws {
    try folder.write((0..<9_000).map { "\($0),\($0 * 7_919 % 1_013)\n" }.joined(), to: "a.csv")
    try pack("a.csv", "gzip")
    let whole = try Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/a.csv.gz"))
    try whole.prefix(whole.count / 2).write(to: URL(fileURLWithPath: "\(folder.path)/a.csv.gz"))
    let words = await sentence(["a.csv.gz"])
    #expect(words.contains("a.csv.gz: can't be unpacked, since it is cut short"), "\(words)")
  }

  @Test func linesOfJSONAreTyped() async throws {
    try folder.write(
      """
      {"id": "a1", "age": 31, "when": "2024-05-01", "tags": ["x", "y"], "ok": true}
      {"id": "a2", "age": null, "when": "2024-05-02", "tags": [], "ok": false}

      """, to: "a.jsonl")
    let found = try await fetched(["a.jsonl"])
    let table = try ParquetReader.read(path: found.path)
    #expect(table.names == ["id", "age", "when", "tags", "ok"] && table.rowCount == 2)
    #expect(table["age"]?.number(0) == 31 && table["age"]?.isMissing(1) == true)
    #expect(table["when"]?.string(1)?.hasPrefix("2024-05-02") == true)
    #expect(found.notes == ["tags holds lists or records and is read as text."])
    try folder.write("{\"id\": 1}\nno json\n", to: "b.jsonl")
    let words = await sentence(["b.jsonl"])
    #expect(words.contains("b.jsonl: is no JSON with a record a line"), "\(words)")
  }

  @Test func partsFollowEachOther() async throws {
    try folder.write("a,b\n007,x\n", to: "part-0.csv")
    try folder.write("a,b\n1,\"y, z\"\n", to: "part-1.csv")
    let path = try await fetched(["part-0.csv", "part-1.csv"]).path
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "a,b\n007,x\n1,\"y, z\"\n")
    try folder.write("a,c\n1,2\n", to: "part-2.csv")
    let words = await sentence(["part-0.csv", "part-2.csv"])
    #expect(words.contains("different columns"), "\(words)")
    try folder.write("{\"a\": 1}\n", to: "part-3.jsonl")
    #expect(await sentence(["part-0.csv", "part-3.jsonl"]).contains("of another format"))
  }

  @Test func parquetOfOtherKindsIsRewritten() async throws {
    let script =
      "COPY (SELECT i, i * 1.5 AS amount, [i] AS list, CAST(i AS HUGEINT) AS huge, uuid() AS u, "
      + "make_timestamptz(2024, 5, 1, 12, 0, 0e0) AS at, 'é' || i AS name FROM range(500) t(i)) "
      + "TO '\(folder.path)/z.parquet' (FORMAT parquet, COMPRESSION zstd, PARQUET_VERSION V2);"
    try Installed.runDuckDB(script)
    let found = try await fetched(["z.parquet"])
    let table = try ParquetReader.read(path: found.path)
    #expect(table.rowCount == 500 && table.columns.count == 7)
    #expect(table["amount"]?.number(3) == 4.5 && table["huge"]?.number(7) == 7)
    #expect(table["name"]?.string(9) == "é9" && table["list"]?.string(2) == "[2]")
    #expect(table["at"]?.string(0)?.hasPrefix("2024-05-01") == true)
  }
}
