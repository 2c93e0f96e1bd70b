import Tabular

/// Draws from the distributions that the sets are made of.
extension SeededGenerator {
  /// True with the given probability.
  mutating func chance(_ probability: Double) -> Bool { unit() < probability }

  /// A whole number in the range, each equally likely.
  mutating func whole(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(unit() * Double(range.count))
  }

  /// Normal with the given mean and standard deviation, by Marsaglia's polar method.
  mutating func normal(mean: Double = 0, deviation: Double = 1) -> Double {
    while true {
      let first = 2 * unit() - 1
      let second = 2 * unit() - 1
      let square = first * first + second * second
      if square > 0, square < 1 {
        let scale = (-2 * PortableMath.logarithm(square) / square).squareRoot()
        return mean + deviation * first * scale
      }
    }
  }

  /// e to a normal deviate: positive, skewed to the right; `median` is its median.
  mutating func logNormal(median: Double, deviation: Double) -> Double {
    median * PortableMath.exponential(normal(deviation: deviation))
  }

  /// How many failures come before a success of the given probability, at most `limit`.
  mutating func failures(beforeSuccess probability: Double, limit: Int) -> Int {
    var count = 0
    while count < limit, !chance(probability) { count += 1 }
    return count
  }

  /// One of the levels, by weight; the weights need not add up to 1.
  mutating func pick<Level>(_ weighted: [(Level, Double)]) -> Level {
    weighted[index(weighted.lazy.map(\.1))].0
  }

  /// An index, by weight.
  mutating func index(_ weights: some Collection<Double>) -> Int {
    var left = unit() * weights.reduce(0, +)
    for (index, weight) in weights.enumerated() {
      left -= weight
      if left < 0 { return index }
    }
    return weights.count - 1
  }

  /// Puts the elements in random order.
  mutating func shuffle<Element>(_ elements: inout [Element]) {
    for last in stride(from: elements.count - 1, to: 0, by: -1) {
      elements.swapAt(last, whole(0...last))
    }
  }
}
