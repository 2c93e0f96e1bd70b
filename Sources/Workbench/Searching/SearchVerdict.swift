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
  /// The best settings once more, on fit and validation rows together.
  public let refitted: RefittedModel?
  /// Why there is no refitted model; `nil` where there is.
  public let refittingRefusal: String?
  /// The model of amounts that goes with the model that is kept; `nil` where the data have no column of
  /// amounts.
  public let amount: AmountResult?
  /// The rows of the table that were set apart for this, ascending.
  let testRows: [Int]
  /// What makes these numbers better than life, one sentence each.
  let cautions: [String]
  /// The figures that have intervals: the plan's metric first.
  public let metrics: [MetricKind]
  private let figures: BootstrapFigures

  /// How often the test rows are drawn.
  public static let draws = ComparisonIntervals.draws

  init(
    data: OpenedData, plan: SearchPlan, rows: SearchRows, best trial: SearchTrial,
    standard: ModelSettings, clock: SearchClock
  ) throws {
    let training = plan.training
    let preparation = try Preparation(
      data.dataset, plan: training, split: rows.outer, basis: rows.basis)
    func uncancelled<Fit>(_ fit: (TrainingRun) throws -> Fit) throws -> Fit {
      let run = TrainingRun(seed: training.seed, threads: training.threads)
      let fitted = try clock.stopping(run) { try fit(run) }
      guard !run.isCancelled else { throw ModellingError(.cancelled, "The test was cancelled.") }
      return fitted
    }
    let fitted = { (settings: ModelSettings) throws -> TrainedModel in
      try uncancelled { try preparation.trained(settings, plan: training, run: $0) }
    }
    let best = trial.settings
    split = preparation.summary
    testRows = rows.outer.test
    cautions = preparation.cautions(of: data, plan: training)
    self.best = try fitted(best)
    self.standard = best == standard ? self.best : try fitted(standard)
    (refitted, refittingRefusal) = try Self.refit(trial, after: self.best) { settings, first in
      try uncancelled {
        try RefittedModel(
          settings, trees: trial.trees, after: first, plan: training, on: preparation,
          run: $0)
      }
    }
    let prepared = preparation.amounts(encodedBy: refitted?.model.schema)
    amount = try prepared.map { prepared in
      try uncancelled { AmountResult(prepared, target: training.amountTarget, run: $0) }
    }
    var kinds = [plan.metric]
    for kind in [MetricKind.rocAUC, .averagePrecision, .logLoss] where !kinds.contains(kind) {
      kinds.append(kind)
    }
    metrics = kinds
    figures = Bootstrap(seed: training.seed, draws: Self.draws).figures(
      kinds, of: [self.best.ranked, self.standard.ranked] + (refitted.map { [$0.ranked] } ?? []),
      thresholds: [self.best.threshold, self.standard.threshold]
        + (refitted.map { [$0.policy.threshold] } ?? []), groups: preparation.testGroups,
      threads: training.threads)
  }

  /// Fits once more, unless that can't be; a search is not lost over it.
  private static func refit(
    _ trial: SearchTrial, after first: TrainedModel,
    _ fit: (ModelSettings, TrainedModel) throws -> RefittedModel
  ) throws -> (RefittedModel?, String?) {
    guard !trial.settings.kind.isRanker else {
      return (nil, "a ranker's scores become probabilities on validation rows, so it keeps them")
    }
    do {
      return (try fit(trial.settings, first), nil)
    } catch let error as ModellingError where error.code == .cancelled {
      throw error
    } catch {
      return (nil, "\(error)")
    }
  }

  /// The 95 % interval of the best settings' figure; `nil` where it is undefined.
  public func best(_ metric: MetricKind) -> Interval? { figures.interval(of: metric, model: 0) }

  /// The 95 % interval of the standard settings' figure; `nil` where it is undefined.
  public func standard(_ metric: MetricKind) -> Interval? { figures.interval(of: metric, model: 1) }

  /// The 95 % interval of the refitted model's figure; `nil` without one, and where it is undefined.
  public func refitted(_ metric: MetricKind) -> Interval? {
    refitted == nil ? nil : figures.interval(of: metric, model: 2)
  }

  /// The refitted model less the best settings' first fit, over draws of the test rows; `nil` without
  /// one, and where undefined.
  public func refittingGain(_ metric: MetricKind) -> PairwisePreference? {
    refitted == nil ? nil : figures.preference(in: metric, between: 2, and: 0)
  }

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
