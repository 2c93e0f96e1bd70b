public import Evaluation
public import Modelling
import Tabular

/// How sure the figures of models on the same rows are, and which model beats which, by drawing the
/// rows again: whole groups where there are any, since the rows of one customer are not independent.
public struct ComparisonIntervals: Sendable {
  /// The figures that have intervals.
  public static let metrics: [MetricKind] = [
    .rocAUC, .averagePrecision, .f1, .logLoss, .brier, .mapAt7,
  ]
  /// How often the rows are drawn.
  public static let draws = 1_000

  /// The models, in the order of the plan, or of the files given.
  public let kinds: [ModelKind]
  /// What the models are called.
  public let names: [String]
  /// Whether whole groups were drawn instead of rows.
  public let drawsGroups: Bool
  private let figures: BootstrapFigures
  /// Areas by formula; `nil` where rows are not independent, and with fewer than two of a class.
  private let deLong: DeLong?

  /// Draws the test rows of a comparison, by the seed of its plan.
  public init(_ comparison: Comparison) {
    self.init(
      comparison.trained.map {
        ($0.kind, $0.kind.rawValue, $0.model.ranked, $0.model.threshold)
      }, groups: comparison.testGroups, seed: comparison.plan.seed,
      threads: comparison.plan.threads)
  }

  /// Draws the labelled rows that saved models were measured on.
  public init(_ table: SavedModelTable, threads: Int) {
    self.init(
      table.rows.map { ($0.kind, $0.name, $0.ranked, $0.threshold) }, groups: table.groups,
      seed: TrainingPlan().seed, threads: threads)
  }

  private init(
    _ models: [(kind: ModelKind, name: String, ranked: ScoredRows, threshold: Double)],
    groups: RankingGroups?, seed: UInt64, threads: Int
  ) {
    kinds = models.map(\.kind)
    names = models.map(\.name)
    drawsGroups = groups != nil
    figures = Bootstrap(seed: seed, draws: Self.draws).figures(
      Self.metrics.filter { !$0.needsGroups || groups != nil }, of: models.map(\.ranked),
      thresholds: models.map(\.threshold), groups: groups, threads: threads)
    deLong = groups == nil ? DeLong(models.map(\.ranked)) : nil
  }

  /// The 95 % interval of a figure; `nil` where it is undefined or not drawn.
  public func interval(of metric: MetricKind, for kind: ModelKind) -> Interval? {
    kinds.firstIndex(of: kind).flatMap { interval(of: metric, model: $0) }
  }

  /// The 95 % interval of the figure of a model, by its place; `nil` where it is undefined or not drawn.
  public func interval(of metric: MetricKind, model: Int) -> Interval? {
    figures.kinds.contains(metric) ? figures.interval(of: metric, model: model) : nil
  }

  /// The 95 % interval of a model's ROC-AUC by DeLong's formula; `nil` for rows in groups, which it
  /// doesn't hold for, and with fewer than two rows of a class.
  public func deLongInterval(model: Int) -> Interval? { deLong?.interval(of: model) }

  /// How likely each model is better than each other by more than `equivalence`; `nil` for a figure
  /// that was not drawn.
  public func comparison(in metric: MetricKind, equivalence: Double) -> ModelComparison? {
    figures.kinds.contains(metric)
      ? figures.comparison(in: metric, equivalence: equivalence) : nil
  }

  /// Every pair in every figure that is defined for both, figure by figure.
  public func differences(_ equivalence: Equivalence = .standard) -> [ModelDifference] {
    figures.kinds.flatMap { metric in
      ModelDifference.pairs(
        of: figures.comparison(in: metric, equivalence: equivalence[metric]), names: names
      ) { first, second in
        metric == .rocAUC ? deLong.map { .init($0.difference(first, second)) } : nil
      }
    }
  }
}
