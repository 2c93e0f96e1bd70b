import Evaluation
import Foundation
import Modelling
import Synthetic
import Tabular
import Testing
import Workbench

/// Models that are fitted to the order of lists, from the plan to the saved model.
@Suite struct RankersTests {
  private func plan(_ data: OpenedData, _ models: [String], _ settings: String) throws
    -> TrainingPlan
  {
    var configuration = PlanConfiguration()
    configuration.models = models
    configuration.settings = try PlanConfiguration.settings(parsing: settings)
    configuration.threads = 2
    return try configuration.plan(for: data)
  }

  @Test(arguments: [
    "lambdamart.objective=ndcg", "lambdamart.objective=map", "yetirank.maximumDepth=6",
    "xgbranker.objective=map", "xgbranker.objective=ndcg", "xgbranker.objective=pairwise",
  ])
  func rankersGiveProbabilitiesAndAreSaved(setting: String) throws {
    let folder = try SmallSets.folder(.amex, rows: 3000)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let data = try Opener.open(folder)
    let name = String(setting.prefix { $0 != "." })
    let plan = try plan(data, [name], "\(setting),\(name).rounds=30")
    let comparison = try TrainingSession(data: data, plan: plan).run { _ in }
    let kind = try #require(ModelKind(rawValue: name))
    let trained = try #require(comparison.trained(kind), "\(comparison.results[0].failure ?? "")")
    #expect(trained.model.kind == kind)
    #expect(trained.model.marginScale == .logOdds)
    #expect(trained.testScores.allSatisfy { $0 > 0 && $0 < 1 })
    #expect(trained.notes.contains { $0.contains("Platt") })
    let map = try #require(trained.metrics.mapAt7)
    #expect(map > (comparison.baselines?.random ?? 1))
    // The level is right as well as the order.
    #expect(try #require(trained.metrics[.calibrationGap]) < 0.03)
    let saved = try ModelFolder.save(comparison, to: "\(folder)/models")
    let again = try LoadedModel(path: saved[0], for: data).model
    let frame = again.schema.frame(of: data.dataset.table, rows: comparison.testRows)
    #expect(again.kind == kind)
    #expect(again.probabilities(for: frame, threads: 1) == trained.testScores)
    // XGBoost's form of it predicts the same probabilities.
    let exported = "\(folder)/exported.json"
    _ = try ModelExport.writeXGBoost(of: saved[0], to: exported)
    let foreign = try LoadedModel(path: exported, for: data).model
    for (own, other) in zip(trained.testScores, foreign.probabilities(for: frame, threads: 1)) {
      #expect(abs(own - other) < 1e-5)
    }
  }

  @Test func withoutGroupsARankerIsRefusedInOneSentence() throws {
    let data = try SmallSets.opened(.bank, rows: 400)
    for name in ["lambdamart", "yetirank", "xgbranker"] {
      let error = #expect(throws: WorkbenchError.self) { try plan(data, [name], "") }
      #expect(error?.message.contains("\(name) puts the rows of each group in order") == true)
      #expect(error?.message.contains("--group") == true)
    }
    #expect(TrainingPlan(for: data).models.map(\.kind) == [.logistic, .forest, .boosted, .xgboost])
  }

  @Test func anObjectiveOfBoostedNamesTheRankers() throws {
    let data = try SmallSets.opened(.amex, rows: 400)
    let error = #expect(throws: ModellingError.self) {
      try plan(data, ["boosted"], "boosted.objective=2")
    }
    #expect(error?.message.contains("lambdamart and yetirank") == true)
    let named = #expect(throws: ModellingError.self) {
      try plan(data, ["boosted"], "boosted.objective=map")
    }
    #expect(named == error)
  }

  @Test func allRankersStandInOneTable() throws {
    let data = try SmallSets.opened(.amex, rows: 3000)
    #expect(
      TrainingPlan(for: data).models.map(\.kind) == ModelKind.allCases.filter { $0 != .yetirank })
    var plan = try SmallSets.plan(for: data)
    plan.models = try ModelKind.allCases.map { kind in
      var settings = plan.models.first { $0.kind == kind } ?? ModelSettings(kind)
      if kind == .yetirank { try settings.set("rounds", to: 30) }
      return settings
    }
    let comparison = try TrainingSession(data: data, plan: plan).run { _ in }
    let table = try #require(RankingTable(comparison))
    let names = table.rows.map(\.name)
    #expect(names[0] == "ceiling" && table.rows[0].mapAt7 == 1)
    let others = ["ceiling", "attainable (whole file)", "popularity", "random"]
    #expect(Set(names) == Set(ModelKind.allCases.map(\.rawValue) + others))
    let values = table.rows.compactMap(\.mapAt7)
    #expect(values == values.sorted(by: >) && values.count == names.count)
    let share = Double(table.scoredGroups) / Double(table.groups)
    for row in table.rows where row.measures != nil {
      let map = try #require(row.mapAt7)
      #expect(abs(try #require(row.mapAt7WithEmptyGroups) - map * share) < 1e-12)
    }
    for (kind, model) in comparison.trained {
      let row = try #require(table.rows.first { $0.name == kind.rawValue })
      #expect(row.isModel && row.mapAt7 == model.metrics.mapAt7)
      #expect(row.measures?.reciprocalRank == model.metrics[.mrrAt7])
      #expect(row.measures?.hitRate == model.metrics[.hitRateAt7])
    }
    let text = TextReport.leaderboard(comparison)
    #expect(text.contains("\(table.scoredGroups) of \(table.groups) groups"))
    let json = try ComparisonDocument(comparison).json()
    #expect(json.contains("\"mapAt7WithEmptyGroups\"") && json.contains("\"xgbranker\""))
  }

  @Test func listsThatSpanTimeAreNamedAndScoresThatFallBetweenListsStillRank() throws {
    // Within a customer the cheaper offers are taken; customers with dearer ones take more of them, so that
    // over all rows what the ranker likes is taken less.
    var lines = ["customer,day,price,taken"]
    for customer in 0..<300 {
      let level = customer * 37 % 31
      let prices = (0..<12).map { Double((customer * 7_919 + $0 * 104_729) % 997) / 100 }
      let most = prices.sorted()[level / 3]
      for (place, price) in prices.enumerated() {
        let day = "2026-03-0\(place / 3 + 1)"
        lines.append("c\(customer),\(day),\(Double(level) + price),\(price <= most ? 1 : 0)")
      }
    }
    let path = FileManager.default.temporaryDirectory
      .appendingPathComponent("offerscope-lists-\(UUID().uuidString).csv").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: URL(fileURLWithPath: path))
    var said = RoleOverrides()
    said.target = "taken"
    said.time = "day"
    for (group, spans) in [("customer", true), ("customer,day", false)] {
      said.group = group
      let data = try Opener.open(path, overrides: said)
      let plan = try plan(data, ["lambdamart"], "lambdamart.rounds=30")
      let comparison = try TrainingSession(data: data, plan: plan).run { _ in }
      let caution = comparison.cautions.first { $0.contains("spans") }
      #expect((caution != nil) == spans, "\(comparison.cautions)")
      #expect(caution?.contains("spans 4.0 moments of day") ?? true)
      #expect(caution?.contains("use --group customer,day ") ?? true)
      guard spans else { continue }
      // The whole comparison is no help in a message.
      let failure = comparison.results[0].failure
      #expect(failure == nil)
      guard let trained = comparison.trained.first?.model else { return }
      #expect(trained.notes.contains { $0.contains("nothing of one list against another") })
      let random = try #require(comparison.baselines?.random)
      #expect(try #require(trained.metrics.mapAt7) > random + 0.1)
      #expect(try #require(trained.metrics.rocAUC) < 0.5)
      #expect(trained.testScores.allSatisfy { $0 > 0 && $0 < 1 })
    }
  }

  @Test func rankersDoNotDependOnThreads() throws {
    let data = try SmallSets.opened(.amex, rows: 1500)
    let scores = try [1, 2, 4].map { threads in
      var plan = try plan(data, ["lambdamart", "yetirank", "xgbranker"], "")
      for index in plan.models.indices { try plan.models[index].set("rounds", to: 8) }
      plan.threads = threads
      return try TrainingSession(data: data, plan: plan).run { _ in }.trained.map(
        \.model.testScores)
    }
    #expect(scores[0].count == 3 && scores[0] == scores[1] && scores[0] == scores[2])
  }

  @Test func oneListIsExplainedPlaceByPlace() throws {
    let folder = try SmallSets.folder(.amex, rows: 1500)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let data = try Opener.open(folder)
    let plan = try plan(data, ["logistic", "lambdamart"], "lambdamart.rounds=10")
    let comparison = try TrainingSession(data: data, plan: plan).run { _ in }
    let saved = try ModelFolder.save(comparison, to: "\(folder)/models")
    let table = try SavedModelTable(saved, on: data, threads: 2)
    let row = try #require(
      data.dataset.labelledRows.first { data.dataset.labels[$0] == 1 })
    let key = try #require(data.dataset.table["id2"]?.string(row))
    let list = try table.explainedList(of: key)
    #expect(list.group == key && list.lists.count == 2 && list.position != nil)
    for model in list.lists {
      let sum = model.explanation.places.reduce(0) { $0 + $1.contribution }
      #expect(abs(try #require(model.explanation.averagePrecision) - sum) < 1e-12)
    }
    let text = TextReport.explainedList(list)
    #expect(text.contains("id2 \(key)") && text.contains("lambdamart.offerscope: AP@7"))
    #expect(
      try SavedModelDocument(
        table, intervals: ComparisonIntervals(table, threads: 1), list: list
      ).json().contains("averagePrecisionAt7"))
    let error = #expect(throws: WorkbenchError.self) { try table.explainedList(of: "nobody") }
    #expect(error?.message.contains("no labelled row has this value in id2") == true)
  }
}
