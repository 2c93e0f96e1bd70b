/// Share of the rows contacted across, share of the positives reached up, from (0, 0) to (1, 1).
public struct GainsCurve: ThresholdCurve, Equatable {
  /// The points: (0, 0) at an infinite threshold, then one a distinct score. Inside a block of ties
  /// the straight line is what contacting some of it at random is expected to reach.
  public private(set) var points: [CurvePoint]
  /// The share of rows at which a perfect order has reached every positive.
  public let prevalence: Double

  /// Makes the curve; `nil` without positives.
  public init?(_ blocks: ScoreBlocks) {
    guard blocks.totalPositives > 0, let prevalence = blocks.prevalence else { return nil }
    self.prevalence = prevalence
    points = [CurvePoint(x: 0, y: 0, threshold: .infinity)]
    points.reserveCapacity(blocks.count + 1)
    for index in 0..<blocks.count {
      let hits = blocks.cumulativePositives[index]
      points.append(
        CurvePoint(
          x: (hits + blocks.cumulativeNegatives[index]) / blocks.totalWeight,
          y: hits / blocks.totalPositives, threshold: blocks.scores[index]))
    }
  }

  /// The same points as a lift curve: share contacted across, times better than chance up. The point
  /// at nobody is left out, for its lift is undefined.
  public var lift: [CurvePoint] {
    points.filter { $0.x > 0 }.map {
      CurvePoint(x: $0.x, y: $0.y / $0.x, threshold: $0.threshold)
    }
  }

  /// The curve with at most `count` points.
  public func thinned(to count: Int) -> GainsCurve {
    var copy = self
    copy.points = points.thinned(to: count)
    return copy
  }
}
