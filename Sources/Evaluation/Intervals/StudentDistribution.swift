import Foundation

/// Student's t distribution.
struct StudentDistribution {
  /// The degrees of freedom, above 0.
  let degreesOfFreedom: Double

  init(degreesOfFreedom: Double) {
    precondition(degreesOfFreedom > 0, "There is some freedom.")
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// The chance of a value further from 0 than `t`, on either side.
  func twoSidedTail(_ t: Double) -> Double {
    guard t.isFinite else { return t.isNaN ? .nan : 0 }
    let share = degreesOfFreedom / (degreesOfFreedom + t * t)
    return Self.incompleteBeta(share, degreesOfFreedom / 2, 0.5)
  }

  /// The chance of a value below `t`.
  func share(below t: Double) -> Double {
    let tail = twoSidedTail(t) / 2
    return t < 0 ? tail : 1 - tail
  }

  /// The `t` with the given chance, in 0…1 exclusive, of lying within −t…t.
  func quantile(ofCentralShare level: Double) -> Double {
    precondition(level > 0 && level < 1, "A level lies between 0 and 1.")
    var low = 0.0
    var high = 1.0
    while twoSidedTail(high) > 1 - level, high < 1e300 { high *= 2 }
    for _ in 0..<120 {
      let middle = (low + high) / 2
      if twoSidedTail(middle) > 1 - level { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }

  /// The regularised incomplete beta function, by its continued fraction evaluated from the front.
  ///
  /// Source: Abramowitz and Stegun 1964, 26.5.8; Lentz 1976, doi:10.1364/AO.15.000668.
  static func incompleteBeta(_ x: Double, _ a: Double, _ b: Double) -> Double {
    if x <= 0 { return 0 }
    if x >= 1 { return 1 }
    // Beyond this point the fraction of the mirrored function converges faster.
    if x > (a + 1) / (a + b + 2) { return 1 - incompleteBeta(1 - x, b, a) }
    let logFront =
      lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x) - log(a)
    let tiny = 1e-300
    var numerator = 1.0
    var denominator = 1 / guarded(1 - (a + b) * x / (a + 1), tiny)
    var value = denominator
    for step in 1...500 {
      let m = Double(step)
      let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
      denominator = 1 / guarded(1 + even * denominator, tiny)
      numerator = guarded(1 + even / numerator, tiny)
      value *= denominator * numerator
      let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      denominator = 1 / guarded(1 + odd * denominator, tiny)
      numerator = guarded(1 + odd / numerator, tiny)
      let factor = denominator * numerator
      value *= factor
      if abs(factor - 1) < 1e-16 { break }
    }
    return exp(logFront) * value
  }

  private static func guarded(_ value: Double, _ tiny: Double) -> Double {
    abs(value) < tiny ? tiny : value
  }
}
