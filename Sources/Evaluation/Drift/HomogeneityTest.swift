import Foundation

/// Whether two samples fall into the same bins equally often: Pearson's χ² of two rows of counts.
///
/// Bins in which either sample expects fewer than five rows are counted as one, since χ² promises too
/// much for them; where that one still expects fewer, it joins the largest bin.
public struct HomogeneityTest: Sendable, Hashable {
  /// Σ (observed − expected)² / expected over both samples and all bins.
  public let statistic: Double
  /// Bins after the small ones were put together, less one.
  public let degreesOfFreedom: Int
  /// The chance of a statistic this large where nothing has changed; 1 with a single bin.
  public let pValue: Double

  /// Compares counts in the same bins; `nil` when either side has no rows.
  ///
  /// - Precondition: both sides have the same number of bins and no count is negative.
  public init?(referenceCounts: [Int], currentCounts: [Int]) {
    precondition(referenceCounts.count == currentCounts.count, "Both sides have the same bins.")
    let first = Double(referenceCounts.reduce(0, +))
    let second = Double(currentCounts.reduce(0, +))
    guard first > 0, second > 0 else { return nil }
    let smaller = min(first, second) / (first + second)
    var bins: [(Double, Double)] = []
    var rare = (0.0, 0.0)
    for (reference, current) in zip(referenceCounts, currentCounts) {
      let pair = (Double(reference), Double(current))
      if (pair.0 + pair.1) * smaller < 5 {
        rare = (rare.0 + pair.0, rare.1 + pair.1)
      } else {
        bins.append(pair)
      }
    }
    if rare.0 + rare.1 > 0 {
      let largest = bins.indices.max { bins[$0].0 + bins[$0].1 < bins[$1].0 + bins[$1].1 }
      if (rare.0 + rare.1) * smaller < 5, let largest {
        bins[largest] = (bins[largest].0 + rare.0, bins[largest].1 + rare.1)
      } else {
        bins.append(rare)
      }
    }
    var sum = 0.0
    for (reference, current) in bins {
      let all = reference + current
      let expected = (all * first / (first + second), all * second / (first + second))
      sum += (reference - expected.0) * (reference - expected.0) / expected.0
      sum += (current - expected.1) * (current - expected.1) / expected.1
    }
    statistic = sum
    degreesOfFreedom = bins.count - 1
    pValue = HomogeneityTest.tail(sum, degreesOfFreedom: bins.count - 1)
  }

  /// The chance that χ² with so many degrees of freedom exceeds a value: the regularised upper incomplete
  /// gamma function, by its series below the mean and by its continued fraction above.
  static func tail(_ value: Double, degreesOfFreedom: Int) -> Double {
    guard degreesOfFreedom > 0, value > 0 else { return 1 }
    let shape = Double(degreesOfFreedom) / 2
    let x = value / 2
    let scale = exp(-x + shape * log(x) - lgamma(shape))
    if x < shape + 1 {
      var term = 1 / shape
      var sum = term
      var step = shape
      while abs(term) > abs(sum) * 1e-16 {
        step += 1
        term *= x / step
        sum += term
      }
      return min(1, max(0, 1 - sum * scale))
    }
    // Lentz's method; no divisor can vanish on this side of the mean.
    var divisor = x + 1 - shape
    var ratio = 1e300
    var inverse = 1 / divisor
    var fraction = inverse
    for index in 1...10_000 {
      let factor = -Double(index) * (Double(index) - shape)
      divisor += 2
      inverse = 1 / (factor * inverse + divisor)
      ratio = divisor + factor / ratio
      let change = inverse * ratio
      fraction *= change
      if abs(change - 1) < 1e-15 { break }
    }
    return min(1, max(0, fraction * scale))
  }
}
