import Evaluation
import Modelling
import Tabular

/// A search as the JSON that `tune --json` prints.
public struct SearchDocument: Encodable, Sendable {
  let dataset: String
  let fingerprint: String
  let method: String
  let metric: String
  let split: String
  let folds: String
  let seed: UInt64
  let testRows: Int
  let ending: String
  let seconds: Double
  /// All trials, by number.
  let trials: [TrialPart]
  /// The numbers of the trials with all folds, best first.
  let ranking: [Int]
  @Null var best: Int?
  @Null var standard: Int?
  @Null var medianOfBestFive: Double?
  @Null var test: TestPart?

  struct TrialPart: Encodable {
    let number: Int
    let model: String
    /// What differs from the standard settings, as `--set` takes it.
    let settings: String
    let state: String
    @Null var reason: String?
    let figures: [Double]
    @Null var mean: Double?
    @Null var standardDeviation: Double?
    @Null var trees: Int?
    let seconds: Double
    @Null var lessStandard: PairwisePreference?
  }

  struct TestPart: Encodable {
    let fitRows: Int
    let validationRows: Int
    let best: MetricSet
    let standard: MetricSet
    let bestIntervals: [String: Interval]
    let standardIntervals: [String: Interval]
    let differences: [String: PairwisePreference]
    let gainIsWithinNoise: Bool
    @Null var refitted: RefittedPart?
    @Null var refittingRefusal: String?
  }

  /// The best settings on fit and validation rows together.
  struct RefittedPart: Encodable {
    let fitRows: Int
    /// What `--set` takes, the number of trees among it.
    let settings: String
    let threshold: Double
    let metrics: MetricSet
    let intervals: [String: Interval]
    /// Less the first fit of the same settings.
    let gains: [String: PairwisePreference]
  }

  /// Describes a search.
  public init(_ result: SearchResult) {
    let folds = result.folds
    let plan = folds.plan
    dataset = result.data.dataset.name
    fingerprint = result.data.dataset.fingerprint
    method = plan.method.rawValue
    metric = plan.metric.rawValue
    split = plan.training.split.description
    self.folds = plan.folds.description
    seed = plan.training.seed
    testRows = result.testRowCount
    ending = result.ending.rawValue
    seconds = result.seconds
    trials = folds.trials.map { trial in
      TrialPart(
        number: trial.number, model: trial.settings.kind.rawValue,
        settings: trial.settings.changes, state: trial.state.rawValue, reason: trial.reason,
        figures: trial.figures, mean: trial.mean, standardDeviation: trial.deviation,
        trees: trial.trees, seconds: trial.seconds, lessStandard: folds.differenceToStandard(trial))
    }
    ranking = folds.ranked.map(\.number)
    best = folds.best?.number
    standard = folds.standard?.number
    medianOfBestFive = folds.medianOfBestFive
    test = result.verdict.map(Self.part)
  }

  private static func part(_ verdict: SearchVerdict) -> TestPart {
    let byMetric = { (interval: (MetricKind) -> Interval?) in
      Dictionary(
        uniqueKeysWithValues: verdict.metrics.compactMap { metric in
          interval(metric).map { (metric.rawValue, $0) }
        })
    }
    return TestPart(
      fitRows: verdict.split.fitRows, validationRows: verdict.split.validationRows,
      best: verdict.best.metrics, standard: verdict.standard.metrics,
      bestIntervals: byMetric(verdict.best), standardIntervals: byMetric(verdict.standard),
      differences: Dictionary(
        uniqueKeysWithValues: verdict.metrics.compactMap { metric in
          verdict.difference(metric).map { (metric.rawValue, $0) }
        }), gainIsWithinNoise: verdict.isWithinNoise,
      refitted: verdict.refitted.map { model in
        RefittedPart(
          fitRows: model.fitRows, settings: model.settings.changes,
          threshold: model.policy.threshold, metrics: model.metrics,
          intervals: byMetric(verdict.refitted),
          gains: Dictionary(
            uniqueKeysWithValues: verdict.metrics.compactMap { metric in
              verdict.refittingGain(metric).map { (metric.rawValue, $0) }
            }))
      }, refittingRefusal: verdict.refittingRefusal)
  }

  /// The document as indented JSON with sorted keys.
  public func json() throws -> String { try JSONText.of(self) }
}
