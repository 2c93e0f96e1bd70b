import Foundation
import Synthetic
import Tabular
import Testing

@testable import Ingestion

/// The recipe of offers shown to card members, against what the generator of its logs knows.
@Suite(.enabled(if: Installed.duckDB, "DuckDB is not installed; bash .ci/setup --etl installs it."))
struct AmexRecipeTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    _ = try CardLog.write(to: "\(folder.path)/raw", impressions: 1_500, seed: 11)
  }

  private func run(_ name: String, _ change: (inout RunOptions) -> Void = { _ in }) async throws
    -> RecipeRun.Outcome
  {
    var options = RunOptions(input: "\(folder.path)/raw", output: "\(folder.path)/\(name)")
    options.threads = 2
    options.memory = "1GB"
    change(&options)
    return try await finished("amex", options)
  }

  @Test func everyNotedValueIsFound() async throws {
    let table = try await ParquetReader.read(path: run("out").tablePath)
    let noted = try CSVReader.read(path: "\(folder.path)/raw/truth_values.csv").table
    let keys = try #require(table["impression_id"])
    let rows = Dictionary(
      uniqueKeysWithValues: (0..<table.rowCount).map { (keys.string($0) ?? "", $0) })
    #expect(rows.count == table.rowCount && noted.rowCount > 500)
    for noted_row in 0..<noted.rowCount {
      let key = try #require(noted["id1"]?.string(noted_row))
      let row = try #require(rows[key], "\(key)")
      for name in noted.names.dropFirst() {
        let expected = try #require(noted[name]?.number(noted_row))
        let found = table[name]?.number(row)
        #expect(found.map { abs($0 - expected) < 0.01 } == true, "\(key) \(name) \(expected)")
      }
    }
  }

  @Test func bucketsChangeNothing() async throws {
    let whole = try await run("whole") { $0.buckets = 1 }
    let parts = try await run("parts") { $0.buckets = 3 }
    #expect(parts.report.steps.count { $0.title.contains("of 3") } == 3)
    #expect(
      try Data(contentsOf: URL(fileURLWithPath: whole.tablePath))
        == Data(contentsOf: URL(fileURLWithPath: parts.tablePath)))
  }

  @Test func theOrderWithinASessionComesOnlyWhenAsked() async throws {
    let plain = try await ParquetReader.read(path: run("plain").tablePath)
    #expect(plain["session_place"] == nil)
    let asked = try await ParquetReader.read(
      path: run("asked") { $0.parameters = ["session_order": "1"] }.tablePath)
    #expect(asked["session_place"] != nil && asked.columns.count == plain.columns.count + 2)
  }

  @Test func aCancelAtAnyStepEndsTheEngineAndLosesNothing() async throws {
    let whole = try await run("whole")
    for number in 1...9 {
      let control = IngestionControl()
      var options = RunOptions(input: "\(folder.path)/raw", output: "\(folder.path)/stopped")
      options.threads = 2
      options.memory = "1GB"
      let error = await #expect(throws: IngestionError.self) {
        try await finished("amex", options, control: control) { event in
          if case .began(number, _, _) = event { control.cancel() }
        }
      }
      #expect(error?.code == .cancelled, "\(number)")
      #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/stopped/amex.parquet"))
    }
    let last = try await run("stopped")
    #expect(last.report.steps.count { $0.isResumed } > 5)
    #expect(
      try Data(contentsOf: URL(fileURLWithPath: whole.tablePath))
        == Data(contentsOf: URL(fileURLWithPath: last.tablePath)))
  }
}
