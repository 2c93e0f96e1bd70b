import Foundation

/// Whether two samples come from one distribution: the widest gap between their distribution functions.
public struct KolmogorovSmirnovTest: Sendable, Hashable {
  /// sup |F₁ − F₂| at the distinct values, 0…1.
  public let statistic: Double
  /// The asymptotic two-sided p, from Kolmogorov's limit at √(nm/(n + m)) · statistic.
  public let pValue: Double
  /// The values of the reference that are not missing.
  public let referenceCount: Int
  /// The values of the other sample that are not missing.
  public let currentCount: Int

  /// Compares two samples; NaN is missing and left out. `nil` when either has no value. O(n log n).
  public init?(reference: [Double], current: [Double]) {
    let first = reference.filter { !$0.isNaN }.sorted()
    let second = current.filter { !$0.isNaN }.sorted()
    guard !first.isEmpty, !second.isEmpty else { return nil }
    var one = 0
    var two = 0
    var widest = 0.0
    while one < first.count, two < second.count {
      // Both samples step past all that equals the next value: gaps inside a tie aren't real.
      let value = min(first[one], second[two])
      while one < first.count, first[one] <= value { one += 1 }
      while two < second.count, second[two] <= value { two += 1 }
      let gap = Double(one) / Double(first.count) - Double(two) / Double(second.count)
      widest = max(widest, abs(gap))
    }
    statistic = widest
    referenceCount = first.count
    currentCount = second.count
    let size = Double(first.count) * (Double(second.count) / Double(first.count + second.count))
    pValue = KolmogorovSmirnovTest.kolmogorovTail(size.squareRoot() * widest)
  }

  /// Compares counts in the same bins, in ascending order of their values: the widest gap at the bins'
  /// edges, which is at most that of the values themselves. `nil` when either side has no value.
  ///
  /// - Precondition: both sides have the same number of bins.
  public init?(referenceCounts: [Int], currentCounts: [Int]) {
    precondition(referenceCounts.count == currentCounts.count, "Both sides have the same bins.")
    let first = referenceCounts.reduce(0, +)
    let second = currentCounts.reduce(0, +)
    guard first > 0, second > 0 else { return nil }
    var one = 0
    var two = 0
    var widest = 0.0
    for bin in referenceCounts.indices {
      one += referenceCounts[bin]
      two += currentCounts[bin]
      widest = max(widest, abs(Double(one) / Double(first) - Double(two) / Double(second)))
    }
    statistic = widest
    referenceCount = first
    currentCount = second
    let size = Double(first) * (Double(second) / Double(first + second))
    pValue = KolmogorovSmirnovTest.kolmogorovTail(size.squareRoot() * widest)
  }

  /// P(K > x) of Kolmogorov's distribution; two series, each where it needs few terms.
  static func kolmogorovTail(_ x: Double) -> Double {
    guard x > 0 else { return 1 }
    if x < 1 {
      var sum = 0.0
      for term in 0..<20 {
        let odd = Double(2 * term + 1)
        sum += exp(-odd * odd * Double.pi * Double.pi / (8 * x * x))
      }
      return min(1, max(0, 1 - (2 * Double.pi).squareRoot() / x * sum))
    }
    var sum = 0.0
    for term in 1...20 {
      let step = Double(term)
      sum += (term % 2 == 1 ? 1 : -1) * exp(-2 * step * step * x * x)
    }
    return min(1, max(0, 2 * sum))
  }
}
