import Evaluation
import Foundation
import Modelling
import Tabular

/// The rows of a training, split and encoded once for all models.
///
/// The schema, and all else that is fitted, sees the fit rows only. Nothing here has the outcomes of the
/// test rows but ``HeldOut``, which opens them for measuring.
struct Preparation: Sendable {
  let summary: SplitSummary
  let split: Split
  /// The training side once more divided, into rows to fit and rows that choose.
  let inner: Split
  /// The data without the outcomes of the test rows.
  let known: Dataset
  /// The test rows.
  let heldOut: HeldOut
  let schema: FeatureSchema
  /// The rows that are fitted to, balanced where the plan says so; nothing else is.
  let trainingSet: TrainingSet
  /// The same rows before balancing; `nil` where nothing was done.
  let unbalancedSet: TrainingSet?
  /// Takes back what balancing did to probabilities.
  let priorCorrection: PriorCorrection?
  /// What balancing did to the rows, in words.
  let balanceNote: String?
  let validationFrame: FeatureFrame
  let validationLabels: [UInt8]
  /// Positive rows with amounts; `nil` without a column of amounts.
  let amounts: PreparedAmounts?
  let testFrame: FeatureFrame
  /// The items of all rows, where there is a group.
  let itemCodes: [Int32]?

  /// The lists of the test rows, where there is a group.
  var testGroups: RankingGroups? { heldOut.groups }

  /// What splits may look at.
  ///
  /// - Throws: ``WorkbenchError`` when rows should go by a time that no row has.
  static func basis(of dataset: Dataset, for scheme: SplitScheme) throws -> Split.Basis {
    let times = Self.times(of: dataset)
    if scheme.isByTime, let times, times.allSatisfy(\.isNaN) {
      throw WorkbenchError(
        .badInput,
        "The time column \(dataset.roles.time ?? "") holds no date or number, so rows can't be split "
          + "by time; name another with --time, or leave it out to go by the order of the file.")
    }
    return Split.Basis(
      labels: dataset.grades?.evenLabels ?? dataset.labels, groups: dataset.groupCodes,
      times: times)
  }

  /// Divides the rows as the plan's single split says.
  init(data: OpenedData, plan: TrainingPlan) throws {
    let basis = try Self.basis(of: data.dataset, for: plan.split)
    let split = try Split(
      data.dataset.labelledRows, by: plan.split, basis: basis, seed: plan.seed)
    try self.init(data.dataset, plan: plan, split: split, basis: basis)
  }

  /// Takes rows that are divided already, as one fold of several.
  init(_ all: Dataset, plan: TrainingPlan, split: Split, basis: Split.Basis) throws {
    let inner = try Split(
      split.train, by: plan.split.with(share: plan.validationShare), basis: basis,
      seed: plan.seed &+ 1, names: ("fit", "validation"))
    try self.init(all, plan: plan, split: split, inner: inner)
  }

  /// Takes rows that are divided already, all three ways.
  ///
  /// - Parameter fitted: what models that were fitted elsewhere read, and to how many rows; without it
  ///   the schema is fitted to the fit rows.
  init(
    _ all: Dataset, plan: TrainingPlan, split: Split, inner: Split,
    fitted: (schema: FeatureSchema, rows: Int)? = nil
  ) throws {
    try Self.checkAmounts(of: all, target: plan.amountTarget)
    heldOut = HeldOut(all, rows: split.test)
    let dataset = all.hidingOutcomes(of: split.test)
    known = dataset
    self.split = split
    self.inner = inner
    schema =
      fitted?.schema
      ?? FeatureSchema(
        fittedTo: dataset.table, features: dataset.features, rows: inner.train,
        trainingOnly: dataset.positionFeature, recipes: dataset.recipes)
    let labels = { (rows: [Int]) in rows.map { dataset.labels[$0] } }
    let fitLabels = labels(inner.train)
    validationLabels = labels(inner.test)
    let groups = { (rows: [Int]) in dataset.groupCodes.map { codes in rows.map { codes[$0] } } }
    validationFrame = schema.frame(of: dataset.table, rows: inner.test)
    let validationGroups = groups(inner.test)
    // What is fitted to grades reads these, as labels or as amounts; all else reads relevant or not.
    let targets = dataset.grades?.values ?? dataset.labels
    let learned = { (rows: [Int]) in rows.map { targets[$0] } }
    let amountsOfGrades = { (rows: [Int]) in
      dataset.grades.map { grades in rows.map { Float(grades.values[$0]) } }
    }
    let validation = { [validationFrame, inner] (weights: [Float]?) in
      TrainingSet.Validation(
        frame: validationFrame, labels: learned(inner.test), amounts: amountsOfGrades(inner.test),
        groups: validationGroups, weights: weights)
    }
    let fitFrame = schema.frame(of: dataset.table, rows: inner.train, isFitting: true)
    let plain = TrainingSet(
      frame: fitFrame, labels: learned(inner.train), amounts: amountsOfGrades(inner.train),
      groups: groups(inner.train), validation: validation(nil))
    let balanced = try plan.balance.applied(
      to: fitFrame, labels: fitLabels, seed: plan.seed, threads: plan.threads)
    let correction = balanced.correction
    priorCorrection = correction
    balanceNote = Self.balanceNote(plan.balance, balanced, of: fitLabels)
    unbalancedSet = plan.balance == .none ? nil : plain
    // Rows for thresholds, calibration and figures stay as they are. Early stopping alone weighs them,
    // or it would hold a loss against trees that they were not grown for.
    trainingSet =
      plan.balance == .none
      ? plain
      : TrainingSet(
        frame: balanced.frame, labels: balanced.labels,
        groups: plan.balance.keepsRows ? groups(inner.train) : nil, weights: balanced.weights,
        validation: validation(correction?.balancingWeights(of: labels(inner.test))),
        madeUpCount: balanced.labels.count - balanced.originalCount)
    amounts = Self.amounts(
      of: dataset, fit: (inner.train, fitFrame), validation: (inner.test, validationFrame))
    testFrame = schema.frame(of: dataset.table, rows: split.test)
    itemCodes = Self.itemCodes(of: dataset)
    summary = SplitSummary(
      scheme: plan.split, seed: plan.seed, fitRows: fitted?.rows ?? inner.train.count,
      validationRows: inner.test.count, testRows: split.test.count,
      testPositives: heldOut.positiveCount)
  }

  private static func balanceNote(
    _ balance: Balancing, _ rows: BalancedRows, of labels: [UInt8]
  ) -> String? {
    guard balance != .none else { return nil }
    let positives = { (labels: [UInt8]) in labels.reduce(0) { $0 + Int($1) } }
    let before =
      "\(CountText.grouped(labels.count)) rows, \(CountText.grouped(positives(labels))) positive"
    guard !balance.keepsRows else {
      return "balance \(balance): \(before), weighed alike by class."
    }
    guard rows.labels.count != labels.count else {
      return "balance \(balance) changes nothing: the \(before), are that even already."
    }
    let made = rows.labels.count - rows.originalCount
    return
      "balance \(balance): fitted on \(CountText.grouped(rows.labels.count)) rows, \(CountText.grouped(positives(rows.labels))) positive"
      + (made > 0 ? ", \(CountText.grouped(made)) of them made up" : "") + ", instead of \(before)."
  }

  /// Codes that order items as their keys do; `nil` without a group or an item column.
  static func itemCodes(of dataset: Dataset) -> [Int32]? {
    guard dataset.groupCodes != nil, let name = dataset.roles.item,
      let column = dataset.table[name]
    else { return nil }
    // The levels of a category are in the order of their keys already.
    if case .category(let codes, _) = column.values { return codes }
    return RankingGroups.itemCodes(of: (0..<column.count).map { column.string($0) ?? "" })
  }

  /// The lists of some rows; `nil` without a group.
  static func rankingGroups(of dataset: Dataset, rows: [Int]) -> RankingGroups? {
    let items = itemCodes(of: dataset)
    return dataset.groupCodes.map { codes in
      RankingGroups(
        groups: rows.map { codes[$0] }, items: items.map { items in rows.map { items[$0] } })
    }
  }

  private static func times(of dataset: Dataset) -> [Double]? {
    guard let name = dataset.roles.time, let column = dataset.table[name] else { return nil }
    return (0..<column.count).map { column.number($0) ?? .nan }
  }
}

extension Duration {
  /// The duration in seconds.
  var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }
}
