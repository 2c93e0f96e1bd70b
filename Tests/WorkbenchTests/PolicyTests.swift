import Evaluation
import Foundation
import Modelling
import Synthetic
import Tabular
import Testing
import Workbench

/// Balancing, calibration, thresholds and segments, from the plan to the model file.
@Suite struct PolicyTests {
  /// Every part of a policy at least once, with parts that work together.
  static let policies = [
    "weights platt f1", "smote:0.5 isotonic profit:cost=1,margin=6,capacity=0.3",
    "undersample:2 none top:0.1", "none isotonic precision:0.4", "none platt recall:0.7",
    "smote none profit:cost=1,margin=6", "weights isotonic top:0.2",
  ]

  private func plan(
    _ policy: String, for data: OpenedData, threads: Int = 2,
    kinds: [ModelKind] = [.logistic, .forest, .boosted]
  ) throws -> TrainingPlan {
    let words = policy.split(separator: " ").map(String.init)
    var configuration = PlanConfiguration()
    configuration.models = kinds.map(\.rawValue)
    configuration.settings = ["forest.treeCount": 10, "boosted.rounds": 15]
    configuration.threads = threads
    (configuration.balance, configuration.calibration, configuration.threshold) = (
      words[0], words[1], words[2]
    )
    configuration.segments = "high=0.05,medium=0.15"
    return try configuration.plan(for: data)
  }

  /// Rows of which those from a place on have their labels turned round.
  private func data(poisonedFrom place: Int, rows count: Int = 1000) throws -> OpenedData {
    var generator = Tabular.SeededGenerator(seed: 3)
    let lines = (0..<count).map { row in
      let (a, b) = (generator.unit(), generator.below(6))
      let label = generator.unit() < 0.05 + 0.4 * a * Double(b) / 5 ? 1 : 0
      return "\(a),\(b),\(row >= place ? 1 - label : label)\n"
    }
    return try Opener.open(try SmallSets.file("a,b,y\n" + lines.joined()))
  }

  /// Nothing but figures may look at the test rows, whatever is done about imbalance, probabilities
  /// and thresholds.
  @Test(arguments: policies) func poisonedTestLabelsChangeOnlyFigures(policy: String) throws {
    let comparison = { (place: Int) in
      let data = try data(poisonedFrom: place)
      var plan = try plan(policy, for: data)
      plan.split = .time(share: 0.2)
      return try TrainingSession(data: data, plan: plan, comparesBalancing: true).run { _ in }
    }
    let (clean, poisoned) = (try comparison(1000), try comparison(800))
    #expect(clean.testRows == Array(800..<1000) && clean.trained.count == 3)
    for (one, two) in zip(clean.trained, poisoned.trained) {
      #expect(one.model.testScores == two.model.testScores, "\(one.kind)")
      #expect(one.model.policy == two.model.policy && one.model.notes == two.model.notes)
      #expect(one.model.model.correction == two.model.model.correction)
      #expect(one.model.validationValue == two.model.validationValue)
      #expect(one.model.metrics.rocAUC != two.model.metrics.rocAUC)
      #expect(one.model.imbalance.map(\.stage) == two.model.imbalance.map(\.stage))
      for (first, second) in zip(one.model.imbalance, two.model.imbalance) {
        #expect(first.metrics.threshold == second.metrics.threshold)
        #expect(first.metrics.rocAUC != second.metrics.rocAUC)
      }
    }
  }

  @Test(arguments: policies) func savedAndLoadedEveryDoorAgrees(policy: String) throws {
    let folder = try SmallSets.folder(.bank, rows: 900)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let data = try Opener.open(folder)
    let comparison = try TrainingSession(data: data, plan: try plan(policy, for: data)).run { _ in }
    let paths = try ModelFolder.save(comparison, to: "\(folder)/models")
    let simulator = Simulator(comparison)
    let row = comparison.testRows[5]
    let profile = simulator.profile(ofRow: row)
    let answer = try simulator.simulate(profile, base: profile)
    for (path, trained) in zip(paths, comparison.trained) {
      let artifact = try ModelFile.read(path: path)
      #expect(artifact.policy == trained.model.policy)
      #expect(artifact.model.correction == trained.model.model.correction)
      #expect(artifact.balance == comparison.plan.balance.description)
      #expect(
        artifact.model.probabilities(for: comparison.testFrame, threads: 1)
          == trained.model.testScores)
      let scored = try BatchScorer(modelPath: path, threads: 2)
        .scores(of: "\(folder)/bank.csv", options: .init())
      #expect(comparison.testRows.map { scored.values[$0] } == trained.model.testScores)
      #expect(scored.threshold == trained.model.threshold)
      #expect(scored.segments == trained.model.policy.segments)
      #expect(answer.view(trained.kind)?.probability == trained.model.testScores[5])
      #expect(
        answer.view(trained.kind)?.segment
          == artifact.policy?.segments.segment(of: trained.model.testScores[5]))
      #expect(
        answer.view(trained.kind)?.isCorrected == !trained.model.model.correction.isNone)
      let again = "\(folder)/again.offerscope"
      try ModelFile.write(artifact, to: again)
      #expect(
        FileManager.default.contents(atPath: again) == FileManager.default.contents(atPath: path))
    }
    let table = try SavedModelTable(paths, on: data, threads: 2)
    #expect(table.rows.map(\.policy) == comparison.trained.map(\.model.policy))
    #expect(TextReport.decisions(JudgedModel.all(in: table)).contains("medium"))
  }

  @Test func aFileFromBeforePoliciesLoads() throws {
    let data = try SmallSets.opened(.bank, rows: 500)
    let plan = try plan("none none f1", for: data, kinds: [.boosted])
    let comparison = try TrainingSession(data: data, plan: plan).run { _ in }
    let artifact = try #require(ModelArtifact(of: .boosted, in: comparison))
    let written = try JSONEncoder().encode(artifact)
    var keys = try #require(try JSONSerialization.jsonObject(with: written) as? [String: Any])
    #expect((keys["model"] as? [String: Any])?.keys.sorted() == ["boosted"])
    keys["policy"] = nil
    keys["balance"] = nil
    let old = try JSONDecoder().decode(
      ModelArtifact.self, from: try JSONSerialization.data(withJSONObject: keys))
    #expect(old.policy == nil && old.balance == nil && old.threshold == artifact.threshold)
    #expect(
      old.model.probabilities(for: comparison.testFrame, threads: 1)
        == comparison.trained[0].model.testScores)
  }

  @Test func threadsChangeNothing() throws {
    let data = try data(poisonedFrom: 700, rows: 700)
    for policy in Self.policies.prefix(3) {
      let results = try [1, 2, 4].map { threads in
        try TrainingSession(data: data, plan: try plan(policy, for: data, threads: threads))
          .run { _ in }.trained.map(\.model)
      }
      for other in results.dropFirst() {
        #expect(other.map(\.testScores) == results[0].map(\.testScores), "\(policy)")
        #expect(other.map(\.policy) == results[0].map(\.policy), "\(policy)")
      }
    }
  }

  @Test func everyFoldHasItsOwnBalanceCalibrationAndThreshold() throws {
    let data = try data(poisonedFrom: 900, rows: 900)
    var plan = try plan("smote platt top:0.1", for: data, kinds: [.logistic, .boosted])
    plan.split = try SplitScheme(parsing: "kfold:3")
    let validation = try CrossValidation(data: data, plan: plan) { _ in }
    for model in validation.models {
      #expect(model.failure == nil && model.folds.count == 3)
      #expect(Set(model.folds.map(\.threshold)).count == 3)
      // Made-up rows stay out of what is measured, and probabilities are calibrated.
      #expect(model.scores.count == 900)
      #expect(abs(try #require(model.pooled?[.calibrationGap])) < 0.05)
    }
  }

  /// Platt's curve rises, so a rule parts the same rows on calibrated scores as on the scores
  /// themselves; an isotonic one ties some, and never parts what was tied.
  @Test(arguments: ["f1", "profit:cost=1,margin=6", "precision:0.3", "recall:0.7", "top:0.1"])
  func calibrationLeavesTheChosenRowsAlone(rule: String) throws {
    let data = try data(poisonedFrom: 1000)
    let contacted = { (method: String) in
      let plan = try plan("none \(method) \(rule)", for: data, kinds: [.boosted])
      let model = try TrainingSession(data: data, plan: plan).run { _ in }.trained[0].model
      return (
        rows: model.testScores.map { $0 >= model.threshold }, chosen: model.policy.choice.confusion,
        area: model.metrics.rocAUC
      )
    }
    let (plain, platt, isotonic) = (
      try contacted("none"), try contacted("platt"), try contacted("isotonic")
    )
    #expect(plain.rows == platt.rows && plain.chosen == platt.chosen && plain.area == platt.area)
    // With less to choose from the choice can't look better on the rows that it was made on.
    if rule == "f1" {
      #expect(try #require(isotonic.chosen.f1) <= (try #require(plain.chosen.f1)) + 1e-12)
    }
  }

  @Test func theTruthPanelTellsWhatBalancingDid() throws {
    let data = try SmallSets.opened(.bank, rows: 3000)
    let plan = try plan("weights platt f1", for: data, kinds: [.logistic, .forest])
    let session = TrainingSession(data: data, plan: plan, comparesBalancing: true)
    let comparison = try session.run { _ in }
    for (kind, model) in comparison.trained {
      #expect(model.imbalance.map(\.stage) == ImbalanceFigures.Stage.allCases, "\(kind)")
      let ece = try model.imbalance.map { try #require($0.metrics.ece) }
      let area = try model.imbalance.map { try #require($0.metrics.rocAUC) }
      #expect(ece[1] > ece[0] + 0.1, "balancing promises too much")
      #expect(ece[2] < ece[0] + 0.05 && ece[3] < ece[0] + 0.05, "and is taken back")
      #expect(area[1] == area[2] && area[2] == area[3] && abs(area[0] - area[1]) < 0.05)
      #expect(model.imbalance[3].metrics == model.metrics)
    }
    // The model without balancing is the one that a plan without it gives.
    var plain = plan
    (plain.balance, plain.calibration) = (.none, .none)
    let alone = try TrainingSession(data: data, plan: plain).run { _ in }
    for (one, two) in zip(comparison.trained, alone.trained) {
      #expect(one.model.imbalance[0].metrics.figures == two.model.metrics.figures)
    }
    #expect(alone.trained[0].model.imbalance.isEmpty && TextReport.imbalance(alone).isEmpty)
    #expect(TextReport.imbalance(comparison).contains("+ prior correction"))
    let json = try ComparisonDocument(comparison).json()
    #expect(json.contains("\"stage\" : \"unbalanced\"") && json.contains("\"eceEqualMass\""))
    let report = TextReport.calibration(JudgedModel.all(in: comparison))
    #expect(report.contains("prior correction, platt") && report.contains("15 bins"))
  }

  @Test func aRuleOutOfReachIsSaid() throws {
    let data = try data(poisonedFrom: 1000)
    var plan = try plan("none none precision:1", for: data, kinds: [.logistic])
    let comparison = try TrainingSession(data: data, plan: plan).run { _ in }
    let model = comparison.trained[0].model
    #expect(model.policy.choice.rule == .bestF1 && model.policy.refusal != nil)
    #expect(model.notes.contains { $0.contains("best F1 instead of precision at least 1") })
    #expect(try ComparisonDocument(comparison).json().contains("\"thresholdRule\" : \"f1\""))
    plan.split = try SplitScheme(parsing: "kfold:3")
    let folds = try CrossValidation(data: data, plan: plan) { _ in }
    #expect(TextReport.crossValidation(folds).contains("best F1 on "))
  }

  @Test func whatCannotBeBalancedIsOneSentence() throws {
    let lists = try SmallSets.opened(.amex, rows: 1500)
    let plan = try plan("smote none f1", for: lists, kinds: [.lambdamart])
    let failed = try TrainingSession(data: lists, plan: plan).run { _ in }
    #expect(failed.results[0].failure?.contains("whole lists") == true)
    // One positive each among the rows fitted to, for validation and for the test.
    let rows = (0..<80).map { "\($0 % 7),\([11, 57, 70].contains($0) ? 1 : 0)\n" }.joined()
    let few = try Opener.open(try SmallSets.file("a,y\n" + rows))
    var smote = try self.plan("smote none f1", for: few, kinds: [.logistic])
    smote.split = .time(share: 0.2)
    let error = #expect(throws: ModellingError.self) {
      try TrainingSession(data: few, plan: smote).run { _ in }
    }
    #expect(error?.message.contains("SMOTE mixes two") == true, "\(error?.message ?? "")")
  }

  @Test func aRankersProbabilitiesAreNotCorrectedTwice() throws {
    let lists = try SmallSets.opened(.amex, rows: 1500)
    let plan = try plan("weights none f1", for: lists, kinds: [.lambdamart])
    let session = TrainingSession(data: lists, plan: plan, comparesBalancing: true)
    let comparison = try session.run { _ in }
    let model = try #require(comparison.trained(.lambdamart))
    #expect(model.model.correction.isNone)
    #expect(model.imbalance.map(\.stage) == [.unbalanced, .balanced])
  }

  @Test func scoringTakesARuleThatNeedsNoOutcomes() throws {
    let folder = try SmallSets.folder(.bank, rows: 600)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let data = try Opener.open(folder)
    let plan = try plan("none none f1", for: data, kinds: [.logistic])
    let comparison = try TrainingSession(data: data, plan: plan).run { _ in }
    let path = try ModelFolder.save(comparison, to: "\(folder)/models")[0]
    let contacts = { (text: String) in
      let scored = try BatchScorer(
        modelPath: path, threshold: try ScoringThreshold(parsing: text), threads: 1
      ).scores(of: "\(folder)/bank.csv", options: .init())
      let threshold = try #require(scored.threshold)
      return (threshold: threshold, count: scored.values.count { $0 >= threshold })
    }
    #expect(try contacts("0.25").threshold == 0.25)
    #expect(try contacts("top:0.1").count == 60)
    #expect(try contacts("profit:cost=1,margin=5").threshold == 0.2)
    #expect(try contacts("profit:cost=0,margin=5,capacity=12").count == 12)
    for (text, words) in [
      ("f1", "needs outcomes"), ("recall:0.5", "needs outcomes"), ("1.5", "from 0 to 1"),
      ("best", "not known"), ("profit:margin=0", "margin above 0"), ("nan", "from 0 to 1"),
    ] {
      let error = #expect(throws: WorkbenchError.self) { try ScoringThreshold(parsing: text) }
      #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
    }
  }
}
