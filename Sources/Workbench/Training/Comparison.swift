public import Evaluation
public import Modelling
import Tabular

/// Several models measured on the same test rows: the honest table.
public struct Comparison: Sendable {
  /// The data they were trained on.
  public let data: OpenedData
  /// How they were trained.
  public let plan: TrainingPlan
  /// The sizes of the split.
  public let split: SplitSummary
  /// Rows of the table that every metric was computed on, ascending.
  public let testRows: [Int]
  /// 0 or 1, one a test row.
  public let testLabels: [UInt8]
  /// The lists of the test rows, one a group; `nil` without a group column.
  public let testGroups: RankingGroups?
  /// Encoded test rows, which explanations read.
  public let testFrame: FeatureFrame
  /// One row a model, in the order of the plan.
  public internal(set) var results: [ModelResult]
  /// The model of amounts beside them; `nil` where the data have no column of amounts.
  public let amount: AmountResult?
  /// What makes these numbers better than life, one sentence each.
  public let cautions: [String]
  /// MAP@7 of rankers that know nothing, and the most attainable; `nil` without a group.
  public let baselines: RankingBaselines?
  /// The rows as they were split and encoded, for training some of the models again.
  let preparation: Preparation

  init(
    data: OpenedData, plan: TrainingPlan, preparation: Preparation, results: [ModelResult],
    amount: AmountResult? = nil
  ) {
    self.data = data
    self.plan = plan
    self.preparation = preparation
    split = preparation.summary
    testRows = preparation.split.test
    testLabels = preparation.split.test.map { data.dataset.labels[$0] }
    testFrame = preparation.testFrame
    testGroups = preparation.testGroups
    self.results = results
    self.amount = amount
    baselines = preparation.baselines()
    cautions =
      preparation.cautions(of: data, plan: plan)
      + [Self.costOfStraightLines(results)].compactMap { $0 }
  }

  /// What logistic regression loses to the best trees, where that is beyond chance: the interactions
  /// and curves that it can't express.
  private static func costOfStraightLines(_ results: [ModelResult]) -> String? {
    let areas = results.compactMap { result in
      result.trained.flatMap { model in
        model.metrics.rocAUC.map { (kind: result.kind, model: model, area: $0) }
      }
    }
    guard let linear = areas.first(where: { $0.kind == .logistic }),
      let trees = areas.filter({ $0.kind != .logistic }).max(by: { $0.area < $1.area }),
      let difference = DeLong.difference(trees.model.ranked, linear.model.ranked),
      difference.interval.lower > 0
    else { return nil }
    let words = [
      difference.interval.estimate, difference.interval.lower, difference.interval.upper,
    ]
    .map { TextReport.format($0, 4) }
    return
      "logistic is \(words[0]) ROC-AUC below \(trees.kind.rawValue) (\(words[1]) to \(words[2])): "
      + "that is what the interactions and curves cost it that it can't express."
  }

  /// The models that have numbers, in the order of the plan.
  public var trained: [(kind: ModelKind, model: TrainedModel)] {
    results.compactMap { result in result.trained.map { (result.kind, $0) } }
  }

  /// The scores that part the segments of each trained model.
  public var segments: [ModelKind: SegmentPlan] {
    Dictionary(
      trained.map { ($0.kind, $0.model.policy.segments) }, uniquingKeysWith: { first, _ in first })
  }

  /// The trained model of a kind, if there is one.
  public func trained(_ kind: ModelKind) -> TrainedModel? {
    results.first { $0.kind == kind }?.trained
  }

  /// The kinds of the trained models, best first by a metric; undefined ones last, ties in the order
  /// of the plan.
  public func ranking(by metric: MetricKind) -> [ModelKind] {
    metric.ranking(trained.map { ($0.kind, metric.value(in: $0.model.metrics)) })
  }
}
