/// A figure with how far it may be off.
public struct Interval: Sendable, Hashable, Codable {
  /// The figure on the rows as they are.
  public let estimate: Double
  /// The lower end.
  public let lower: Double
  /// The upper end.
  public let upper: Double
  /// How often intervals made this way hold the truth, 0…1: usually .95.
  public let level: Double
  /// The standard error.
  public let standardError: Double
  /// The draws that had a value; `nil` for an interval by formula.
  public let draws: Int?

  /// Makes an interval.
  public init(
    estimate: Double, lower: Double, upper: Double, level: Double, standardError: Double,
    draws: Int? = nil
  ) {
    self.estimate = estimate
    self.lower = lower
    self.upper = upper
    self.level = level
    self.standardError = standardError
    self.draws = draws
  }
}

/// How much better one model is than another on the same rows.
public struct PairedDifference: Sendable, Hashable, Codable {
  /// First less second.
  public let interval: Interval
  /// How likely the first is higher by more than the region of equivalence: the share of draws.
  public let firstHigher: Double
  /// How likely the second is higher by more than the region of equivalence.
  public let secondHigher: Double
  /// How likely the two lie within the region of equivalence.
  public var equivalent: Double { max(0, 1 - firstHigher - secondHigher) }
}
