/// Recall across, precision up.
public struct PrecisionRecallCurve: ThresholdCurve, Equatable {
  /// One point a distinct score. No point is made up at recall 0, where precision is undefined; a
  /// straight line between two points promises more than any threshold gives, so draw it as steps.
  public private(set) var points: [CurvePoint]
  /// The precision of choosing at random, 0…1: the line to stay above.
  public let prevalence: Double

  /// Makes the curve; `nil` without positives.
  public init?(_ blocks: ScoreBlocks) {
    guard blocks.totalPositives > 0, let prevalence = blocks.prevalence else { return nil }
    self.prevalence = prevalence
    points = []
    points.reserveCapacity(blocks.count)
    for index in 0..<blocks.count {
      let hits = blocks.cumulativePositives[index]
      let contacts = hits + blocks.cumulativeNegatives[index]
      guard contacts > 0 else { continue }
      points.append(
        CurvePoint(
          x: hits / blocks.totalPositives, y: hits / contacts, threshold: blocks.scores[index]))
    }
  }

  /// The curve with at most `count` points.
  public func thinned(to count: Int) -> PrecisionRecallCurve {
    var copy = self
    copy.points = points.thinned(to: count)
    return copy
  }
}
