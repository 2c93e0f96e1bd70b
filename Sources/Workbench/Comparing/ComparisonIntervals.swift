public import Evaluation
public import Modelling
import Tabular

/// How sure the figures of a comparison are, and which model beats which, by drawing the test rows
/// again: whole groups where there are any, since the rows of one customer are not independent.
public struct ComparisonIntervals: Sendable {
  /// The figures that have intervals.
  public static let metrics: [MetricKind] = [
    .rocAUC, .averagePrecision, .f1, .logLoss, .brier, .mapAt7,
  ]
  /// How often the test rows are drawn.
  public static let draws = 1_000

  /// The models, in the order of the plan.
  public let kinds: [ModelKind]
  private let figures: BootstrapFigures

  /// Draws the test rows of a comparison, by the seed of its plan.
  public init(_ comparison: Comparison) {
    let trained = comparison.trained
    kinds = trained.map(\.kind)
    figures = Bootstrap(seed: comparison.plan.seed, draws: Self.draws).figures(
      Self.metrics.filter { !$0.needsGroups || comparison.testGroups != nil },
      of: trained.map(\.model.ranked), thresholds: trained.map(\.model.threshold),
      groups: comparison.testGroups, threads: comparison.plan.threads)
  }

  /// The 95 % interval of a figure; `nil` where it is undefined or not drawn.
  public func interval(of metric: MetricKind, for kind: ModelKind) -> Interval? {
    guard figures.kinds.contains(metric), let model = kinds.firstIndex(of: kind) else { return nil }
    return figures.interval(of: metric, model: model)
  }

  /// How likely each model is better than each other by more than `equivalence`; `nil` for a figure
  /// that was not drawn.
  public func comparison(in metric: MetricKind, equivalence: Double) -> ModelComparison? {
    figures.kinds.contains(metric)
      ? figures.comparison(in: metric, equivalence: equivalence) : nil
  }
}
