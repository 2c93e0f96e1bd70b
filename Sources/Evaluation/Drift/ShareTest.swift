import Foundation

/// Exact chances of counts where two samples come from one source.
public enum ShareTest {
  /// Fisher's exact test of two shares: twice the smaller tail of the hypergeometric distribution, at
  /// most 1. 1 where either sample is empty.
  ///
  /// - Precondition: each count is from 0 to its total.
  public static func pValue(
    _ first: Int, of firstTotal: Int, and second: Int, of secondTotal: Int
  ) -> Double {
    precondition(
      first >= 0 && first <= firstTotal && second >= 0 && second <= secondTotal,
      "A part is at most the whole.")
    guard firstTotal > 0, secondTotal > 0 else { return 1 }
    let hits = first + second
    let all = firstTotal + secondTotal
    let lowest = max(0, hits - secondTotal)
    let highest = min(hits, firstTotal)
    guard lowest < highest else { return 1 }
    let start = exp(
      choose(firstTotal, first) + choose(secondTotal, second) - choose(all, hits))
    // From one count to the next the chance changes by a factor, which only falls away from the mode.
    func factor(_ count: Int) -> Double {
      Double(firstTotal - count) * Double(hits - count)
        / (Double(count + 1) * Double(secondTotal - hits + count + 1))
    }
    var upper = start
    var term = start
    var count = first
    while count < highest, term > upper * 1e-17 || factor(count) > 1 {
      term *= factor(count)
      upper += term
      count += 1
    }
    var lower = start
    term = start
    count = first
    while count > lowest, term > lower * 1e-17 || factor(count - 1) < 1 {
      term /= factor(count - 1)
      lower += term
      count -= 1
    }
    return min(1, 2 * min(upper, lower))
  }

  /// The chance that at least so many of the new values lie beyond the highest of the reference where
  /// both come from one source: that the top of both together is all new. Ties make it smaller.
  ///
  /// - Precondition: `count` is from 0 to `total`, and the reference has a value.
  public static func pValueBeyond(_ count: Int, of total: Int, reference: Int) -> Double {
    precondition(count >= 0 && count <= total && reference > 0, "A part is at most the whole.")
    var chance = 1.0
    for index in 0..<count {
      chance *= Double(total - index) / Double(total - index + reference)
      if chance < 1e-300 { return 0 }
    }
    return chance
  }

  /// p-values of several tests, raised so that the chance of any at or below a level is at most the level
  /// where nothing has changed, in whatever way the tests depend on each other. Holm, A simple
  /// sequentially rejective multiple test procedure, Scand. J. Stat. 6 (1979).
  public static func adjusted(_ pValues: [Double]) -> [Double] {
    let order = pValues.indices.sorted { (pValues[$0], $0) < (pValues[$1], $1) }
    var result = pValues
    var highest = 0.0
    for (rank, index) in order.enumerated() {
      highest = max(highest, min(1, pValues[index] * Double(pValues.count - rank)))
      result[index] = highest
    }
    return result
  }

  /// The logarithm of the number of ways to choose.
  private static func choose(_ total: Int, _ count: Int) -> Double {
    lgamma(Double(total) + 1) - lgamma(Double(count) + 1) - lgamma(Double(total - count) + 1)
  }
}
