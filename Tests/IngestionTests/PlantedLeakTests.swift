import Foundation
import Synthetic
import Tabular
import Testing

@testable import Ingestion

/// A recipe that counts what it must not is found out by what the generator knows: no honest feature
/// puts impressions in a better order than their true probabilities do.
@Suite(.enabled(if: Installed.duckDB, "DuckDB is not installed; bash .ci/setup --etl installs it."))
struct PlantedLeakTests {
  private let folder: TemporaryFolder
  private let truth: CardLog.Truth

  init() throws {
    folder = try TemporaryFolder()
    truth = try CardLog.write(to: "\(folder.path)/raw", impressions: 6_000, seed: 29)
  }

  /// The recipe with some of its SQL changed, as a careless person would write it.
  private func leaking(_ name: String, _ change: (String) -> String) throws -> String {
    let honest = try TableRecipe(named: "amex")
    for file in try FileManager.default.contentsOfDirectory(atPath: honest.folder) {
      let text = try String(contentsOfFile: "\(honest.folder)/\(file)", encoding: .utf8)
      try folder.write(file == "body.sql" ? change(text) : text, to: "\(name)/\(file)")
    }
    let body = try String(contentsOfFile: "\(folder.path)/\(name)/body.sql", encoding: .utf8)
    #expect(body != honest.sql["body.sql"])
    return "\(folder.path)/\(name)"
  }

  /// The best ROC-AUC of one feature alone, either way round, with its name.
  private func best(_ recipe: String) async throws -> (feature: String, area: Double) {
    var options = RunOptions(input: "\(folder.path)/raw", output: "\(folder.path)/\(UUID())")
    options.memory = "1GB"
    let table = try ParquetReader.read(path: try await finished(recipe, options).tablePath)
    let outcome = try #require(table["y"])
    let rows = (0..<table.rowCount).filter { outcome.number($0) != nil }
    let labels = rows.map { outcome.number($0) == 1 }
    let areas = table.columns.compactMap { column -> (String, Double)? in
      guard column.kind == .number || column.kind == .flag, column.name != "y" else { return nil }
      let area = Self.area(rows.map { column.number($0) ?? -1 }, labels)
      return (column.name, max(area, 1 - area))
    }
    return try #require(areas.max { $0.1 < $1.1 })
  }

  /// The share of pairs of a clicked and another row in the right order; ties count half.
  private static func area(_ scores: [Double], _ labels: [Bool]) -> Double {
    var wins = 0.0
    var below = 0.0
    let tied = Dictionary(grouping: scores.indices) { scores[$0] }
    for score in tied.keys.sorted() {
      let positives = Double(tied[score]?.count { labels[$0] } ?? 0)
      let negatives = Double(tied[score]?.count ?? 0) - positives
      wins += positives * (below + negatives / 2)
      below += negatives
    }
    return wins / (Double(labels.count { $0 }) * below)
  }

  @Test func anHonestRecipeStaysBelowWhatIsAttainable() async throws {
    let (feature, area) = try await best("amex")
    #expect(area < truth.attainableROCAUC, "\(feature)")
  }

  @Test func aClickCountedAtItsImpressionShows() async throws {
    // The click stands at the moment of its impression, and one frame ends there instead of before.
    let frame =
      "PARTITION BY customer_id, industry ORDER BY t RANGE BETWEEN 7776000000000 PRECEDING"
    let recipe = try leaking("own") {
      $0.replacing("o.industry, e.clicked, 0, 0, 1,", with: "o.industry, e.shown, 0, 0, 1,")
        .replacing("\(frame) AND 1 PRECEDING", with: "\(frame) AND CURRENT ROW")
    }
    let (feature, area) = try await best(recipe)
    #expect(area > truth.attainableROCAUC + 0.05, "\(feature)")
    #expect(feature.hasPrefix("k_click"), "\(feature)")
  }

  @Test func aClickOfTheFutureShows() async throws {
    let recipe = try leaking("future") {
      $0.replacing(
        "UNBOUNDED PRECEDING AND 1 PRECEDING", with: "UNBOUNDED PRECEDING AND 3600000000 FOLLOWING")
    }
    // The promise that nothing lies in the future stops it before anybody trains on it.
    await #expect(throws: IngestionError.self) { try await best(recipe) }
  }
}
