/// Whether two models differ over repeated folds, with a variance that owns up to shared training rows.
///
/// The folds of a repeated split train on mostly the same rows, so their differences are not independent
/// and the ordinary t test finds differences that are not there. The correction replaces the variance of
/// the mean, σ²/n, by (1/n + test/train) · σ². Sources: Nadeau and Bengio 2003,
/// doi:10.1023/A:1024068626366; as chances with a region of equivalence, Benavoli et al. 2017,
/// jmlr.org/papers/v18/16-305.html.
///
/// Differences .01, .02, .03 with test/train .25 have the mean .02, the standard error
/// .01 · √(1/3 + .25) = .00764 and t = 2.619 on 2 degrees of freedom, p = .120.
public struct CorrectedResampledTest: Sendable, Hashable, Codable {
  /// The mean difference, first less second, with its interval.
  public let interval: Interval
  /// The mean over its standard error; `nil` when that is 0.
  public let t: Double?
  /// Folds less one.
  public let degreesOfFreedom: Int
  /// The two-sided p of no difference; 1 when all differences are 0, 0 when all are equal and not 0.
  public let pValue: Double

  /// Tests the differences of a figure, one a fold.
  ///
  /// Folds where the figure is undefined for either model are left out by the caller. `nil` with fewer
  /// than two folds.
  ///
  /// - Parameters:
  ///   - differences: first less second, finite.
  ///   - testToTrain: the rows of the test part over those of the training part, above 0: .25 for five
  ///     folds.
  public init?(differences: [Double], testToTrain: Double, level: Double = 0.95) {
    precondition(testToTrain > 0 && testToTrain < .infinity, "Both parts of a fold have rows.")
    guard differences.count >= 2 else { return nil }
    let count = Double(differences.count)
    let mean = differences.reduce(0, +) / count
    let squares = differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    // Equal differences leave only rounding here.
    let largest = differences.reduce(0) { max($0, abs($1)) }
    let deviation = (squares / (count - 1)).squareRoot()
    let isSpread = deviation > 1e-14 * largest
    let error = isSpread ? deviation * (1 / count + testToTrain).squareRoot() : 0
    let distribution = StudentDistribution(degreesOfFreedom: count - 1)
    let reach = distribution.quantile(ofCentralShare: level) * error
    interval = Interval(
      estimate: mean, lower: mean - reach, upper: mean + reach, level: level, standardError: error)
    degreesOfFreedom = differences.count - 1
    t = error > 0 ? mean / error : nil
    pValue = t.map(distribution.twoSidedTail) ?? (mean == 0 ? 1 : 0)
  }

  /// The chances that either model is better, for a figure of which higher values are.
  ///
  /// - Parameter equivalence: differences this small, at least 0, count as none.
  public func preference(equivalence: Double = 0, higherIsBetter: Bool = true) -> PairwisePreference
  {
    precondition(equivalence >= 0, "A region of equivalence is not negative.")
    let mean = interval.estimate
    let higher: Double
    let lower: Double
    if interval.standardError > 0 {
      let distribution = StudentDistribution(degreesOfFreedom: Double(degreesOfFreedom))
      higher = distribution.share(below: (mean - equivalence) / interval.standardError)
      lower = distribution.share(below: (-mean - equivalence) / interval.standardError)
    } else {
      higher = mean > equivalence ? 1 : 0
      lower = mean < -equivalence ? 1 : 0
    }
    return PairwisePreference(
      difference: interval, firstBetter: higherIsBetter ? higher : lower,
      secondBetter: higherIsBetter ? lower : higher)
  }
}

extension ModelComparison {
  /// The matrix of P(A beats B) over repeated folds.
  ///
  /// Folds where the figure is undefined for either model of a pair are left out of that pair.
  ///
  /// - Parameters:
  ///   - kind: a figure of which higher or lower values are better; others leave all pairs undefined,
  ///     except that nearness is compared by the distance from the best value.
  ///   - valuesByModel: `[model][fold]`, `nil` where undefined.
  ///   - testToTrain: the rows of the test part over those of the training part.
  ///   - equivalence: differences this small, at least 0, count as none.
  public init(
    _ kind: MetricKind, valuesByModel: [[Double?]], testToTrain: Double, equivalence: Double = 0,
    level: Double = 0.95
  ) {
    self.init(kind: kind, modelCount: valuesByModel.count, equivalence: equivalence) {
      one, two -> PairwisePreference? in
      precondition(
        valuesByModel[one].count == valuesByModel[two].count, "All models have the same folds.")
      let pairs = zip(valuesByModel[one], valuesByModel[two]).compactMap { first, second in
        first.flatMap { first in second.map { (first, $0) } }
      }
      switch kind.direction {
      case .neutral: return nil
      case .higher, .lower:
        return CorrectedResampledTest(
          differences: pairs.map { $0.0 - $0.1 }, testToTrain: testToTrain, level: level)?
          .preference(equivalence: equivalence, higherIsBetter: kind.direction == .higher)
      case .nearest(let best):
        return CorrectedResampledTest(
          differences: pairs.map { abs($0.0 - best) - abs($0.1 - best) }, testToTrain: testToTrain,
          level: level)?
          .preference(equivalence: equivalence, higherIsBetter: false)
      }
    }
  }
}
