import Evaluation
import Foundation
import Modelling
import Registry
import Synthetic
import Tabular
import Testing
import Workbench

/// Lists with grades, from the file to the saved model.
@Suite struct GradedListsTests {
  /// Groups of eight rows, grades 0…4 by two columns and chance.
  private func text(groups: Int = 60) -> String {
    var generator = Tabular.SeededGenerator(seed: 5)
    let lines = (0..<groups * 8).map { row in
      let (a, b) = (generator.unit(), generator.unit())
      let grade = min(4, Int((a * 3 + b + generator.unit()).rounded(.down)))
      return "\(row / 8),\(a),\(b),\(grade)\n"
    }
    return "query,a,b,relevance\n" + lines.joined()
  }

  private func opened(
    _ text: String, relevantFrom: Int? = 1, overrides: RoleOverrides = .init()
  ) throws -> OpenedData {
    let path = try SmallSets.file(text)
    defer { try? FileManager.default.removeItem(atPath: AtomicFile.folder(of: path)) }
    return try Opener.open(path, overrides: overrides, relevantFrom: relevantFrom)
  }

  private func comparison(
    _ data: OpenedData, _ change: (inout PlanConfiguration) -> Void = { _ in }
  ) throws -> GradedComparison {
    var configuration = PlanConfiguration()
    configuration.settings = [
      "lambdamart.rounds": 20, "xgbranker.rounds": 20, "boosted.rounds": 20,
    ]
    configuration.threads = 2
    change(&configuration)
    return try GradedComparison(
      TrainingSession(data: data, plan: configuration.plan(for: data))
    ) { _ in }
  }

  @Test func gradesAreFoundAndEveryModelBeatsChance() throws {
    let data = try opened(text())
    #expect(data.dataset.roles.target == "relevance" && data.dataset.roles.group == "query")
    #expect(data.dataset.grades?.counts.map(\.grade) == [0, 1, 2, 3, 4])
    let comparison = try comparison(data)
    #expect(comparison.models.map(\.kind) == [.boosted, .lambdamart, .xgbranker])
    for model in comparison.models {
      let own = try #require(model.evaluation, "\(model.failure ?? "")")
      #expect(try #require(own.mean).ndcg > 0.1 + (own.random?.ndcg ?? 1), "\(model.kind)")
      #expect(model.scores.count == comparison.testRows.count)
    }
    let xgbranker = try #require(comparison.plan.models.last)
    #expect(XGBoostObjective.rankings[Int(xgbranker["objective"])] == .ndcg)
    let json = try GradedDocument(comparison).json()
    for figure in ["f1", "rocAUC", "logLoss", "threshold"] {
      #expect(json.contains("\"\(figure)\" : null"), "\(figure)")
    }
    let text = TextReport.graded(comparison)
    #expect(text.contains("2^g - 1") && text.contains("ceiling") && text.contains("random"))
  }

  @Test func savedModelsScoreAndOrderAsTheyDid() throws {
    let path = try SmallSets.file(text())
    let folder = AtomicFile.folder(of: path)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let data = try Opener.open(path, relevantFrom: 2)
    let comparison = try comparison(data)
    let saved = try ModelFolder.save(comparison, to: "\(folder)/models")
    #expect(saved.count == 3)
    let table = try GradedModelTable(saved, on: data, threads: 2)
    let test = Set(comparison.testRows)
    for (place, model) in comparison.models.enumerated() {
      let scored = try BatchScorer(modelPath: saved[place], threads: 1)
        .scores(of: path, options: .init())
      #expect(comparison.testRows.map { scored.values[$0] } == model.scores)
      #expect(scored.threshold == nil && scored.csv.hasPrefix("row,score\n"))
      #expect(table.rows[place].evaluation.groupCount == 60 && !test.isEmpty)
    }
    #expect(TextReport.graded(table).contains("grades from 2 on"))
    let again = try Opener.open(path, toMeasure: saved, overrides: .init(), options: .init())
    #expect(again.dataset.grades?.relevantFrom == 2)
    let named = try Opener.open(
      path, toMeasure: saved, overrides: RoleOverrides(target: "relevance", group: "query"),
      options: .init())
    #expect(named.dataset.grades?.relevantFrom == 2)
    #expect(RunDescription(comparison).command.contains("--relevant-from 2"))
    #expect(try table.explainedList(of: "3").lists.count == 3)
    // Where a probability is needed such a model is refused in one sentence.
    let error = #expect(throws: WorkbenchError.self) { try LoadedModel(path: saved[0], for: data) }
    #expect(error?.message.contains("gives scores, no probabilities") == true)
    #expect(throws: WorkbenchError.self) {
      try BatchScorer(modelPath: saved[0], threshold: .value(0.5), threads: 1)
        .scores(of: path, options: .init())
    }
  }

  @Test func pairsOfModelsAreHeldAgainstEachOtherByWholeLists() throws {
    let comparison = try comparison(opened(text())) {
      $0.settings["lambdamart.rounds"] = 1
      $0.settings["lambdamart.maximumDepth"] = 1
    }
    let differences = GradedDifferences(comparison)
    #expect(differences.names == ["boosted", "lambdamart", "xgbranker"] && !differences.isOfFolds)
    let pairs = differences.pairs()
    #expect(pairs.count == 6 && pairs.allSatisfy { $0.test == nil })
    for metric in GradedDifferences.metrics {
      let means = comparison.models.compactMap { $0.evaluation?.mean.flatMap(metric.value(of:)) }
      let pair = try #require(pairs.first { $0.metric == metric })
      let difference = pair.preference.difference
      #expect(abs(difference.estimate - (means[0] - means[1])) < 1e-12)
      #expect(difference.lower <= difference.estimate && difference.estimate <= difference.upper)
      let own = try #require(differences.interval(of: metric, model: 1))
      #expect(abs(own.estimate - means[1]) < 1e-12 && own.lower < own.upper)
    }
    // One tree of one split is worse than twenty, and the draws say so.
    let order = differences.comparison(in: .ndcgAt7, equivalence: 0.005)
    #expect(order.chance(of: 0, beating: 1) ?? 0 > 0.9)
    let json = try GradedDocument(comparison, differences: differences).json()
    #expect(json.contains("\"secondBetter\"") && json.contains("\"intervals\" : {"))
    let report = TextReport.graded(differences, most: 2)
    #expect(report.contains("P(row beats column)") && report.contains("draws of whole groups"))
    #expect(report.contains("pairs of the 2 best by NDCG@7") && !report.contains("- lambdamart"))
  }

  @Test func foldsAreLabelledAndPooled() throws {
    let comparison = try comparison(opened(text())) { $0.split = "groupkfold:3" }
    #expect(comparison.folds.count == 3 && Set(comparison.testRows).count == 480)
    for model in comparison.models {
      #expect(model.folds.count == 3 && model.evaluation?.groupCount == 60 && model.fitted == nil)
    }
    #expect(TextReport.graded(comparison).contains("mean of the folds ±"))
    let differences = GradedDifferences(comparison)
    #expect(differences.interval(of: .ndcgAt7, model: 0) == nil)
    let pairs = differences.pairs()
    #expect(pairs.count == 6)
    #expect(pairs.allSatisfy { $0.test?.method == .correctedResampled })
    #expect(TextReport.graded(differences).contains("NDCG@7"))
  }

  @Test(arguments: ["group:0.2", "groupkfold:3"])
  func poisonedTestGradesChangeOnlyFigures(split: String) throws {
    let clean = try comparison(opened(text())) { $0.split = split }
    // Every list of the last fold has its grades in opposite order, which leaves the folds as they are:
    // models of that fold must not know.
    let fold = try #require(clean.foldOfRow.last)
    let cells = text().split(separator: "\n").map { $0.split(separator: ",") }
    var lines = cells.map { $0.joined(separator: ",") }
    for (row, place) in zip(clean.testRows, clean.foldOfRow) where place == fold {
      let opposite = row / 8 * 8 + 7 - row % 8
      lines[row + 1] =
        (cells[row + 1].dropLast() + cells[opposite + 1].suffix(1)).joined(separator: ",")
    }
    let data = try opened(lines.joined(separator: "\n"))
    let plan = clean.plan
    let poisoned = try GradedComparison(TrainingSession(data: data, plan: plan)) { _ in }
    try #require(clean.testRows == poisoned.testRows)
    for (one, two) in zip(clean.models, poisoned.models) {
      let own = { (scores: [Double]) in
        zip(scores, clean.foldOfRow).filter { $0.1 == fold }.map(\.0)
      }
      #expect(own(one.scores) == own(two.scores), "\(one.kind)")
      #expect(one.evaluation?.mean?.ndcg != two.evaluation?.mean?.ndcg)
    }
  }

  @Test func aProfileCountsGradesAndSaysWhatIsTakenAsPositive() throws {
    let data = try opened(text(), relevantFrom: 3)
    let profile = TextReport.profile(data, prices: [])
    let counts = try #require(data.dataset.grades).counts.map { "\($0.grade) in \($0.rows)" }
    #expect(profile.contains("relevance = \(counts.joined(separator: ", "))\n"), "\(profile)")
    #expect(profile.contains("grade 3 or more (--relevant-from) as positive, "), "\(profile)")
    #expect(!profile.contains("or more in"), "\(profile)")
    let json = try ProfileDocument(data, prices: []).json()
    #expect(json.contains("\"relevantFrom\" : 3"))
    let classes = try SmallSets.opened(.bank, rows: 300)
    #expect(try ProfileDocument(classes, prices: []).json().contains("\"grades\" : null"))
    #expect(!TextReport.profile(classes, prices: []).contains("--relevant-from"))
  }

  @Test func otherWorkRefusesGradesInOneSentence() throws {
    let refusal = { (text: String, relevantFrom: Int?, overrides: RoleOverrides) -> String in
      do {
        _ = try opened(text, relevantFrom: relevantFrom, overrides: overrides)
        return ""
      } catch { return "\(error)" }
    }
    let named = RoleOverrides(target: "relevance", group: "query")
    #expect(refusal(text(), nil, named).contains("train, evaluate and predict"))
    #expect(refusal(text(), nil, .init()).contains("relevance has 5 grades for the lists of query"))
    let ungrouped = text().replacing("query", with: "x")
    #expect(
      refusal(ungrouped, 1, RoleOverrides(target: "relevance")).contains("exactly two"))
    #expect(refusal(text(), 9, .init()).contains("--relevant-from"))
    #expect(refusal(text(), 0, .init()).contains("--relevant-from"))
    let data = try opened(text())
    for (change, word) in [
      ({ (plan: inout PlanConfiguration) in plan.models = ["logistic"] }, "logistic is for two"),
      ({ $0.balance = "weights" }, "--balance is for two"),
      ({ $0.threshold = "f1" }, "--threshold is for two"),
    ] {
      let error = #expect(throws: WorkbenchError.self) { try comparison(data, change) }
      #expect(error?.message.contains(word) == true, "\(word)")
    }
    // The library's other doors keep each model's row with the reason.
    var plan = TrainingPlan(for: data)
    plan.models = [ModelSettings(.boosted)]
    let classes = try TrainingSession(data: data, plan: plan).run { _ in }
    #expect(classes.results[0].failure?.contains("grades") == true)
  }
}
