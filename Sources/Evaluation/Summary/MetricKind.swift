/// Every figure of a single split: the one table that leaderboard, commands and tests read.
///
/// The raw value is the figure's key in JSON.
public enum MetricKind: String, Sendable, CaseIterable, Codable, CodingKeyRepresentable {
  case f1, precision, recall, specificity, accuracy, balancedAccuracy, matthewsCorrelation
  case rocAUC, averagePrecision, ks, liftAt10
  case mapAt7, ndcgAt7, mrrAt7, hitRateAt7, precisionAt7, recallAt7
  case logLoss, brier, brierSkill
  case ece, eceEqualMass, calibrationGap, calibrationSlope, calibrationIntercept
  case prevalence, positives

  /// What makes one value better than another.
  public enum Direction: Sendable, Hashable {
    /// Higher is better.
    case higher
    /// Lower is better.
    case lower
    /// Nearer to this value is better.
    case nearest(Double)
    /// No value is better: it describes the rows, not the model.
    case neutral
  }

  /// How a value is written.
  public enum Format: Sendable, Hashable {
    /// With this many digits after the point.
    case decimals(Int)
    /// As a whole number.
    case count
    /// As a multiple, such as 5.3×, with this many digits after the point.
    case multiple(Int)
  }

  /// The name on screen, short enough to head a column.
  public var title: String { entry.title }
  /// One sentence that says what the figure means.
  public var explanation: String { entry.explanation }
  /// What makes one value better than another.
  public var direction: Direction { entry.direction }
  /// Whether a higher value is better; `nil` where neither higher nor lower is as such.
  public var higherIsBetter: Bool? {
    switch direction {
    case .higher: true
    case .lower: false
    case .nearest, .neutral: nil
    }
  }
  /// How a value is written.
  public var format: Format { entry.format }

  /// Whether the figure depends on the threshold.
  public var needsThreshold: Bool {
    switch self {
    case .f1, .precision, .recall, .specificity, .accuracy, .balancedAccuracy,
      .matthewsCorrelation:
      true
    default: false
    }
  }

  /// Whether the figure needs a group column.
  public var needsGroups: Bool {
    switch self {
    case .mapAt7, .ndcgAt7, .mrrAt7, .hitRateAt7, .precisionAt7, .recallAt7: true
    default: false
    }
  }

  /// Whether the figure needs scores in 0…1.
  public var needsProbabilities: Bool {
    switch self {
    case .logLoss, .brier, .brierSkill, .ece, .eceEqualMass, .calibrationGap, .calibrationSlope,
      .calibrationIntercept:
      true
    default: false
    }
  }

  /// Whether weights of rows play a part; ranking figures and the number of positives ignore them.
  public var usesWeights: Bool { !needsGroups && self != .positives }

  /// The figure in a set; `nil` where undefined.
  public func value(in set: MetricSet) -> Double? { set[self] }

  /// Whether the first value is better than the second; an undefined value is never better, and any
  /// defined one is better than it. A neutral figure is never better.
  public func isBetter(_ first: Double?, than second: Double?) -> Bool {
    guard direction != .neutral, let first else { return false }
    guard let second else { return true }
    switch direction {
    case .higher: return first > second
    case .lower: return first < second
    case .nearest(let target): return abs(first - target) < abs(second - target)
    case .neutral: return false
    }
  }
}
