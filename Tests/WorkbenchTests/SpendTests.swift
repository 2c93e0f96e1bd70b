import Evaluation
import Foundation
import Modelling
import Synthetic
import Tabular
import Testing
import Workbench

/// Amounts beside outcomes, from the column to expected values.
@Suite struct SpendTests {
  private func plan(_ data: OpenedData, _ models: [String] = ["boosted"]) throws -> TrainingPlan {
    var configuration = PlanConfiguration()
    configuration.models = models
    configuration.settings = ["boosted.rounds": 60]
    configuration.threads = 2
    return try configuration.plan(for: data)
  }

  private func trained(_ data: OpenedData) throws -> Comparison {
    try TrainingSession(data: data, plan: try plan(data)).run { _ in }
  }

  /// Customers whose outcome and amount go with their age; `change` may rewrite an amount's cell.
  private func table(
    rows: Int = 600, overrides: RoleOverrides = RoleOverrides(amount: "paid"),
    _ change: (_ row: Int, _ isPositive: Bool, _ cell: String) -> String = { $2 }
  ) throws -> OpenedData {
    var text = "age,visits,paid,y\n"
    for row in 0..<rows {
      let age = (row * 37) % 61 + 18
      let isPositive = (row * 7 + age) % 10 < (age > 45 ? 5 : 2)
      let amount = isPositive ? age * 2 + (row * 13) % 30 : 0
      text += "\(age),\((row * 11) % 9),\(change(row, isPositive, "\(amount)")),"
      text += "\(isPositive ? 1 : 0)\n"
    }
    let path = try SmallSets.file(text)
    defer {
      try? FileManager.default.removeItem(atPath: (path as NSString).deletingLastPathComponent)
    }
    var overrides = overrides
    overrides.target = "y"
    return try Opener.open(path, overrides: overrides)
  }

  @Test func aGeneratedSetIsLearntNearlyAsWellAsCanBe() throws {
    let rows = 30_000
    let generated = SyntheticSet.olist.generate(rows: rows, seed: 11)
    let data = try SmallSets.opened(.olist, rows: rows)
    #expect(data.dataset.roles.amount == "spend_next")
    #expect(!data.dataset.features.contains("spend_next"))
    let comparison = try trained(data)
    let found = try #require(try SpendTable(comparison, draws: 200))
    let truth = try #require(generated.expectedAmounts)
    let money = try #require(data.dataset.money)
    let positive = comparison.testRows.filter { data.dataset.labels[$0] == 1 }
    #expect(found.knownCount == positive.count && found.missingCount == 0)
    let attainable = try RegressionMetrics(
      predictions: positive.map { truth[$0] }, actuals: positive.map { money[$0] })
    let amounts = try #require(found.amounts.first)
    let error = { (metrics: RegressionMetrics) in metrics.rootMeanSquaredError ?? .infinity }
    #expect(error(amounts.model) < 1.12 * error(attainable))
    #expect(error(amounts.model) < 0.92 * error(amounts.mean))
    #expect((amounts.model.rSquared ?? 0) > 0.6 * (attainable.rSquared ?? 1))
    #expect((amounts.model.spearman ?? 0) > 0.85 * (attainable.spearman ?? 1))
    // No constant is nearer than the median, none squares less than the mean.
    #expect((amounts.model.meanAbsoluteError ?? 0) < (amounts.median.meanAbsoluteError ?? 0))
    #expect(amounts.mean.spearman == nil)
    let best = try ExpectedValueFigures.all(
      [
        .init(
          probabilities: comparison.testRows.map { generated.probabilities[$0] },
          amounts: comparison.testRows.map { truth[$0] })
      ], labels: comparison.testLabels, money: comparison.testRows.map { money[$0] },
      bootstrap: nil)[0]
    let value = try #require(found.values.first).figures
    #expect((value.shareByValue ?? 0) > 0.75 * (best.shareByValue ?? 1))
    #expect((value.shareByValue ?? 0) > (value.shareByProbability ?? 1))
    #expect((value.perfectShare ?? 0) >= (value.shareByValue ?? 1))
    #expect(abs((value.calibration ?? 0) - 1) < 0.25)
    #expect(value.difference?.interval.draws == 200)
    let text = TextReport.spending(found)
    #expect(text.contains("always the training mean") && text.contains("p × expected amount"))
  }

  @Test func poisonedTestAmountsChangeFiguresAlone() throws {
    let data = try table()
    let comparison = try trained(data)
    let test = Set(comparison.testRows)
    let poisoned = try trained(
      try table { row, isPositive, cell in test.contains(row) && isPositive ? "9999" : cell })
    #expect(poisoned.testRows == comparison.testRows)
    #expect(poisoned.amount?.model != nil && poisoned.amount?.model == comparison.amount?.model)
    #expect(poisoned.trained(.boosted)?.testScores == comparison.trained(.boosted)?.testScores)
    #expect(poisoned.trained(.boosted)?.threshold == comparison.trained(.boosted)?.threshold)
    let (before, after) = (try SpendTable(comparison), try SpendTable(poisoned))
    #expect(before?.amounts[0].mean != after?.amounts[0].mean)
    #expect(
      before?.values[0].figures.predictedTotal == after?.values[0].figures.predictedTotal)
    #expect(before?.values[0].figures.realisedTotal != after?.values[0].figures.realisedTotal)
  }

  @Test func missingAmountsAreCountedAndLeftOut() throws {
    let data = try table { row, isPositive, cell in isPositive && row % 4 == 0 ? "" : cell }
    let comparison = try trained(data)
    let found = try #require(try SpendTable(comparison))
    let missing = comparison.testRows.count {
      data.dataset.labels[$0] == 1 && data.dataset.money?[$0].isNaN == true
    }
    #expect(missing > 0 && found.missingCount == missing)
    #expect(found.values[0].figures.rowCount == comparison.testRows.count - missing)
    #expect((comparison.amount?.missingCount ?? 0) > 0)
    #expect(found.notes.contains { $0.contains("positive training rows have no amount") })
    #expect(TextReport.spending(found).contains("left out here"))
  }

  @Test func oddAmountsGiveDefinedResults() throws {
    let equal = try trained(try table { _, isPositive, _ in isPositive ? "40" : "" })
    let flat = try #require(try SpendTable(equal))
    #expect(
      flat.amounts[0].model.rSquared == nil && flat.amounts[0].model.rootMeanSquaredError == 0)
    #expect(flat.notes.contains { $0.hasSuffix("every amount is 40") })
    #expect(flat.values[0].figures.difference?.interval.estimate == 0)
    let zeros = try trained(try table { row, _, cell in row % 2 == 0 ? "0" : cell })
    #expect(try SpendTable(zeros)?.amounts[0].model.rootMeanSquaredError != nil)
    let nothing = try trained(try table { _, isPositive, _ in isPositive ? "0" : "" })
    let none = try #require(try SpendTable(nothing))
    #expect(none.values[0].figures.shareByValue == nil && none.values[0].figures.calibration == nil)
    #expect(TextReport.spending(none).contains("–"))
    var kept = 0
    let single = try table { _, isPositive, cell in
      kept += isPositive ? 1 : 0
      return isPositive && kept == 3 ? cell : ""
    }
    let one = try trained(single)
    // Where the only row stands decides between a mean and no model; either is said.
    #expect(one.trained(.boosted) != nil)
    #expect(one.amount?.note?.contains("1 positive row") ?? (one.amount?.failure != nil))
    let stray = try trained(try table { row, isPositive, cell in isPositive ? cell : "\(row % 3)" })
    #expect(try SpendTable(stray)?.notes.contains { $0.contains("counts as no money") } == true)
  }

  @Test func negativeAmountsNeedThePlainTarget() throws {
    let data = try table { row, isPositive, cell in isPositive && row % 9 == 0 ? "-15" : cell }
    let error = #expect(throws: WorkbenchError.self) { try trained(data) }
    #expect(error?.message.contains("--amount-target plain") == true)
    #expect(error?.message.contains("(-15)") == true)
    var configuration = PlanConfiguration()
    configuration.models = ["logistic"]
    configuration.amountTarget = "plain"
    let plan = try configuration.plan(for: data)
    let comparison = try TrainingSession(data: data, plan: plan).run { _ in }
    #expect(comparison.amount?.model?.target == .plain)
    configuration.amountTarget = "cube"
    #expect(throws: WorkbenchError.self) { try configuration.check() }
    configuration.amountTarget = "log"
    let plain = try table(overrides: RoleOverrides(exclude: ["paid"]))
    #expect(throws: WorkbenchError.self) { try configuration.plan(for: plain) }
  }

  @Test func excludingTheColumnTakesTheRoleAway() throws {
    let data = try SmallSets.opened(
      .olist, rows: 600, overrides: RoleOverrides(exclude: ["spend_next"]))
    #expect(data.dataset.roles.amount == nil && !data.dataset.features.contains("spend_next"))
    #expect(try trained(data).amount == nil)
  }

  @Test func balancingLeavesAmountsAlone() throws {
    let data = try table()
    var other = try plan(data)
    other.balance = .weights
    let balanced = try TrainingSession(data: data, plan: other).run { _ in }
    #expect(balanced.amount?.model == (try trained(data)).amount?.model)
  }

  @Test func amountsAreTakenOverWithTheRows() throws {
    let data = try table()
    let first = try trained(data)
    let again = try TrainingSession(data: data, plan: first.plan, reusing: first).run { _ in }
    #expect(again.amount?.trainSeconds == first.amount?.trainSeconds)
    var other = first.plan
    other.amountTarget = .plain
    let changed = try TrainingSession(data: data, plan: other, reusing: first).run { _ in }
    #expect(changed.amount?.model?.target == .plain)
    let plans = try [first.plan, other].map { plan in
      try JSONDecoder().decode(TrainingPlan.self, from: JSONEncoder().encode(plan))
    }
    #expect(plans == [first.plan, other])
    // The standard leaves no trace, so that older plans read as they were.
    #expect(
      !String(decoding: try JSONEncoder().encode(first.plan), as: UTF8.self).contains("mount"))
  }

  @Test func everyFoldHasItsOwn() throws {
    let data = try table()
    var plan = try plan(data)
    plan.split = try SplitScheme(parsing: "kfold:3")
    let validation = try CrossValidation(data: data, plan: plan) { _ in }
    let found = try #require(try SpendTable(validation))
    #expect(found.knownCount == data.dataset.positiveCount)
    #expect(found.values[0].figures.rowCount == 600)
    #expect((found.amounts[0].model.rSquared ?? 0) > 0.7)
    #expect(found.values[0].figures.difference != nil)
    #expect(found.notes.contains { $0.hasPrefix("amounts, mean of the folds ±") })
    let json = try CrossValidationDocument(validation, spending: found).json()
    #expect(json.contains("\"topTenthByValue\""))
    plan.split = try SplitScheme(parsing: "repeated:2x2")
    let repeated = try CrossValidation(data: data, plan: plan) { _ in }
    #expect(try SpendTable(repeated)?.values[0].figures.difference == nil)
  }
}
