import Foundation
import Synthetic
import Tabular
import Testing

@testable import Ingestion

/// The recipe of customers who leave, on DuckDB, against going through each customer's months.
@Suite(.enabled(if: Installed.duckDB, "DuckDB is not installed; bash .ci/setup --etl installs it."))
struct ChurnRecipeTests {
  private let folder: TemporaryFolder
  private let truth: ActivityLog.Truth

  init() throws {
    folder = try TemporaryFolder()
    truth = try ActivityLog.write(to: "\(folder.path)/raw", rows: 3_000, seed: 8)
  }

  private func run(_ name: String = "out", _ change: (inout RunOptions) -> Void = { _ in })
    async throws -> RecipeRun.Outcome
  {
    var options = RunOptions(input: "\(folder.path)/raw", output: "\(folder.path)/\(name)")
    options.threads = 2
    options.memory = "1GB"
    change(&options)
    return try await finished("churn", options)
  }

  @Test func everyMonthIsAsTheSlowWayFinds() async throws {
    let table = try await ParquetReader.read(path: run().tablePath)
    let log = try ActivityReading(path: "\(folder.path)/raw/activity.csv")
    let expected = log.expected(window: 3, history: 3)
    #expect(table.rowCount == expected.count && expected.count > 1_000)
    #expect(expected.contains { $0.value["churned"] == 1 })
    for row in 0..<table.rowCount {
      let customer = try #require(table["customer_id"]?.string(row))
      let month = try #require(table["month"]?.string(row))
      let found = try #require(expected["\(customer) \(month.prefix(7))"], "\(customer) \(month)")
      for (name, value) in found {
        let number = table[name]?.number(row)
        let isSame =
          value.isNaN ? number == nil : number.map { abs($0 - value) <= 1e-5 * max(1, abs(value)) }
        #expect(isSame == true, "\(customer) \(month) \(name): \(value)")
      }
    }
  }

  @Test func outcomesAreThoseOfTheGenerator() async throws {
    let table = try await ParquetReader.read(path: run().tablePath)
    let noted = try CSVReader.read(path: "\(folder.path)/raw/truth.csv").table
    let month = { (table: Table, row: Int) in
      "\(table["customer_id"]?.string(row) ?? "") \((table["month"]?.string(row) ?? "").prefix(7))"
    }
    let known = Dictionary(
      uniqueKeysWithValues: (0..<noted.rowCount).map {
        (month(noted, $0), noted["churned"]?.number($0))
      })
    for row in 0..<table.rowCount {
      #expect(
        table["churned"]?.number(row) == known[month(table, row)] ?? nil, "\(month(table, row))")
    }
    #expect(truth.attainableROCAUC > 0.7 && truth.attainableROCAUC < 0.95)
  }

  @Test func bucketsChangeNothing() async throws {
    let whole = try await run("whole") { $0.buckets = 1 }
    let parts = try await run("parts") { $0.buckets = 3 }
    #expect(
      try Data(contentsOf: URL(fileURLWithPath: whole.tablePath))
        == Data(contentsOf: URL(fileURLWithPath: parts.tablePath)))
  }

  @Test func currentCustomersComeWithoutAnOutcome() async throws {
    let plain = try await ParquetReader.read(path: run("plain").tablePath)
    let table = try await ParquetReader.read(
      path: run("current") { $0.parameters = ["current": "1"] }.tablePath)
    #expect(table.rowCount > plain.rowCount)
    let last = table.rowCount - 1
    #expect(table["month"]?.string(last)?.hasPrefix("2025-01") == true)
    #expect(table["churned"]?.number(last) == nil)
  }

  @Test func monthsThatAreNoneEndInASentence() async throws {
    let path = "\(folder.path)/raw/activity.csv"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let turned = text.replacing(#/,(20\d\d)-(\d\d),/#) { ",\($0.output.2)/\($0.output.1)," }
    try folder.write(turned, to: "raw/activity.csv")
    let words = await #expect(throws: IngestionError.self) { try await run() }
    #expect(
      words?.message.contains("month is no month of the form 2018-08") == true,
      "\(words?.message ?? "")")
  }
}
