import Evaluation
import Foundation
import Modelling
import Synthetic
import Synchronization
import Tabular
import Testing
import Workbench

@Suite struct SearchSessionTests {
  /// Few and shallow trees, so that a search takes a moment.
  private static let small = [
    "boosted.rounds=15", "boosted.maximumDepth=2..4", "boosted.learningRate=0.05..0.5:log",
  ]

  private func plan(
    for data: OpenedData, _ method: SearchPlan.Method = .random, models: [ModelKind] = [.boosted],
    metric: MetricKind = .rocAUC, folds: Int = 3, trials: Int? = 8, threads: Int = 2,
    split: SplitScheme? = nil, ranges: [String] = Self.small
  ) throws -> SearchPlan {
    var training = try SmallSets.plan(for: data, threads: threads)
    training.models = training.models.filter { models.contains($0.kind) }
    if let split { training.split = split }
    return try SearchPlan(
      training: training, method: method, metric: metric, folds: folds,
      ranges: models.contains(.boosted) ? ranges : [], trials: trials, seconds: nil)
  }

  private func search(_ data: OpenedData, _ plan: SearchPlan) throws -> SearchResult {
    try SearchSession(data: data, plan: plan).run { _ in }
  }

  /// Trials without the seconds, which differ from run to run.
  private func timeless(_ result: SearchResult) -> [String] {
    result.folds.trials.map { trial in
      "\(trial.number) \(trial.settings.changes) \(trial.figures) \(trial.folds.map(\.trees)) \(trial.state)"
    }
  }

  @Test(arguments: SearchPlan.Method.allCases)
  func theSameTrialsAtAnyNumberOfThreads(_ method: SearchPlan.Method) throws {
    let data = try SmallSets.opened(.bank, rows: 700)
    let one = try search(data, plan(for: data, method, trials: 11, threads: 1))
    let four = try search(data, plan(for: data, method, trials: 11, threads: 4))
    #expect(timeless(one) == timeless(four) && one.folds.trials.count == 11)
    #expect(one.ending == .trials)
    #expect(one.verdict?.best.testScores == four.verdict?.best.testScores)
  }

  @Test func theFirstTrialIsTheStandardAndTheBestIsNoWorse() throws {
    let data = try SmallSets.opened(.bank, rows: 700)
    let plan = try plan(for: data)
    let result = try search(data, plan)
    let first = try #require(result.folds.trials.first)
    #expect(first.number == 1 && first.settings == plan.training.models[0])
    #expect(first.state == .done && result.folds.standard == first)
    let (best, mean) = (try #require(result.folds.best?.mean), try #require(first.mean))
    #expect(best >= mean)
    let means = result.folds.ranked.compactMap(\.mean)
    #expect(means == means.sorted(by: >))
    #expect(result.folds.medianOfBestFive.map { $0 <= best } == true)
  }

  /// The figures are those that a cross-validation of the same rows gives, on folds that are the same
  /// for every trial; the last line is what training those settings gives.
  @Test func theLastLineIsWhatTrainingTheSettingsGives() throws {
    let data = try SmallSets.opened(.bank, rows: 900)
    let plan = try plan(for: data, trials: 5)
    let result = try search(data, plan)
    let best = try #require(result.folds.best)
    var training = plan.training
    training.models = [best.settings]
    let comparison = try TrainingSession(data: data, plan: training).run { _ in }
    let trained = try #require(comparison.trained(.boosted))
    #expect(result.verdict?.best.testScores == trained.testScores)
    #expect(result.verdict?.best.metrics.figures == trained.metrics.figures)
    #expect(result.testRowCount == comparison.testRows.count)
  }

  @Test func halvingKeepsTheBestThirdOfARung() throws {
    let data = try SmallSets.opened(.bank, rows: 700)
    let result = try search(data, plan(for: data, .halving, folds: 4, trials: 10))
    let drawn = result.folds.trials.dropFirst()
    let first = drawn.sorted { ($0.figures[0], $1.number) > ($1.figures[0], $0.number) }
    // Four folds have the rungs 1, 3 and 4; the bracket's nine become three, then one.
    #expect(first.prefix(3).allSatisfy { $0.folds.count >= 3 })
    #expect(first.dropFirst(3).allSatisfy { $0.folds.count == 1 && $0.state == .pruned })
    #expect(drawn.count { $0.state == .done } == 1)
    #expect(
      drawn.first { $0.folds.count == 1 }?.reason?.contains("on rung 1, after 1 fold") == true)
  }

  /// A learning rate of almost nothing is given up after two of the folds, with what it had.
  @Test func hopelessTrialsArePruned() throws {
    let data = try SmallSets.opened(.bank, rows: 1500)
    let ranges = Self.small + ["boosted.minimumChildWeight=0.1|200"]
    let result = try search(data, plan(for: data, folds: 5, trials: 14, ranges: ranges))
    let pruned = result.folds.trials.filter { $0.state == .pruned }
    #expect(!pruned.isEmpty)
    #expect(pruned.allSatisfy { (2..<5).contains($0.folds.count) })
    #expect(pruned.allSatisfy { $0.reason?.hasPrefix("hopeless after ") == true })
    #expect(!result.folds.ranked.contains { pruned.contains($0) })
  }

  @Test func severalModelsTakeTurns() throws {
    let data = try SmallSets.opened(.bank, rows: 500)
    let plan = try plan(for: data, models: [.logistic, .boosted], metric: .logLoss, trials: 6)
    let result = try search(data, plan)
    #expect(
      result.folds.trials.map(\.settings.kind) == [
        .logistic, .boosted, .logistic, .boosted, .logistic, .boosted,
      ])
    #expect(result.folds.trials.prefix(2).map(\.settings) == plan.training.models)
    // Of a loss the least is the best.
    let means = result.folds.ranked.compactMap(\.mean)
    #expect(means == means.sorted())
  }

  @Test func aTrialThatFailsKeepsItsReason() throws {
    let data = try SmallSets.opened(.bank, rows: 500)
    var training = try SmallSets.plan(for: data)
    training.models = [.boosted, .lambdamart].map(ModelSettings.init)
    let plan = try SearchPlan(training: training, folds: 3, ranges: Self.small, trials: 4)
    let result = try search(data, plan)
    let failed = result.folds.trials.filter { $0.state == .failed }
    #expect(failed.count == 2 && failed.allSatisfy { $0.settings.kind == .lambdamart })
    #expect(failed.allSatisfy { $0.reason?.contains("group") == true }, "\(failed)")
    #expect(result.folds.ranked.allSatisfy { $0.settings.kind == .boosted })
  }

  @Test func listsAreJudgedWithWholeCustomersInAFold() throws {
    let data = try SmallSets.opened(.amex, rows: 900)
    let result = try search(data, plan(for: data, metric: .mapAt7, trials: 3))
    #expect(result.folds.plan.folds == .groupFolds(3))
    #expect(result.folds.trials.allSatisfy { $0.state != .failed })
    #expect(result.verdict?.difference(.mapAt7) != nil && result.verdict?.refitted != nil)
  }

  /// Nothing but the last line may look at the test rows: with their labels turned round, every trial,
  /// the choice and the models come out the same, and only the figures of the last line change.
  @Test(arguments: SearchPlan.Method.allCases)
  func poisonedTestLabelsChangeNothingButTheLastLine(_ method: SearchPlan.Method) throws {
    var generator = Tabular.SeededGenerator(seed: 3)
    let rows = (0..<900).map { _ in
      let (a, b) = (generator.unit(), generator.below(6))
      return (a: a, b: b, y: generator.unit() < 0.15 + 0.5 * a * Double(b) / 5 ? 1 : 0)
    }
    let result = { (poisonFrom: Int) in
      let lines = rows.enumerated().map { place, row in
        "\(row.a),\(row.b),\(place >= poisonFrom ? 1 - row.y : row.y)\n"
      }
      let data = try Opener.open(try SmallSets.file("a,b,y\n" + lines.joined()))
      return try search(data, plan(for: data, method, trials: 10, split: .time(share: 0.2)))
    }
    let (clean, poisoned) = (try result(900), try result(720))
    #expect(clean.testRowCount == 180 && clean.summaries == poisoned.summaries)
    #expect(timeless(clean) == timeless(poisoned))
    #expect(clean.folds.best?.number == poisoned.folds.best?.number)
    let (one, two) = (try #require(clean.verdict), try #require(poisoned.verdict))
    #expect(one.best.testScores == two.best.testScores && one.best.threshold == two.best.threshold)
    #expect(one.standard.testScores == two.standard.testScores)
    #expect(one.best.metrics.rocAUC != two.best.metrics.rocAUC)
    let refits = (try #require(one.refitted), try #require(two.refitted))
    #expect(refits.0.ranked.scores == refits.1.ranked.scores)
    #expect(refits.0.policy == refits.1.policy && refits.0.policy == one.best.policy)
    #expect(refits.0.metrics.rocAUC != refits.1.metrics.rocAUC)
  }

  @Test func theBestIsFittedOnceMoreOnAllTrainingRowsAndSaved() throws {
    let data = try SmallSets.opened(.bank, rows: 900)
    var plan = try plan(for: data, trials: 4)
    var training = plan.training
    training.calibration = .platt
    training.balance = .weights
    plan = try SearchPlan(training: training, folds: 3, ranges: Self.small, trials: 4)
    let result = try search(data, plan)
    let (verdict, best) = (try #require(result.verdict), try #require(result.folds.best))
    let refitted = try #require(verdict.refitted)
    #expect(refitted.fitRows == verdict.split.trainRows && refitted.fitRows > verdict.split.fitRows)
    #expect(refitted.settings["rounds"] == Double(try #require(best.trees)))
    #expect(refitted.model.correction == verdict.best.model.correction)
    #expect(refitted.metrics.threshold == verdict.best.threshold)
    #expect(refitted.ranked.scores != verdict.best.testScores)
    let folder = FileManager.default.temporaryDirectory.path + "/offerscope-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = try #require(try ModelFolder.save(result, to: folder))
    let loaded = try LoadedModel(path: path, for: data)
    #expect(loaded.policy == verdict.best.policy)
    let split = try TrainingSession(data: data, plan: training).run { _ in }
    let frame = loaded.model.schema.frame(of: data.dataset.table, rows: split.testRows)
    #expect(loaded.model.probabilities(for: frame, threads: 1) == refitted.ranked.scores)
    #expect(TextReport.search(result).contains("refitted with \(best.trees ?? 0) trees"))
  }

  @Test(arguments: SearchPlan.Method.allCases)
  func theModelOfASearchHasACard(_ method: SearchPlan.Method) throws {
    let data = try SmallSets.opened(.bank, rows: 900)
    let plan = try plan(for: data, method, trials: 13)
    let result = try search(data, plan)
    let verdict = try #require(result.verdict)
    let refitted = try #require(verdict.refitted)
    let folder = FileManager.default.temporaryDirectory.path + "/offerscope-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = try #require(try ModelFolder.save(result, to: folder))
    let card = try #require(try ModelFile.read(path: path).card)
    let beside = try #require(FileManager.default.contents(atPath: "\(folder)/boosted_card.json"))
    #expect(try JSONDecoder().decode(ModelCard.self, from: beside) == card)
    #expect(FileManager.default.fileExists(atPath: "\(folder)/boosted_card.md"))
    #expect(card.split.fitRows == refitted.fitRows && card.split.testRows == result.testRowCount)
    let area = try #require(card.metrics.first { $0.name == "rocAUC" })
    #expect(area.value == refitted.metrics.rocAUC && area.lower == verdict.refitted(.rocAUC)?.lower)
    #expect(card.decision.threshold == refitted.policy.threshold)
    #expect(card.cautions.contains { $0.contains("fitted once more") })
    let best = try #require(result.folds.best)
    #expect(card.settings["rounds"] == best.trees.map(Double.init))
    #expect(card.reproduce.hasPrefix("offerscope tune "))
    #expect(card.reproduce.hasSuffix("--out-model reproduced"))
    // The command of the card finds the same trial again, with no more trials than that takes.
    let trials = try #require(
      card.reproduce.firstMatch(of: /--trials (\d+)/).flatMap { Int($0.output.1) })
    #expect(trials >= best.number && trials <= 13)
    for range in Self.small { #expect(card.reproduce.contains("--range \(range)")) }
    #expect(card.reproduce.contains("--folds 3"))
    let again = try search(data, self.plan(for: data, method, trials: trials))
    #expect(again.folds.best?.number == best.number)
    #expect(again.verdict?.refitted?.ranked.scores == refitted.ranked.scores)
  }

  @Test func aCancelledSearchEndsWithWhatItHas() throws {
    let data = try SmallSets.opened(.bank, rows: 700)
    let session = SearchSession(data: data, plan: try plan(for: data, trials: 500))
    let result = try session.run { event in
      if case .finished(let trial) = event, trial.number == 4 { session.cancel() }
    }
    #expect(result.ending == .cancelled && result.folds.trials.count < 8)
    #expect(result.folds.standard != nil && result.verdict != nil)
  }

  @Test func aSecondCancelLeavesOutTheTest() throws {
    let data = try SmallSets.opened(.bank, rows: 700)
    let session = SearchSession(data: data, plan: try plan(for: data, trials: 500))
    let result = try session.run { event in
      if case .finished(let trial) = event, trial.number == 2 {
        session.cancel()
        session.cancel()
      }
    }
    #expect(result.verdict == nil && result.folds.best != nil)
    #expect(
      TextReport.search(result).contains("The test rows were left out."))
  }

  @Test func noTimeAtAllIsOneSentence() throws {
    let data = try SmallSets.opened(.bank, rows: 700)
    let training = try SmallSets.plan(for: data)
    let plan = try SearchPlan(training: training, seconds: 1e-9)
    let error = #expect(throws: WorkbenchError.self) { try search(data, plan) }
    #expect(error?.message.contains("give more --seconds") == true)
  }

  @Test func plansThatCanNotBeAreOneSentence() throws {
    let data = try SmallSets.opened(.bank, rows: 300)
    var training = try SmallSets.plan(for: data)
    #expect(throws: WorkbenchError.self) { try SearchPlan(training: training, folds: 1) }
    #expect(throws: WorkbenchError.self) { try SearchPlan(training: training, trials: 0) }
    #expect(throws: WorkbenchError.self) { try SearchPlan(training: training, seconds: -1) }
    #expect(throws: WorkbenchError.self) { try SearchPlan(training: training, seconds: .nan) }
    #expect(throws: WorkbenchError.self) { try SearchPlan(training: training, metric: .positives) }
    let lists = try SearchPlan(training: training, metric: .mapAt7, trials: 1)
    let error = #expect(throws: WorkbenchError.self) { try search(data, lists) }
    #expect(error?.message.contains("--group") == true)
    training.split = .folds(5)
    let split = #expect(throws: WorkbenchError.self) { try SearchPlan(training: training) }
    #expect(
      split?.message.contains("use holdout:0.2, and --folds") == true, "\(split?.message ?? "")")
  }
}
