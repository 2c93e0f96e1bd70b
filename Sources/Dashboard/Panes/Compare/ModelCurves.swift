import Evaluation
import TerminalKit
import Workbench

/// The curves of one model on the test rows, thinned for drawing: made once, drawn in every frame.
public struct ModelCurves: Sendable {
  /// False positive rate across, true positive rate up.
  let roc: Curve
  /// Recall across, precision up, as the steps that it is.
  let precisionRecall: Curve
  /// Share contacted across, share of the positives reached up.
  let gains: Curve
  /// How probabilities keep their promise.
  let calibration: CalibrationReport
  /// Of each class the share whose score falls into each hundredth.
  let positiveShares: [Double]
  let negativeShares: [Double]
  /// The share of positive test rows.
  let prevalence: Double
  /// What contacting from each threshold on comes to, on validation rows.
  let value: ValueCurve

  /// A curve over thresholds.
  struct Curve: Sendable {
    /// What is drawn.
    var points: [LineChart.Point]
    /// The same with the threshold of each point.
    var stations: [CurvePoint]

    /// The threshold of the last point that does not lie right of a place; held to 0…1.
    func threshold(at x: Double) -> Double? {
      let station = stations.last { $0.x <= x } ?? stations.first
      return station.map { min(1, max(0, $0.threshold)) }
    }
  }

  /// Four points a column make a curve exact on this many columns of dots.
  private static let pointCount = 4 * 220
  /// The bins of the histogram of scores.
  static let binCount = 100

  init(_ trained: TrainedModel) {
    let blocks = trained.ranked.blocks
    roc = ModelCurves.curve(ROCCurve(blocks))
    gains = ModelCurves.curve(GainsCurve(blocks))
    var steps = ModelCurves.curve(PrecisionRecallCurve(blocks))
    steps.points = ModelCurves.steps(steps.points)
    precisionRecall = steps
    calibration = CalibrationReport(blocks)
    let histogram = ScoreHistogram(blocks, binCount: ModelCurves.binCount)
    positiveShares = ModelCurves.shares(histogram?.positives ?? [])
    negativeShares = ModelCurves.shares(histogram?.negatives ?? [])
    prevalence = blocks.prevalence ?? 0
    value = ValueCurve(trained.validationBlocks)
  }

  /// The bin of the calibration that holds a score: the last that begins at or below it.
  func bin(holding score: Double, hasEqualWidth: Bool) -> CalibrationCurve.Bin? {
    let bins = (hasEqualWidth ? calibration.equalWidth : calibration.equalMass)?.bins ?? []
    return bins.last { $0.lowest <= score } ?? bins.first
  }

  /// Mean probability across, share of positives up, in bins of equal width or of about equally many
  /// rows.
  func reliability(hasEqualWidth: Bool) -> [LineChart.Point] {
    let curve = hasEqualWidth ? calibration.equalWidth : calibration.equalMass
    return (curve?.bins ?? []).map { LineChart.Point($0.meanProbability, $0.positiveShare) }
  }

  private static func curve(_ curve: (some ThresholdCurve)?) -> Curve {
    let stations = curve?.thinned(to: pointCount).points ?? []
    return Curve(points: stations.map { LineChart.Point($0.x, $0.y) }, stations: stations)
  }

  /// Each height reaches back to the recall before it, as average precision counts it.
  private static func steps(_ points: [LineChart.Point]) -> [LineChart.Point] {
    var result: [LineChart.Point] = []
    var before = 0.0
    for point in points {
      result += [LineChart.Point(before, point.y), point]
      before = point.x
    }
    return result
  }

  private static func shares(_ counts: [Double]) -> [Double] {
    let total = counts.reduce(0, +)
    return total > 0 ? counts.map { $0 / total } : counts
  }
}
