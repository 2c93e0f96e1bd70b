/// The sorted values of the draws.
struct Percentiles {
  private let sorted: [Double]

  /// `nil` without values.
  init?(_ values: [Double]) {
    guard !values.isEmpty else { return nil }
    sorted = values.sorted()
  }

  /// The percentile interval around an estimate.
  func interval(_ estimate: Double, level: Double) -> Interval {
    let mean = sorted.reduce(0, +) / Double(sorted.count)
    let squares = sorted.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let tail = (1 - level) / 2
    return Interval(
      estimate: estimate, lower: Quantile.of(sorted, at: tail),
      upper: Quantile.of(sorted, at: 1 - tail), level: level,
      standardError: (squares / Double(max(1, sorted.count - 1))).squareRoot(),
      draws: sorted.count)
  }
}

/// Quantiles of sorted values.
enum Quantile {
  /// The quantile by linear interpolation between neighbours, as most statistics programs do by default.
  static func of(_ sorted: [Double], at share: Double) -> Double {
    of(sorted, position: share * Double(sorted.count - 1))
  }

  /// The value at a position between 0 and the last index, between neighbours where it isn't whole.
  static func of(_ sorted: [Double], position: Double) -> Double {
    let index = min(Int(position), sorted.count - 1)
    let low = sorted[index]
    let high = sorted[min(index + 1, sorted.count - 1)]
    let fraction = position - Double(index)
    // Equal neighbours and whole positions need no arithmetic, which infinities would not survive.
    return low == high || fraction == 0 ? low : low + (high - low) * fraction
  }
}
