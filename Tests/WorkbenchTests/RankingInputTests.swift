import Evaluation
import Foundation
import Modelling
import Synthetic
import Tabular
import Testing
import Workbench

/// Rankers and their table on lists that hardly are any.
@Suite struct RankingInputTests {
  /// A table of lists: `label` gives a row's target by list and place.
  private func data(
    lists: Int, rows: Int, constant: Bool = false, label: (Int, Int) -> Bool
  ) throws -> OpenedData {
    var text = "customer,offer,a,b,y\n"
    for list in 0..<lists {
      for row in 0..<rows {
        let value = constant ? 1 : (list * 31 + row * 17) % 23
        text += "c\(list),o\(row),\(value),\(constant ? list % 7 : (list + row * row) % 11),"
        text += label(list, row) ? "1\n" : "0\n"
      }
    }
    let path = try SmallSets.file(text)
    defer {
      try? FileManager.default.removeItem(atPath: (path as NSString).deletingLastPathComponent)
    }
    return try Opener.open(
      path, overrides: RoleOverrides(target: "y", group: "customer", item: "offer"))
  }

  private func comparison(_ data: OpenedData, split: String? = nil) throws -> Comparison {
    var configuration = PlanConfiguration()
    configuration.models = ["logistic", "lambdamart", "yetirank", "xgbranker"]
    configuration.settings = [
      "lambdamart.rounds": 5, "yetirank.rounds": 5, "xgbranker.rounds": 5,
    ]
    configuration.split = split
    return try TrainingSession(data: data, plan: try configuration.plan(for: data)).run { _ in }
  }

  private func rankers(_ comparison: Comparison) -> [ModelResult] {
    comparison.results.filter(\.kind.isRanker)
  }

  @Test func listsOfOneRowTeachNoOrder() throws {
    let data = try data(lists: 200, rows: 1) { list, _ in list % 3 == 0 }
    let comparison = try comparison(data)
    for result in rankers(comparison) {
      #expect(result.failure?.contains("no order to learn") == true, "\(result.kind)")
    }
    let table = try #require(RankingTable(comparison))
    // A list of one is in the best order whatever the model says.
    #expect(table.rows.first { $0.name == "logistic" }?.mapAt7 == 1)
    #expect(table.rows.first { $0.name == "random" }?.mapAt7 == 1)
  }

  @Test func allNegativeListsAreLeftOutAndCounted() throws {
    let data = try data(lists: 150, rows: 6) { list, row in list % 5 == 0 && row == list % 6 }
    let comparison = try comparison(data)
    #expect(rankers(comparison).allSatisfy { $0.trained != nil || $0.failure != nil })
    let table = try #require(RankingTable(comparison))
    #expect(table.scoredGroups < table.groups / 2)
    #expect(table.rows[0].mapAt7WithEmptyGroups.map { $0 < 0.5 } == true)
  }

  @Test func oneGroupCanNotBeSplitByGroup() throws {
    let data = try data(lists: 1, rows: 60) { _, row in row % 3 == 0 }
    let error = #expect(throws: ModellingError.self) { try comparison(data) }
    #expect(error?.message.contains("one group") == true)
    // At random it can, and the list is one of both sides.
    let random = try comparison(data, split: "holdout:0.3")
    #expect(try #require(RankingTable(random)).groups == 1)
  }

  @Test func scoresThatAreAlikeWithinAListAreDefinedOrRefusedWithTheReason() throws {
    let data = try data(lists: 100, rows: 5, constant: true) { list, row in row == list % 5 }
    for result in rankers(try comparison(data)) {
      // What rounding leaves of a gradient may still part one list from another.
      let map = result.trained?.metrics.mapAt7
      #expect(
        result.failure?.contains("say nothing of the validation rows")
          ?? map.map((0...1).contains) ?? false, "\(result.kind)")
    }
  }

  @Test func aHundredThousandGroups() throws {
    let data = try data(lists: 100_000, rows: 2) { list, row in
      (list * 31 + row * 17) % 23 > 14
    }
    var configuration = PlanConfiguration()
    configuration.models = ["lambdamart"]
    configuration.settings = ["lambdamart.rounds": 2, "lambdamart.maximumDepth": 2]
    let comparison = try TrainingSession(data: data, plan: try configuration.plan(for: data))
      .run { _ in }
    #expect(comparison.trained(.lambdamart) != nil)
    #expect(try #require(RankingTable(comparison)).groups > 19_000)
  }
}
