/// How scores are turned into probabilities that keep their promise.
public enum CalibrationMethod: String, Sendable, Codable, CaseIterable {
  /// Scores are taken as they are.
  case none
  /// A logistic curve of two numbers: for few held-out rows.
  case platt
  /// The best non-decreasing curve: for many.
  case isotonic
}

/// A fitted curve from scores to probabilities, carried in the model: higher scores never get lower
/// probabilities, so no order is reversed, though isotonic curves tie what they pool.
///
/// It is fitted to the scores of held-out rows and applied to scores of the same kind: margins to
/// margins, probabilities to probabilities.
public enum Calibration: Sendable, Hashable, Codable {
  /// A logistic curve.
  case platt(PlattScaling)
  /// A curve of steps and lines.
  case isotonic(IsotonicCalibration)

  /// Fits to held-out rows; `nil` for the method `none`.
  ///
  /// An isotonic curve stays 1/(n + 2) away from 0 and 1 for n rows: that none of them was positive is
  /// no proof that the next will not be, and a promise of exactly 0 costs any log-loss there is.
  ///
  /// - Parameters:
  ///   - scores: finite: log-odds, probabilities, or the margins of a ranker.
  ///   - labels: 0 or 1, one a row.
  ///   - weights: above 0, one a row; all 1 when `nil`.
  /// - Throws: ``ModellingError`` with `unusableData` for a score that is not finite, or one class.
  public init?(
    _ method: CalibrationMethod, scores: [Double], labels: [UInt8], weights: [Float]? = nil
  ) throws {
    switch method {
    case .none: return nil
    case .platt:
      self = .platt(try PlattScaling(scores: scores, labels: labels, weights: weights))
    case .isotonic:
      let clipping = 1 / Double(scores.count + 2)
      self = .isotonic(
        try IsotonicCalibration(
          scores: scores, labels: labels, weights: weights, clipping: clipping))
    }
  }

  /// The method that gave it.
  public var method: CalibrationMethod {
    switch self {
    case .platt: .platt
    case .isotonic: .isotonic
    }
  }

  /// The probability of a score, 0…1; NaN of NaN.
  public func probability(of score: Double) -> Double {
    switch self {
    case .platt(let scaling): scaling.probability(of: score)
    case .isotonic(let curve): curve.probability(of: score)
    }
  }

  /// The probability of each score, in the same order.
  public func apply(to scores: [Double]) -> [Double] {
    switch self {
    case .platt(let scaling): scores.map(scaling.probability)
    case .isotonic(let curve): scores.map(curve.probability)
    }
  }
}
