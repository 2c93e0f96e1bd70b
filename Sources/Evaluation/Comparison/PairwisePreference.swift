/// How likely one model is better than another: the three chances sum to 1.
public struct PairwisePreference: Sendable, Hashable, Codable {
  /// The figure of the first less that of the second, whichever direction is better.
  public let difference: Interval
  /// How likely the first is better by more than the region of equivalence, 0…1.
  public let firstBetter: Double
  /// How likely the second is better by more than the region of equivalence, 0…1.
  public let secondBetter: Double
  /// How likely the two lie within the region of equivalence, 0…1.
  public var equivalent: Double { max(0, 1 - firstBetter - secondBetter) }

  /// Makes a preference.
  public init(difference: Interval, firstBetter: Double, secondBetter: Double) {
    self.difference = difference
    self.firstBetter = firstBetter
    self.secondBetter = secondBetter
  }

  /// The same, seen from the second model.
  public var reversed: PairwisePreference {
    PairwisePreference(
      difference: Interval(
        estimate: -difference.estimate, lower: -difference.upper, upper: -difference.lower,
        level: difference.level, standardError: difference.standardError, draws: difference.draws),
      firstBetter: secondBetter, secondBetter: firstBetter)
  }
}

extension MetricKind {
  /// How much better the first value is, in the units of the figure: above 0 when it is better. 0 for a
  /// figure of which no value is better.
  func advantage(of first: Double, over second: Double) -> Double {
    switch direction {
    case .higher: first - second
    case .lower: second - first
    case .nearest(let target): abs(second - target) - abs(first - target)
    case .neutral: 0
    }
  }
}
