import Foundation
import Tabular
import Testing

@testable import Ingestion

/// The recipe of a marketplace's customers, on DuckDB.
@Suite(.enabled(if: Installed.duckDB, "DuckDB is not installed; bash .ci/setup --etl installs it."))
struct OlistRecipeTests {
  private let folder: TemporaryFolder
  private let log = MarketplaceLog(customers: 120, seed: 3)

  init() throws {
    folder = try TemporaryFolder()
    for (name, text) in log.files() { try folder.write(text, to: "raw/\(name)") }
  }

  private func run(
    _ change: (inout RunOptions) -> Void = { _ in }, control: IngestionControl = .init(),
    report: @escaping @Sendable (RecipeRun.Event) -> Void = { _ in }
  ) async throws -> RecipeRun.Outcome {
    var options = RunOptions(input: "\(folder.path)/raw", output: "\(folder.path)/out")
    options.threads = 2
    options.memory = "1GB"
    change(&options)
    return try await finished("olist", options, control: control, report: report)
  }

  private func rename(_ column: String, to other: String, in file: String) throws {
    let path = "\(folder.path)/raw/\(file)"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    try folder.write(text.replacing(column, with: other), to: "raw/\(file)")
  }

  private func sentence(_ work: () async throws -> RecipeRun.Outcome) async -> String {
    do {
      _ = try await work()
      return "nothing was wrong"
    } catch {
      return "\(error)"
    }
  }

  @Test func everyCustomerIsAsTheSlowWayFinds() async throws {
    let outcome = try await run()
    let table = try ParquetReader.read(path: outcome.tablePath)
    let expected = log.expected()
    #expect(table.rowCount == expected.count)
    let number = { (column: String, row: Int) in table[column]?.number(row) ?? .nan }
    for row in 0..<table.rowCount {
      let key = try #require(table["customer_unique_id"]?.string(row))
      let stars =
        number("reviews", row) == 0 ? 0 : number("average_review", row) * number("reviews", row)
      let found = MarketplaceLog.Expected(
        frequency: Int(number("frequency", row)),
        cents: Int((number("monetary", row) * 100).rounded()),
        reviews: Int(number("reviews", row)), stars: Int(stars.rounded()),
        deliveries: Int(number("deliveries", row)), buysAgain: Int(number("buys_again", row)),
        nextCents: Int((number("spend_next", row) * 100).rounded()))
      #expect(found == expected[key], "\(key)")
    }
    #expect(outcome.report.promises.count == 6)
    let work = "\(folder.path)/out/\(WorkFolder.name)"
    #expect(!FileManager.default.fileExists(atPath: work))
  }

  @Test func twoRunsWriteTheSameBytes() async throws {
    let first = try await Data(contentsOf: URL(fileURLWithPath: run().tablePath))
    let second = try await run { options in
      options.output += "2"
      options.threads = 1
    }
    #expect(first == (try Data(contentsOf: URL(fileURLWithPath: second.tablePath))))
  }

  @Test func linesOfJSONGiveTheSameTableAsCSV() async throws {
    let plain = try await Data(contentsOf: URL(fileURLWithPath: run().tablePath))
    let name = "olist_orders_dataset"
    let lines = try String(contentsOfFile: "\(folder.path)/raw/\(name).csv", encoding: .utf8)
      .split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    let records = lines.dropFirst().map { cells in
      let pairs = zip(lines[0], cells).map { "\"\($0)\": \($1.isEmpty ? "null" : "\"\($1)\"")" }
      return "{\(pairs.joined(separator: ", "))}\n"
    }
    try FileManager.default.removeItem(atPath: "\(folder.path)/raw/\(name).csv")
    try folder.write(records.joined(), to: "raw/\(name).jsonl")
    let other = try await run { $0.output += "2" }
    #expect(plain == (try Data(contentsOf: URL(fileURLWithPath: other.tablePath))))
  }

  @Test func aStoppedRunGoesOnWhereItEnded() async throws {
    let whole = try await Data(contentsOf: URL(fileURLWithPath: run { $0.output += "2" }.tablePath))
    let control = IngestionControl()
    let words = await sentence {
      try await run(control: control) { event in
        if case .began(_, _, let title) = event, title.hasPrefix("working out") { control.cancel() }
      }
    }
    #expect(words.contains("goes on where this one ended"), "\(words)")
    #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/out/olist.parquet"))
    let outcome = try await run()
    #expect(outcome.report.steps.count { $0.isResumed } == 8)
    #expect(whole == (try Data(contentsOf: URL(fileURLWithPath: outcome.tablePath))))
  }

  @Test func filesThatAreNotAsTheyWereEndInASentence() async throws {
    let orders = "olist_orders_dataset.csv"
    try rename("order_purchase_timestamp", to: "order_purchase_timestmp", in: orders)
    #expect(await sentence { try await run() }.contains("is “order_purchase_timestmp” it?"))
    try rename("order_purchase_timestmp", to: "Order Purchase Timestamp", in: orders)
    let outcome = try await run()
    #expect(outcome.report.notes.contains { $0.contains("is read as order_purchase_timestamp") })
    try FileManager.default.removeItem(atPath: "\(folder.path)/raw/olist_products_dataset.csv")
    #expect(
      await sentence { try await run() }.contains("lacks olist_products_dataset or products.csv"))
  }

  @Test func valuesThatAreNoneEndInASentence() async throws {
    let items = "\(folder.path)/raw/olist_order_items_dataset.csv"
    let text = try String(contentsOfFile: items, encoding: .utf8)
    let lines = text.split(separator: "\n").map { line in
      line.replacing(#/([0-9]+)\.([0-9]{2})/#) { "\"\($0.output.1),\($0.output.2)\"" }
    }
    try folder.write(lines.joined(separator: "\n"), to: "raw/olist_order_items_dataset.csv")
    #expect(await sentence { try await run() }.contains("decimal commas"))
    try folder.write(text, to: "raw/olist_order_items_dataset.csv")
    let orders = "olist_orders_dataset.csv"
    let dated = try String(contentsOfFile: "\(folder.path)/raw/\(orders)", encoding: .utf8)
      .replacing(#/([0-9]{4})-([0-9]{2})-([0-9]{2})/#) {
        "\($0.output.2)/\($0.output.3)/\($0.output.1)"
      }
    try folder.write(dated, to: "raw/\(orders)")
    #expect(await sentence { try await run() }.contains("days or months come first"))
  }

  @Test func linesThatAreCutWronglyEndInASentence() async throws {
    let path = "\(folder.path)/raw/olist_order_items_dataset.csv"
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
    let wide = lines.prefix(1) + lines.dropFirst().map { $0 + ",x" }
    try folder.write(wide.joined(separator: "\n"), to: "raw/olist_order_items_dataset.csv")
    let words = await sentence { try await run() }
    #expect(words.contains("more or fewer cells than the names"), "\(words)")
    try folder.write(lines[0] + "\n", to: "raw/olist_order_items_dataset.csv")
    #expect(await sentence { try await run() }.contains("has names and no rows"))
  }

  @Test func keysThatDoNotMeetEndInASentence() async throws {
    try rename(",corder", to: ",order", in: "olist_orders_dataset.csv")
    try rename("\nc", to: "\n0", in: "olist_customers_dataset.csv")
    #expect(
      await sentence { try await run() }.contains(
        "no customer_id is in olist_customers_dataset.csv"))
  }

  @Test func repeatedRowsAndForeignWindowsEndInASentence() async throws {
    let words = await sentence { try await run { $0.parameters = ["as_of": "2018-09-01"] } }
    #expect(words.contains("“The window ends within the orders” does not hold"), "\(words)")
    #expect(
      await sentence { try await run { $0.parameters = ["as_of": "1/2/2018"] } }.contains(
        "is no date"))
    #expect(
      await sentence { try await run { $0.parameters = ["days": "3"] } }.contains(
        "there are as_of, window"))
    let path = "\(folder.path)/raw/olist_orders_dataset.csv"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let last = text.split(separator: "\n").last.map(String.init) ?? ""
    try folder.write(text + last + "\n", to: "raw/olist_orders_dataset.csv")
    #expect(
      await sentence { try await run() }.contains(
        "order_id names a row, but 1 value occurs more than once"))
  }
}
