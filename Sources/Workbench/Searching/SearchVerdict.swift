public import Evaluation
import Modelling
import Tabular

/// The last line of a search: the best and the standard settings, fitted on the training rows and
/// measured once on test rows that no trial saw.
public struct SearchVerdict: Sendable {
  /// The sizes of the split.
  public let split: SplitSummary
  /// The best settings' model.
  public let best: TrainedModel
  /// The standard settings' model; the same as the best where no trial was better.
  public let standard: TrainedModel
  /// The figures that have intervals: the plan's metric first.
  public let metrics: [MetricKind]
  private let figures: BootstrapFigures

  /// How often the test rows are drawn.
  public static let draws = ComparisonIntervals.draws

  init(
    data: OpenedData, plan: SearchPlan, rows: SearchRows, best: ModelSettings,
    standard: ModelSettings, clock: SearchClock
  ) throws {
    let training = plan.training
    let preparation = try Preparation(
      data: data, plan: training, split: rows.outer, basis: rows.basis)
    let fitted = { (settings: ModelSettings) throws -> TrainedModel in
      let run = TrainingRun(seed: training.seed, threads: training.threads)
      let trained = try clock.stopping(run) {
        try preparation.trained(settings, plan: training, run: run)
      }
      guard !run.isCancelled else { throw ModellingError(.cancelled, "The test was cancelled.") }
      return trained
    }
    split = preparation.summary
    self.best = try fitted(best)
    self.standard = best == standard ? self.best : try fitted(standard)
    var kinds = [plan.metric]
    for kind in [MetricKind.rocAUC, .averagePrecision, .logLoss] where !kinds.contains(kind) {
      kinds.append(kind)
    }
    metrics = kinds
    figures = Bootstrap(seed: training.seed, draws: Self.draws).figures(
      kinds, of: [self.best.ranked, self.standard.ranked],
      thresholds: [self.best.threshold, self.standard.threshold], groups: preparation.testGroups,
      threads: training.threads)
  }

  /// The 95 % interval of the best settings' figure; `nil` where it is undefined.
  public func best(_ metric: MetricKind) -> Interval? { figures.interval(of: metric, model: 0) }

  /// The 95 % interval of the standard settings' figure; `nil` where it is undefined.
  public func standard(_ metric: MetricKind) -> Interval? { figures.interval(of: metric, model: 1) }

  /// The best settings less the standard ones, over draws of the test rows; `nil` where undefined.
  public func difference(_ metric: MetricKind) -> PairwisePreference? {
    figures.preference(in: metric, between: 0, and: 1)
  }

  /// Whether the interval of the plan's metric leaves it open which of the two is better, or whether
  /// the standard settings are.
  public var isWithinNoise: Bool {
    guard let metric = metrics.first, let interval = difference(metric)?.difference else {
      return true
    }
    return metric.higherIsBetter == true ? interval.lower <= 0 : interval.upper >= 0
  }
}
