import Evaluation
import Foundation
import Modelling
import Tabular

/// The rows of a training, split and encoded once for all models.
///
/// The schema, and all else that is fitted, sees the fit rows only.
struct Preparation: Sendable {
  let summary: SplitSummary
  let split: Split
  let schema: FeatureSchema
  let trainingSet: TrainingSet
  let validationLabels: [UInt8]
  let testFrame: FeatureFrame
  let testLabels: [UInt8]
  /// The lists of the test rows and their item codes, where there is a group.
  let testGroups: RankingGroups?
  let itemCodes: [Int32]?
  private let threads: Int

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
    return Split.Basis(labels: dataset.labels, groups: dataset.groupCodes, times: times)
  }

  /// Divides the rows as the plan's single split says.
  init(data: OpenedData, plan: TrainingPlan) throws {
    let basis = try Self.basis(of: data.dataset, for: plan.split)
    let split = try Split(
      data.dataset.labelledRows, by: plan.split, basis: basis, seed: plan.seed)
    try self.init(data: data, plan: plan, split: split, basis: basis)
  }

  /// Takes rows that are divided already, as one fold of several.
  init(data: OpenedData, plan: TrainingPlan, split: Split, basis: Split.Basis) throws {
    let dataset = data.dataset
    self.split = split
    let inner = try Split(
      split.train, by: plan.split.with(share: plan.validationShare), basis: basis,
      seed: plan.seed &+ 1, names: ("fit", "validation"))
    schema = FeatureSchema(
      fittedTo: dataset.table, features: dataset.features, rows: inner.train)
    let labels = { (rows: [Int]) in rows.map { dataset.labels[$0] } }
    let fitLabels = labels(inner.train)
    validationLabels = labels(inner.test)
    testLabels = labels(split.test)
    let groups = { (rows: [Int]) in dataset.groupCodes.map { codes in rows.map { codes[$0] } } }
    trainingSet = TrainingSet(
      frame: schema.frame(of: dataset.table, rows: inner.train), labels: fitLabels,
      groups: groups(inner.train),
      weights: Self.weights(fitLabels, plan.balance),
      validation: .init(
        frame: schema.frame(of: dataset.table, rows: inner.test), labels: validationLabels,
        groups: groups(inner.test)))
    testFrame = schema.frame(of: dataset.table, rows: split.test)
    let items = Self.itemCodes(of: dataset)
    itemCodes = items
    let testRows = split.test
    testGroups = dataset.groupCodes.map { codes in
      RankingGroups(
        groups: testRows.map { codes[$0] }, items: items.map { items in testRows.map { items[$0] } }
      )
    }
    threads = plan.threads
    summary = SplitSummary(
      scheme: plan.split, seed: plan.seed, fitRows: inner.train.count,
      validationRows: inner.test.count, testRows: split.test.count,
      testPositives: testLabels.reduce(0) { $0 + Int($1) })
  }

  /// Fits one model, chooses its threshold on the validation rows and measures it on the test rows.
  ///
  /// - Parameter evaluating: called once the model is fitted.
  func trained(
    _ settings: ModelSettings, run: TrainingRun, evaluating: () -> Void = {}
  ) throws -> TrainedModel {
    let clock = ContinuousClock()
    let start = clock.now
    let fitted = try settings.fitted(to: trainingSet, run: run)
    let trainSeconds = max(0, (clock.now - start).seconds - run.pausedSeconds)
    evaluating()
    guard let validation = trainingSet.validation else {
      preconditionFailure("A preparation always has validation rows.")
    }
    let validationScores = fitted.model.probabilities(for: validation.frame, threads: threads)
    let validationRows = try ScoredRows(scores: validationScores, labels: validationLabels)
    guard let choice = ThresholdChoice(.bestF1, on: validationRows.blocks) else {
      preconditionFailure("Validation rows of a split hold both classes.")
    }
    let predictStart = clock.now
    let scores = fitted.model.probabilities(for: testFrame, threads: threads)
    let predictSeconds = (clock.now - predictStart).seconds
    let ranked = try ScoredRows(scores: scores, labels: testLabels)
    let metrics = MetricSet(ranked, threshold: choice.threshold, groups: testGroups)
    return TrainedModel(
      model: fitted.model, threshold: choice.threshold, thresholdSource: "validation",
      trainSeconds: trainSeconds, predictSeconds: predictSeconds, metrics: metrics,
      testScores: scores, ranked: ranked, notes: fitted.notes, cancellation: fitted.cancellation)
  }

  /// Codes that order items as their keys do; `nil` without a group or an item column.
  private static func itemCodes(of dataset: Dataset) -> [Int32]? {
    guard dataset.groupCodes != nil, let name = dataset.roles.item,
      let column = dataset.table[name]
    else { return nil }
    // The levels of a category are in the order of their keys already.
    if case .category(let codes, _) = column.values { return codes }
    return RankingGroups.itemCodes(of: (0..<column.count).map { column.string($0) ?? "" })
  }

  private static func times(of dataset: Dataset) -> [Double]? {
    guard let name = dataset.roles.time, let column = dataset.table[name] else { return nil }
    return (0..<column.count).map { column.number($0) ?? .nan }
  }

  /// Weights that give both classes the same total and keep the sum at the row count.
  private static func weights(_ labels: [UInt8], _ balance: TrainingPlan.Balance) -> [Float]? {
    guard balance == .weights else { return nil }
    let positives = labels.reduce(0) { $0 + Int($1) }
    let positive = Float(labels.count) / Float(2 * positives)
    let negative = Float(labels.count) / Float(2 * (labels.count - positives))
    return labels.map { $0 == 1 ? positive : negative }
  }
}

extension Duration {
  /// The duration in seconds.
  var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }
}
