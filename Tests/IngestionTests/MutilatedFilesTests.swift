import Foundation
import Tabular
import Testing

@testable import Ingestion

/// Files of a marketplace that something has been done to: each ends right, or in one clear sentence.
@Suite(.enabled(if: Installed.duckDB, "DuckDB is not installed; bash .ci/setup --etl installs it."))
struct MutilatedFilesTests {
  /// What was done to which file, and what must come of it.
  struct Mutilation: Sendable, CustomTestStringConvertible {
    var name: String
    var file: String
    var change: @Sendable (_ lines: [String]) -> [String]?
    /// What the sentence, or a note of a run that ends right, must hold.
    var words: [String]
    var endsRight = false

    var testDescription: String { name }
  }

  private static let orders = "olist_orders_dataset.csv"
  private static let items = "olist_order_items_dataset.csv"
  private static let customers = "olist_customers_dataset.csv"

  /// The cells of all lines but the first, changed one by one.
  private static func cells(
    _ column: Int, _ change: @escaping @Sendable (String) -> String
  ) -> @Sendable ([String]) -> [String]? {
    { lines in
      lines.prefix(1)
        + lines.dropFirst().map { line in
          var cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
          cells[column] = change(cells[column])
          return cells.joined(separator: ",")
        }
    }
  }

  private static func american(_ text: String) -> String {
    text.replacing(#/^(\d{4})-(\d{2})-(\d{2})/#) { "\($0.output.2)/\($0.output.3)/\($0.output.1)" }
  }

  static let all: [Mutilation] = [
    Mutilation(
      name: "missing file", file: orders, change: { _ in nil },
      words: ["lacks olist_orders_dataset or orders.csv", "there are olist_customers_dataset.csv"]),
    Mutilation(
      name: "empty file", file: orders, change: { _ in [] }, words: [orders, "is empty"]),
    Mutilation(
      name: "names alone", file: orders, change: { Array($0.prefix(1)) },
      words: [orders, "has names and no rows"]),
    Mutilation(
      name: "extra column", file: items,
      change: { lines in [lines[0] + ",colour"] + lines.dropFirst().map { $0 + ",red" } },
      words: [items, "colour"], endsRight: true),
    Mutilation(
      name: "renamed column", file: items,
      change: { [$0[0].replacing("freight_value", with: "freight_valu")] + $0.dropFirst() },
      words: [items, "has no column freight_value", "is “freight_valu” it?"]),
    Mutilation(
      name: "column in other letters", file: items,
      change: { [$0[0].replacing("freight_value", with: "Freight Value")] + $0.dropFirst() },
      words: [items, "“Freight Value” is read as freight_value"], endsRight: true),
    Mutilation(
      name: "lost column", file: items,
      change: { lines in
        lines.map { line in
          line.split(separator: ",", omittingEmptySubsequences: false).dropLast().joined(
            separator: ",")
        }
      }, words: [items, "has no column freight_value"]),
    Mutilation(
      name: "decimal commas", file: items,
      change: cells(5) { "\"\($0.replacing(".", with: ","))\"" },
      words: [items, "price is no number", "decimal commas"]),
    Mutilation(
      name: "thousands", file: items, change: cells(5) { "\"1,\($0)\"" },
      words: [items, "price is no number"]),
    Mutilation(
      name: "dates M/D/Y", file: orders, change: cells(3, american),
      words: [orders, "order_purchase_timestamp is no date", "days or months come first"]),
    Mutilation(
      name: "dates of no calendar", file: orders,
      change: cells(3) { $0.replacing(#/-\d\d-/#) { _ in "-13-" } },
      words: [orders, "order_purchase_timestamp is no date"]),
    Mutilation(
      name: "leading zeros lost", file: customers,
      change: cells(2) { String($0.drop { $0 == "0" }) },
      words: ["codes had lost their leading zeros and got them back"], endsRight: true),
    Mutilation(
      name: "codes as decimals", file: customers, change: cells(2) { $0 + ".0" },
      words: [customers, "customer_zip_code_prefix is no code of 5 digits"]),
    Mutilation(
      name: "keys that became numbers", file: customers, change: cells(0) { _ in "1.2E+5" },
      words: [orders, "no customer_id is in \(customers)", "become a number"]),
    Mutilation(
      name: "unclosed quote", file: items,
      change: { lines in
        lines.enumerated().map {
          $0 == 40 ? $1.replacing(#/^([^,]*,[^,]*,)/#) { "\($0.output.1)\"" } : $1
        }
      }, words: [items, "line 41", "a quote is opened and never closed"]),
    Mutilation(
      name: "unclosed quote between tabs", file: items,
      change: { lines in
        lines.map { $0.replacing(",", with: "\t") }.enumerated().map { number, line in
          number == 40 ? line.replacing("\t", with: "\t\"", maxReplacements: 1) : line
        }
      }, words: [items, "line 41", "a quote is opened and never closed"]),
    Mutilation(
      name: "other delimiter", file: customers,
      change: { $0.map { $0.replacing(",", with: ";") } }, words: [], endsRight: true),
    Mutilation(
      name: "lines ended by a web page", file: orders,
      change: { _ in ["<!DOCTYPE html>", "<html><body>Sign in</body></html>"] }, words: [orders]),
  ]

  @Test(arguments: all) func aMutilatedFileEndsRightOrInASentence(mutilation: Mutilation)
    async throws
  {
    try await check(mutilation, by: .duckdb)
  }

  @Test(
    .enabled(if: Installed.spark, "Spark is not installed (pip install pyspark, Java 17)."),
    .serialized, arguments: all)
  func itDoesSoOnACluster(mutilation: Mutilation) async throws {
    try await check(mutilation, by: .spark)
  }

  private func check(_ mutilation: Mutilation, by engine: EngineKind) async throws {
    let folder = try TemporaryFolder()
    for (name, text) in MarketplaceLog(customers: 120, seed: 3).files() {
      guard name == mutilation.file else {
        try folder.write(text, to: "raw/\(name)")
        continue
      }
      let lines = text.split(separator: "\n").map(String.init)
      guard let changed = mutilation.change(lines) else { continue }
      try folder.write(changed.map { $0 + "\n" }.joined(), to: "raw/\(name)")
    }
    var options = RunOptions(input: "\(folder.path)/raw", output: "\(folder.path)/out")
    options.engine = engine
    options.threads = 2
    options.memory = "1GB"
    do {
      let outcome = try await finished("olist", options)
      #expect(mutilation.endsRight, "nothing was said")
      let said = outcome.report.text + outcome.report.notes.joined(separator: "\n")
      for words in mutilation.words { #expect(said.contains(words), "\(said)") }
    } catch let error as IngestionError {
      #expect(!mutilation.endsRight, "\(error.message)")
      for words in mutilation.words { #expect(error.message.contains(words), "\(error.message)") }
      // One sentence, and nothing half made.
      #expect(!error.message.contains("\n"), "\(error.message)")
      #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/out/olist.parquet"))
    }
  }
}
