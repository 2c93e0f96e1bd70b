import Foundation
import Synthetic
import Tabular
import Testing

@testable import Ingestion

/// Both engines give the same tables, of all recipes.
@Suite(
  .enabled(
    if: Installed.duckDB && Installed.spark,
    "Spark is not installed (pip install pyspark, Java 17), so its tables are not compared with DuckDB's."
  ))
struct EngineEqualityTests {
  /// A recipe with settings that ask for all of its columns.
  static let asked: [(recipe: String, settings: [String: String])] = [
    ("amex", ["session_order": "1"]), ("bank", ["in_order": "1"]), ("churn", ["current": "1"]),
    ("olist", [:]), ("propensity", [:]),
  ]

  @Test func noRecipeIsLeftOut() {
    #expect(Self.asked.map(\.recipe) == TableRecipe.bundledNames)
  }

  @Test(arguments: asked) func tablesAreEqual(recipe: String, settings: [String: String])
    async throws
  {
    let folder = try TemporaryFolder()
    let raw = "\(folder.path)/raw"
    switch recipe {
    case "amex": _ = try CardLog.write(to: raw, impressions: 2_000, seed: 5)
    case "churn": _ = try ActivityLog.write(to: raw, rows: 3_000, seed: 5)
    case "olist":
      for (name, text) in MarketplaceLog(customers: 300, seed: 4).files() {
        try folder.write(text, to: "raw/\(name)")
      }
    default:
      try #require(SyntheticSet(rawValue: recipe)).generate(rows: 2_000, seed: 5).write(to: raw)
    }
    var tables: [Table] = []
    var reports: [QualityReport] = []
    for engine in EngineKind.allCases {
      var options = RunOptions(input: raw, output: "\(folder.path)/\(engine.rawValue)")
      options.engine = engine
      options.memory = "2GB"
      options.parameters = settings
      let outcome = try await finished(recipe, options)
      tables.append(try ParquetReader.read(path: outcome.tablePath))
      reports.append(outcome.report)
    }
    #expect(tables[0].names == tables[1].names && tables[0].rowCount == tables[1].rowCount)
    #expect(tables[0].rowCount > 100)
    for (first, second) in zip(tables[0].columns, tables[1].columns) {
      #expect(first.kind == second.kind, "\(first.name)")
      let differing = (0..<first.count).first { first.string($0) != second.string($0) }
      #expect(differing == nil, "\(first.name)")
    }
    // What is said of the raw files is the same too.
    #expect(reports[0].inputs == reports[1].inputs)
    #expect(reports[0].promises == reports[1].promises)
  }

  /// Rows of several files, and of Parquet that is read in pieces, are counted in the same order.
  @Test(arguments: [InputFormat.csv, .parquet]) func severalFilesFollowEachOther(
    format: InputFormat
  ) async throws {
    let folder = try TemporaryFolder()
    let raw = "\(folder.path)/raw"
    for (number, rows) in [(2, 50), (10, 900), (3, 200)] {
      let made = "\(folder.path)/made \(number)"
      try SyntheticSet.bank.generate(rows: rows, seed: UInt64(number)).write(to: made)
      let text = try String(contentsOfFile: "\(made)/bank.csv", encoding: .utf8)
      try folder.write(text, to: "raw/bank/part \(number).csv")
      if format == .parquet {
        let scan = "read_csv('\(raw)/bank/part \(number).csv', all_varchar = true)"
        try Installed.runDuckDB(
          "COPY (SELECT * FROM \(scan)) TO '\(raw)/bank/part \(number).parquet' (FORMAT parquet)")
        try FileManager.default.removeItem(atPath: "\(raw)/bank/part \(number).csv")
      }
    }
    var tables: [Table] = []
    for engine in EngineKind.allCases {
      var options = RunOptions(input: raw, output: "\(folder.path)/\(engine.rawValue)")
      options.engine = engine
      options.memory = "2GB"
      tables.append(
        try ParquetReader.read(path: try await finished("bank", options).tablePath))
    }
    #expect(tables[0].rowCount == 1_150 && tables[1].rowCount == 1_150)
    for (first, second) in zip(tables[0].columns, tables[1].columns) {
      let differing = (0..<first.count).first { first.string($0) != second.string($0) }
      #expect(differing == nil, "\(first.name)")
    }
  }

  @Test func aPatternInAPathIsRefused() async throws {
    let folder = try TemporaryFolder()
    let raw = "\(folder.path)/raw[1]"
    try SyntheticSet.bank.generate(rows: 100, seed: 3).write(to: raw)
    var options = RunOptions(input: raw, output: "\(folder.path)/out")
    options.engine = .spark
    let error = await #expect(throws: IngestionError.self) {
      _ = try await finished("bank", options)
    }
    #expect(error?.message.contains("takes [ in a path for a pattern") == true)
  }
}
