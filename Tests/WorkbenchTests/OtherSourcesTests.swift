import Foundation
import Ingestion
import Tabular
import Testing

@testable import Workbench

/// Data that are no plain file: packed files, patterns, and descriptions of databases and stores.
struct OtherSourcesTests {
  private let folder: String

  init() throws {
    folder = NSTemporaryDirectory() + "offerscope-sources-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  private func write(_ text: String, to name: String) throws -> String {
    try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
    return "\(folder)/\(name)"
  }

  private func remove() { try? FileManager.default.removeItem(atPath: folder) }

  private func sentence(_ text: String) throws -> String {
    let path = try write(text, to: "source.yaml")
    do {
      return "found \(try #require(try SourceReader.read(path: path)).source)"
    } catch {
      return "\(error)"
    }
  }

  private func onAThread<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value)
    async throws
    -> Value
  {
    try await withCheckedThrowingContinuation { continuation in
      Thread { continuation.resume(with: Result(catching: work)) }.start()
    }
  }

  private static let database = "source: postgres\nhost: db\ndatabase: shop\nuser: reader\n"

  @Test(arguments: ["password", "Password", "secret_key", "token"])
  func aSecretInAFileIsRefused(key: String) throws {
    defer { remove() }
    let words = try sentence(Self.database + "table: calls\n\(key): hunter2\n")
    #expect(words.contains("holds a secret (“\(key)”)") && words.contains("in the environment"))
    #expect(!words.contains("hunter2"))
  }

  @Test func aDatabaseIsDescribed() throws {
    defer { remove() }
    let path = try write(
      Self.database + "table: public.calls\ntarget: y\npositive: 'yes'\nexcluded:\n"
        + "- {column: duration, reason: known later}\n", to: "calls.yaml")
    let found = try #require(try SourceReader.read(path: path))
    #expect(
      found.source
        == .postgres(
          PostgresQuery(
            host: "db", port: 5432, database: "shop", user: "reader",
            query: "SELECT * FROM \"public\".\"calls\"")))
    let description = try #require(found.description)
    #expect(description.name == "calls" && description.target == "y")
    #expect(description.excluded?.first?.column == "duration")
    #expect(description.source == "read from database shop on db:5432")
  }

  @Test func aStoreIsDescribed() throws {
    defer { remove() }
    let path = try write(
      "source: s3\nurl: s3://lake/*.parquet\nendpoint: localhost:9000\nsecure: false\n",
      to: "lake.yaml")
    let found = try #require(try SourceReader.read(path: path))
    let query = ObjectQuery(
      url: "s3://lake/*.parquet", endpoint: "localhost:9000", hasBucketInPath: true, isSecure: false
    )
    #expect(found.source == .objects(query) && found.description == nil)
  }

  @Test(arguments: [
    ("source: postgres\nuser: reader\ntable: t\n", "the key “database” is missing"),
    ("source: postgres\ndatabase: shop\ntable: t\n", "the key “user” is missing"),
    (database, "say either “query” or “table”"),
    (database + "query: select 1\ntable: t\n", "say either “query” or “table”"),
    (database + "query: select 1\nport: 70000\n", "a number from 1 to 65535"),
    (database + "query: select 1\nports: 1\n", "the key “ports” is not known"),
    (database + "query: select 1\nport: many\n", "“port” has the wrong type"),
    ("source: s3\n", "the key “url” is missing"),
    ("source: s3\nurl: http://x/y.csv\n", "write it as s3://bucket"),
    ("source: s3\nurl: s3://a/b.csv\nstyle: dns\n", "there are path and vhost"),
  ])
  func aDescriptionThatCannotBeIsASentence(text: String, words: String) throws {
    defer { remove() }
    let said = try sentence(text)
    #expect(said.contains(words) && !said.contains("\n"), "\(said)")
  }

  @Test func otherDescriptionsAreLeftAlone() throws {
    defer { remove() }
    let path = try write("name: a\nfile: a.csv\nsource: postgres\n", to: "dataset.yaml")
    #expect(try SourceReader.read(path: path) == nil)
  }

  @Test func aPackedFileOpensAsAPlainOne() async throws {
    defer { remove() }
    let rows = (0..<300).map {
      "\($0 % 17),\($0 % 5 == 0 ? "" : "0\($0 % 9)"),\($0 % 3 == 0 ? 1 : 0)"
    }
    let path = try write("age,code,y\n" + rows.joined(separator: "\n") + "\n", to: "rows.csv")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["gzip", "-k", path]
    try process.run()
    process.waitUntilExit()
    let packed = try await onAThread { try Opener.open("\(path).gz") }
    let plain = try Opener.open(path)
    #expect(packed.dataset.name == "rows" && packed.dataset.roles == plain.dataset.roles)
    #expect(packed.dataset.table.names == plain.dataset.table.names)
    for (first, second) in zip(packed.dataset.table.columns, plain.dataset.table.columns) {
      #expect((0..<300).allSatisfy { first.string($0) == second.string($0) })
    }
  }

  @Test func aPatternThatMatchesNothingIsASentence() throws {
    defer { remove() }
    let error = #expect(throws: WorkbenchError.self) {
      try Opener.open("\(folder)/part-*.csv")
    }
    #expect(error?.message.contains("no file matches") == true)
    _ = try write("a,y\n1,1\n", to: "part-1.csv")
    #expect(try ForeignTable.find("\(folder)/part-*.csv") == .files(["\(folder)/part-1.csv"]))
    #expect(try ForeignTable.find("\(folder)/part-1.csv") == nil)
    #expect(try ForeignTable.find(folder) == .files(["\(folder)/part-1.csv"]))
  }
}
