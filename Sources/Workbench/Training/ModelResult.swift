public import Evaluation
public import Modelling

/// One row of the leaderboard: a model with its numbers, or the reason why there are none.
public struct ModelResult: Sendable {
  /// The settings it was trained with.
  public let settings: ModelSettings
  /// What became of it.
  public internal(set) var outcome: Outcome
  /// Seconds of fitting, choosing the threshold and measuring, without pauses.
  public internal(set) var seconds: Double

  init(
    settings: ModelSettings, outcome: Outcome, seconds: Double = 0
  ) {
    self.settings = settings
    self.outcome = outcome
    self.seconds = seconds
  }

  /// What can become of a model.
  public enum Outcome: Sendable {
    /// It was fitted and measured.
    case trained(TrainedModel)
    /// It failed, for the reason given.
    case failed(String)
    /// It was cancelled before there was a model.
    case cancelled

    /// Whether it was cancelled.
    public var isCancelled: Bool {
      if case .cancelled = self { true } else { false }
    }
  }

  /// Which model.
  public var kind: ModelKind { settings.kind }

  /// Whether a cancel ended the fit early; a model that was kept then has fewer steps than it should.
  public var isCutShort: Bool { trained?.cancellation != nil }

  /// The trained model, if there is one.
  public var trained: TrainedModel? {
    if case .trained(let model) = outcome { model } else { nil }
  }

  /// Why there is no model, in words.
  public var failure: String? {
    switch outcome {
    case .trained: nil
    case .failed(let reason): reason
    case .cancelled: "cancelled"
    }
  }
}

/// A fitted model and how it did on rows that it never saw.
public struct TrainedModel: Sendable {
  /// The model, with what makes probabilities of its margins.
  public let model: CorrectedModel
  /// How its probabilities become decisions, chosen on validation rows.
  public let policy: DecisionPolicy
  /// What contacting from the threshold on is worth on the rows that chose it; `nil` unless the rule
  /// is about profit.
  public let validationValue: ContactValue?
  /// The validation rows in descending order of score, from which thresholds are chosen.
  public let validationBlocks: ScoreBlocks
  /// How the probabilities would keep their promise on the test rows without correction; `nil` where
  /// there is none.
  public let uncorrectedCalibration: CalibrationReport?
  /// What balancing did, stage by stage; empty where nothing was done or nobody asked.
  public let imbalance: [ImbalanceFigures]
  /// Seconds of fitting.
  public internal(set) var trainSeconds: Double
  /// Seconds of scoring the test rows.
  public internal(set) var predictSeconds: Double
  /// All metrics on the test rows at the threshold.
  public let metrics: MetricSet
  /// Test probabilities, one a test row in the comparison's order.
  public let testScores: [Double]
  /// The test rows in descending order of score, which curves and cursors read.
  public let ranked: ScoredRows
  /// What a careful person should know of the fit: early stopping, separation, no convergence.
  public let notes: [String]

  /// The fit with its margins, from which another threshold rule, calibration or segments follow without
  /// fitting again.
  let fit: MeasuredFit

  /// How far the fit was when it was cancelled, such as `cancelled after 37 of 100 trees`; `nil` for a
  /// whole model. The figures of half a model are no fair rivals to those of whole ones.
  public let cancellation: String?

  /// Scores at or above it count as positive.
  public var threshold: Double { policy.threshold }
  /// Which rows chose the threshold, always `validation`.
  public var thresholdSource: String { "validation" }
  /// How the probabilities keep their promise on the test rows.
  public var calibration: CalibrationReport { CalibrationReport(ranked.blocks) }
}
