/// False positive rate across, true positive rate up, from (0, 0) to (1, 1).
public struct ROCCurve: ThresholdCurve, Equatable {
  /// The points: (0, 0) at an infinite threshold, then one a distinct score. Between two points the
  /// curve is the straight line, which is what counting ties half means.
  public private(set) var points: [CurvePoint]

  /// Makes the curve; `nil` with one class.
  public init?(_ blocks: ScoreBlocks) {
    guard blocks.hasBothClasses else { return nil }
    points = [CurvePoint(x: 0, y: 0, threshold: .infinity)]
    points.reserveCapacity(blocks.count + 1)
    for index in 0..<blocks.count {
      points.append(
        CurvePoint(
          x: blocks.cumulativeNegatives[index] / blocks.totalNegatives,
          y: blocks.cumulativePositives[index] / blocks.totalPositives,
          threshold: blocks.scores[index]))
    }
  }

  /// The curve with at most `count` points.
  public func thinned(to count: Int) -> ROCCurve {
    var copy = self
    copy.points = points.thinned(to: count)
    return copy
  }
}
