import Foundation
import Synthetic
import Tabular
import Testing

@testable import Ingestion

/// Both engines give the same tables.
@Suite(
  .enabled(
    if: Installed.duckDB && Installed.spark,
    "Spark is not installed (pip install pyspark, Java 17), so its tables are not compared with DuckDB's."
  ))
struct EngineEqualityTests {
  @Test(arguments: ["amex", "churn", "olist"])
  func tablesAreEqual(recipe: String) async throws {
    let folder = try TemporaryFolder()
    if recipe == "amex" {
      _ = try CardLog.write(to: "\(folder.path)/raw", impressions: 2_000, seed: 5)
    } else if recipe == "churn" {
      _ = try ActivityLog.write(to: "\(folder.path)/raw", rows: 3_000, seed: 5)
    } else {
      for (name, text) in MarketplaceLog(customers: 300, seed: 4).files() {
        try folder.write(text, to: "raw/\(name)")
      }
    }
    var tables: [Table] = []
    for engine in EngineKind.allCases {
      var options = RunOptions(
        input: "\(folder.path)/raw", output: "\(folder.path)/\(engine.rawValue)")
      options.engine = engine
      options.memory = "2GB"
      let outcome = try await finished(recipe, options)
      tables.append(try ParquetReader.read(path: outcome.tablePath))
    }
    #expect(tables[0].names == tables[1].names && tables[0].rowCount == tables[1].rowCount)
    #expect(tables[0].rowCount > 100)
    for (first, second) in zip(tables[0].columns, tables[1].columns) {
      let differing = (0..<first.count).first { first.string($0) != second.string($0) }
      #expect(differing == nil, "\(first.name)")
    }
  }
}
