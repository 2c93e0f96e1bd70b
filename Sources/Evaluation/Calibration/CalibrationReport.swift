/// How well probabilities keep their promise on some rows: both reliability curves, the gap of the
/// means, and the logistic recalibration.
public struct CalibrationReport: Sendable, Equatable {
  /// Ten bins of equal width; `nil` where a score is no probability.
  public let equalWidth: CalibrationCurve?
  /// Fifteen bins of about equally many rows.
  public let equalMass: CalibrationCurve?
  /// Mean probability less the share of positives; above 0 too much is promised.
  public let gap: Double?
  /// Slope and intercept that the log-odds need; 1 and 0 for a sound model; `nil` where there is no
  /// best fit.
  public let recalibration: Recalibration?

  /// Measures the rows. O(n).
  public init(_ blocks: ScoreBlocks) {
    equalWidth = CalibrationCurve(blocks, binning: .equalWidth(10))
    equalMass = CalibrationCurve(blocks, binning: .equalMass(15))
    gap = blocks.calibrationGap
    recalibration = Recalibration(blocks)
  }
}
