import Evaluation
import Modelling

/// How a plan comes to probabilities and decisions, as part of a document.
struct PolicyPart: Encodable {
  let balance: String
  let priorCorrection: Bool
  let calibration: String
  let threshold: String
  let segments: String

  init(_ plan: TrainingPlan) {
    balance = plan.balance.description
    priorCorrection = plan.correctsPrior
    calibration = plan.calibration.rawValue
    threshold = plan.thresholdRule.text
    segments = plan.segments.description
  }
}

/// What contacting from a threshold on is worth.
struct ValuePart: Encodable {
  let customers: Double
  let contacts: Double
  @Null var expected: Double?
  @Null var expectedPerThousand: Double?
  let realised: Double
  @Null var realisedPerThousand: Double?

  init(_ value: ContactValue) {
    customers = value.customers
    contacts = value.contacts
    expected = value.expected
    expectedPerThousand = value.expectedPerThousand
    realised = value.realised
    realisedPerThousand = value.realisedPerThousand
  }
}

/// One segment of customers.
struct SegmentPart: Encodable {
  let segment: String
  /// The probability from which on it begins; `null` for the lowest, and of folds, which have their own.
  @Null var from: Double?
  let rows: Double
  @Null var rowShare: Double?
  let positives: Double
  @Null var positiveRate: Double?
  @Null var positiveShare: Double?
  @Null var lift: Double?
  @Null var meanProbability: Double?
  @Null var expectedValue: Double?
  @Null var realisedValue: Double?

  init(_ summary: SegmentSummary, plan: SegmentPlan?) {
    segment = summary.segment.rawValue
    rows = summary.rows
    rowShare = summary.rowShare
    positives = summary.positives
    positiveRate = summary.positiveRate
    positiveShare = summary.positiveShare
    lift = summary.lift
    meanProbability = summary.meanScore
    expectedValue = summary.expectedValue
    realisedValue = summary.value
    from =
      switch summary.segment {
      case .high: plan?.high
      case .medium: plan?.medium
      case .low: nil
      }
  }
}

/// How probabilities keep their promise.
struct ReliabilityPart: Encodable {
  struct Bin: Encodable {
    let rows: Double
    let lowest: Double
    let highest: Double
    let meanProbability: Double
    let positiveShare: Double
  }

  @Null var ece: Double?
  @Null var eceEqualMass: Double?
  @Null var gap: Double?
  @Null var slope: Double?
  @Null var intercept: Double?
  @Null var equalWidth: [Bin]?
  @Null var equalMass: [Bin]?

  init(_ report: CalibrationReport) {
    let bins = { (curve: CalibrationCurve?) in
      curve?.bins.map {
        Bin(
          rows: $0.weight, lowest: $0.lowest, highest: $0.highest,
          meanProbability: $0.meanProbability, positiveShare: $0.positiveShare)
      }
    }
    ece = report.equalWidth?.expectedError
    eceEqualMass = report.equalMass?.expectedError
    gap = report.gap
    slope = report.recalibration?.slope
    intercept = report.recalibration?.intercept
    equalWidth = bins(report.equalWidth)
    equalMass = bins(report.equalMass)
  }
}

/// Calibration without and with what the model carries.
struct CalibrationPart: Encodable {
  /// What stands between margin and probability, in words.
  let correction: String
  /// Without it; `null` where there is none.
  @Null var before: ReliabilityPart?
  let after: ReliabilityPart

  init(
    _ correction: ProbabilityCorrection, before: CalibrationReport?, after: CalibrationReport
  ) {
    self.correction = correction.description
    self.before = before.map(ReliabilityPart.init)
    self.after = ReliabilityPart(after)
  }
}

/// What balancing did, at one stage.
struct ImbalancePart: Encodable {
  let stage: String
  @Null var threshold: Double?
  let metrics: MetricSet

  init(_ figures: ImbalanceFigures) {
    stage = figures.stage.rawValue
    threshold = figures.metrics.threshold
    metrics = figures.metrics
  }
}
