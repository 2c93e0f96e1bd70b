import Evaluation
import Modelling

/// A fitted model's margins on the rows that choose and on the rows that judge, from which every way
/// of correcting its probabilities is measured without scoring again.
struct ModelJudgement: Sendable {
  private let validation: [Double]
  private let test: [Double]
  private let scale: MarginScale
  /// What the rows are, which no decision changes.
  private let preparation: Preparation

  /// What a correction leads to: decisions from validation rows, figures from test rows.
  struct Outcome {
    let policy: DecisionPolicy
    let validationBlocks: ScoreBlocks
    let ranked: ScoredRows
    let metrics: MetricSet
  }

  init(of model: FittedModel, on preparation: Preparation, threads: Int) {
    validation = model.margins(for: preparation.validationFrame, threads: threads)
    test = model.margins(for: preparation.testFrame, threads: threads)
    scale = model.marginScale
    self.preparation = preparation
  }

  /// A prior correction with the calibration that a method fits to the validation rows after it.
  ///
  /// The threshold is chosen on the same rows. That flatters nothing: both curves never fall, so a
  /// threshold on calibrated scores parts the rows as one on the scores themselves could have.
  ///
  /// - Throws: `ModellingError` for scores that can't be calibrated.
  func correction(
    prior: PriorCorrection?, method: CalibrationMethod
  ) throws -> ProbabilityCorrection {
    let base = ProbabilityCorrection(prior: prior)
    guard method != .none else { return base }
    let scores = base.logOdds(ofMargins: validation, scale: scale)
    return ProbabilityCorrection(
      prior: prior,
      calibration: try Calibration(method, scores: scores, labels: preparation.validationLabels))
  }

  /// Chooses on the validation rows, then measures on the test rows.
  ///
  /// - Throws: `ThresholdRefusal` when no validation row is positive.
  func outcome(of correction: ProbabilityCorrection, plan: TrainingPlan) throws -> Outcome {
    let chosen = try ScoredRows(
      scores: correction.probabilities(ofMargins: validation, scale: scale),
      labels: preparation.validationLabels)
    let policy = try DecisionPolicy(
      choosing: plan.thresholdRule, segments: plan.segments, on: chosen.blocks)
    let ranked = try preparation.heldOut.measured(
      correction.probabilities(ofMargins: test, scale: scale))
    return Outcome(
      policy: policy, validationBlocks: chosen.blocks, ranked: ranked,
      metrics: MetricSet(
        ranked, threshold: policy.threshold, groups: preparation.testGroups))
  }

  /// How the probabilities keep their promise on the test rows before any correction.
  func uncorrectedCalibration() throws -> CalibrationReport {
    CalibrationReport(
      try preparation.heldOut.measured(
        ProbabilityCorrection.none.probabilities(ofMargins: test, scale: scale)
      ).blocks)
  }
}
