/// Where the values of a node's leaves must lie, so that predictions keep their direction along the
/// columns split above it.
struct ValueLimits: Sendable, Equatable {
  var lowest = -Double.infinity
  var highest = Double.infinity

  /// Anywhere.
  static let none = ValueLimits()

  @inline(__always)
  func clamped(_ value: Double) -> Double { min(max(value, lowest), highest) }
}

/// Gains and values under limits. A side's leaf is held to the limits and earns less by it, and a
/// split whose sides would go the wrong way earns nothing. Children of a split along a bound column
/// are held apart by the middle of their values.
extension SplitRules {
  /// The value of a leaf.
  @inline(__always)
  func value(of sum: GradientPair, within limits: ValueLimits) -> Double {
    value(real(sum), lambda, within: limits)
  }

  @inline(__always)
  private func value(
    _ sum: SIMD2<Double>, _ lambda: Double, within limits: ValueLimits
  ) -> Double {
    limits.clamped(sum.y + lambda > 0 ? -sum.x / (sum.y + lambda) : 0)
  }

  /// Twice the fall in loss by a leaf.
  @inline(__always)
  func score(_ sum: SIMD2<Double>, _ lambda: Double, within limits: ValueLimits) -> Double {
    score(sum, lambda, value: value(sum, lambda, within: limits))
  }

  @inline(__always)
  private func score(_ sum: SIMD2<Double>, _ lambda: Double, value: Double) -> Double {
    -(2 * sum.x + (sum.y + lambda) * value) * value
  }

  /// The gain of a split; below 0 when its sides go against the direction.
  @inline(__always)
  func gain(
    _ left: SIMD2<Double>, _ right: SIMD2<Double>, _ lambda: Double, direction: Double,
    within limits: ValueLimits, less parent: Double
  ) -> Double {
    let a = value(left, lambda, within: limits)
    let b = value(right, lambda, within: limits)
    if direction * (b - a) < 0 { return -1 }
    return score(left, lambda, value: a) + score(right, lambda, value: b) - parent
  }

  /// Whether the values of both sides go along the direction.
  @inline(__always)
  func isAllowed(
    _ left: SIMD2<Double>, _ right: SIMD2<Double>, direction: Double, within limits: ValueLimits
  ) -> Bool {
    direction == 0
      || direction
        * (value(right, lambda, within: limits) - value(left, lambda, within: limits)) >= 0
  }

  /// The limits of both children of a split.
  func limits(
    below split: BinSplit, sum: GradientPair, within limits: ValueLimits
  ) -> (left: ValueLimits, right: ValueLimits) {
    guard !directions.isEmpty, directions[split.column] != 0 else { return (limits, limits) }
    let middle =
      (value(of: split.leftSum, within: limits)
        + value(of: sum &- split.leftSum, within: limits)) / 2
    var (left, right) = (limits, limits)
    if directions[split.column] > 0 {
      (left.highest, right.lowest) = (middle, middle)
    } else {
      (left.lowest, right.highest) = (middle, middle)
    }
    return (left, right)
  }
}
