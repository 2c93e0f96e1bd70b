import Evaluation
import Foundation
import Modelling
import Tabular
import Testing
import Workbench

/// Nothing but the last figures may look at the rows that judge: with their outcomes and amounts made
/// false, every model, score, threshold and choice comes out the same.
@Suite struct PoisonTests {
  private static let rowCount = 1000

  /// Customers with eight offers each in the order of time; false from a row on, or in the order of
  /// each list where `reversed` says so.
  private func data(
    poisonedFrom place: Int = rowCount, reversed: Set<Int> = [], hasGroup: Bool = true
  ) throws -> OpenedData {
    var generator = Tabular.SeededGenerator(seed: 3)
    let rows = (0..<Self.rowCount).map { _ in
      let (a, b) = (generator.unit(), generator.below(6))
      let y = generator.unit() < 0.1 + 0.5 * a * Double(b) / 5 ? 1 : 0
      return (a: a, b: b, y: y, paid: 5 + generator.below(40) + b * 10)
    }
    let lines = rows.enumerated().map { place_, row in
      let mirrored = rows[place_ / 8 * 8 + 7 - place_ % 8]
      let isFalse = place_ >= place
      let outcome = reversed.contains(place_) ? mirrored.y : isFalse ? 1 - row.y : row.y
      let paid = outcome == 1 ? (isFalse ? 9_000 + place_ : row.paid) : 0
      return "\(place_),c\(place_ / 8),o\(place_ % 8),\(row.a),\(row.b),\(paid),\(outcome)\n"
    }
    let path = try SmallSets.file("t,customer,offer,a,b,paid,y\n" + lines.joined())
    defer { try? FileManager.default.removeItem(atPath: AtomicFile.folder(of: path)) }
    return try Opener.open(
      path,
      overrides: hasGroup
        ? RoleOverrides(
          target: "y", group: "customer", item: "offer", time: "t", amount: "paid",
          exclude: ["t"])
        : RoleOverrides(target: "y", time: "t", amount: "paid", exclude: ["customer", "offer"]))
  }

  private func plan(_ policy: String, for data: OpenedData) throws -> TrainingPlan {
    let words = policy.split(separator: " ").map(String.init)
    var configuration = PlanConfiguration()
    configuration.models =
      data.dataset.roles.groupKey == nil
      ? ["logistic", "forest", "boosted", "xgboost"] : ModelKind.allCases.map(\.rawValue)
    configuration.settings = ["forest.treeCount": 8]
    for kind in ["boosted", "xgboost", "lambdamart", "yetirank", "xgbranker"] {
      configuration.settings["\(kind).rounds"] = 8
    }
    configuration.threads = 2
    (configuration.split, configuration.balance) = (words[0], words[1])
    (configuration.calibration, configuration.threshold) = (words[2], words[3])
    return try configuration.plan(for: data)
  }

  @Test(arguments: [
    "time:0.2 none none f1", "time:0.2 weights platt profit:cost=1,margin=6,capacity=0.3",
    "grouptime:0.2 none isotonic top:0.1", "time:0.2 smote platt precision:0.5",
    "time:0.2 undersample:1 isotonic recall:0.7",
  ])
  func oneSplit(policy: String) throws {
    let comparison = { (place: Int) in
      let data = try data(poisonedFrom: place)
      return try TrainingSession(
        data: data, plan: plan(policy, for: data), comparesBalancing: true
      ).run { _ in }
    }
    let (clean, poisoned) = (try comparison(1000), try comparison(800))
    try #require(clean.testRows == Array(800..<1000) && clean.testRows == poisoned.testRows)
    #expect(clean.trained.count >= 4 && clean.trained.count == poisoned.trained.count)
    #expect(try #require(clean.amount?.model) == poisoned.amount?.model)
    #expect(clean.amount?.note == poisoned.amount?.note)
    for (one, two) in zip(clean.trained, poisoned.trained) {
      #expect(one.model.testScores == two.model.testScores, "\(one.kind)")
      #expect(one.model.policy == two.model.policy && one.model.notes == two.model.notes)
      #expect(one.model.model.correction == two.model.model.correction)
      #expect(one.model.validationValue == two.model.validationValue)
      // A ranker that found no order has an area of .5 either way.
      #expect(one.model.metrics.logLoss != two.model.metrics.logLoss)
      #expect(
        one.model.imbalance.map(\.metrics.threshold) == two.model.imbalance.map(\.metrics.threshold)
      )
    }
    let (own, other) = (try #require(try SpendTable(clean)), try #require(try SpendTable(poisoned)))
    #expect(own.values.map(\.figures.realisedTotal) != other.values.map(\.figures.realisedTotal))
  }

  @Test(arguments: [
    "rolling:3 none none f1", "rolling:3 weights platt profit:cost=1,margin=6",
    "rolling:3 smote isotonic top:0.2",
  ])
  func windows(policy: String) throws {
    let validation = { (place: Int) in
      let data = try data(poisonedFrom: place)
      return try CrossValidation(
        data: data, plan: plan(policy, for: data), comparesBalancing: true
      ) { _ in }
    }
    let clean = try validation(1000)
    let last = try #require(clean.foldOfRow.max())
    let first = try #require(zip(clean.testRows, clean.foldOfRow).first { $0.1 == last }?.0)
    let poisoned = try validation(first)
    try #require(clean.testRows == poisoned.testRows)
    try compare(clean, poisoned)
  }

  @Test(arguments: ["groupkfold:4 none platt f1", "groupkfold:4 weights none top:0.2"])
  func foldsOfCustomers(policy: String) throws {
    let validation = { (reversed: Set<Int>) in
      let data = try data(reversed: reversed)
      return try CrossValidation(
        data: data, plan: plan(policy, for: data), comparesBalancing: true
      ) { _ in }
    }
    let clean = try validation([])
    let held = Set(zip(clean.testRows, clean.foldOfRow).filter { $0.1 == 3 }.map(\.0))
    let poisoned = try validation(held)
    try #require(clean.testRows == poisoned.testRows)
    // Other folds are fitted to these rows, so only the fold that they judge stays as it is.
    try compare(clean, poisoned, fold: 3)
  }

  private func compare(
    _ clean: CrossValidation, _ poisoned: CrossValidation, fold: Int? = nil
  ) throws {
    let places = clean.foldOfRow.indices.filter { fold == nil || clean.foldOfRow[$0] == fold }
    // With other folds fitted to poisoned rows a ranker may find no order there, and have no scores.
    let pairs = zip(clean.models, poisoned.models).filter { one, two in
      one.failure == nil && (fold == nil || two.failure == nil)
    }
    #expect(pairs.count >= 4)
    for (one, two) in pairs {
      try #require(two.failure == nil, "\(two.failure ?? "")")
      #expect(places.map { one.scores[$0] } == places.map { two.scores[$0] }, "\(one.kind)")
      #expect(one.pooled?.rocAUC != two.pooled?.rocAUC)
      guard fold == nil else { continue }
      #expect(one.segments.map(\.rows) == two.segments.map(\.rows))
      #expect(one.value?.contacts == two.value?.contacts && one.note == two.note)
      #expect(one.value?.expected == two.value?.expected)
      #expect(one.imbalance.map(\.stage) == two.imbalance.map(\.stage))
    }
    guard fold == nil else { return }
    let totals = try [clean, poisoned].map {
      try #require(try SpendTable($0)).values.map(\.figures.predictedTotal)
    }
    // Rows whose amount is not known are left out of the totals; here all are known.
    #expect(totals[0] == totals[1])
  }

  @Test(arguments: [true, false]) func aSearchWithAmounts(hasGroup: Bool) throws {
    let result = { (place: Int) in
      let data = try data(poisonedFrom: place, hasGroup: hasGroup)
      var training = try plan("time:0.2 none platt f1", for: data)
      training.models = training.models.filter { $0.kind == (hasGroup ? .lambdamart : .boosted) }
      let kind = training.models[0].kind.rawValue
      let plan = try SearchPlan(
        training: training, folds: 3, ranges: ["\(kind).rounds=3..8"], trials: 3)
      return try SearchSession(data: data, plan: plan).run { _ in }
    }
    let (clean, poisoned) = (try result(1000), try result(800))
    #expect(clean.folds.trials.map(\.figures) == poisoned.folds.trials.map(\.figures))
    let (one, two) = (try #require(clean.verdict), try #require(poisoned.verdict))
    #expect(one.best.testScores == two.best.testScores && one.best.policy == two.best.policy)
    #expect(one.refitted?.ranked.scores == two.refitted?.ranked.scores)
    #expect(one.best.metrics.rocAUC != two.best.metrics.rocAUC)
    #expect(try #require(one.amount?.model) == two.amount?.model)
    // What was found is saved with its amounts, encoded as the kept model is.
    let folder = FileManager.default.temporaryDirectory.path + "/offerscope-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = try #require(try ModelFolder.save(clean, to: folder))
    #expect(try ModelFile.read(path: path).amount == one.amount?.model)
    #expect((one.refitted == nil) == hasGroup)
  }
}
