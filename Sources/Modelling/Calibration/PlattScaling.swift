import Foundation

/// Probabilities from scores by a logistic curve: p = 1/(1 + e^−(slope · score + intercept)).
///
/// Two numbers can't overfit, so it suits few held-out rows. Give it log-odds or a ranker's margins: on
/// probabilities themselves a logistic curve rarely fits. Source: Platt 1999, with his targets
/// (N₊ + 1)/(N₊ + 2) and 1/(N₋ + 2) in place of 1 and 0, which keep separated classes from
/// driving the slope to infinity.
public struct PlattScaling: Sendable, Hashable, Codable {
  /// How much the log-odds rise with the score; not negative, so that no order is reversed.
  public let slope: Double
  /// The log-odds at score 0.
  public let intercept: Double

  /// Makes a scaling of a slope that is not negative and an intercept, both finite.
  public init(slope: Double, intercept: Double) {
    precondition(slope >= 0 && slope.isFinite && intercept.isFinite, "A scaling rises, or is flat.")
    self.slope = slope
    self.intercept = intercept
  }

  /// Fits to held-out rows: rows that the scorer was not fitted to.
  ///
  /// Where higher scores go with fewer positives, or all scores are equal, the curve is flat. O(n) a
  /// step of Newton's method.
  ///
  /// - Parameters:
  ///   - scores: finite, of any scale.
  ///   - labels: 0 or 1, one a row.
  ///   - weights: above 0, one a row; all 1 when `nil`.
  /// - Throws: ``ModellingError`` with `unusableData` for a score that is not finite, or one class.
  public init(scores: [Double], labels: [UInt8], weights: [Float]? = nil) throws {
    let rows = try CalibrationRows(scores: scores, labels: labels, weights: weights)
    let targets = (
      positive: (rows.positiveWeight + 1) / (rows.positiveWeight + 2),
      negative: 1 / (rows.negativeWeight + 2)
    )
    let blocks = rows.blocks
    let total = rows.positiveWeight + rows.negativeWeight
    let mean = blocks.reduce(0) { $0 + $1.weight * $1.score } / total
    let squares = blocks.reduce(0) { $0 + $1.weight * ($1.score - mean) * ($1.score - mean) }
    let scale = (squares / total).squareRoot()
    let hits = rows.positiveWeight * targets.positive + rows.negativeWeight * targets.negative
    let flat = log(hits / (total - hits))
    guard scale > 0, scale.isFinite else {
      self.init(slope: 0, intercept: flat)
      return
    }
    // Scores of mean 0 and spread 1 make the two directions of the climb alike.
    let points = blocks.map { block in
      LogisticPoint(
        x: (block.score - mean) / scale, weight: block.weight,
        hits: block.positives * targets.positive + block.negatives * targets.negative)
    }
    let line = LogisticPoint.bestLine(through: points, startingAt: flat)
    let slope = line.slope / scale
    let intercept = line.intercept - slope * mean
    guard slope > 0, slope.isFinite, intercept.isFinite else {
      self.init(slope: 0, intercept: flat)
      return
    }
    self.init(slope: slope, intercept: intercept)
  }

  /// The probability of a score, 0…1; NaN of NaN.
  public func probability(of score: Double) -> Double {
    // A flat curve is flat for infinite scores too.
    slope == 0 ? (score.isNaN ? .nan : logistic(intercept)) : logistic(slope * score + intercept)
  }
}

extension PlattScaling {
  /// Reads a scaling that was written by `encode(to:)`.
  ///
  /// - Throws: ``ModellingError`` with `invalidModel` for a slope below 0.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    slope = try container.decode(Double.self, forKey: .slope)
    intercept = try container.decode(Double.self, forKey: .intercept)
    guard slope >= 0, slope.isFinite, intercept.isFinite else {
      throw ModellingError.damagedCalibration("its slope is \(slope)")
    }
  }
}

/// Rows of one score in a logistic fit of one variable.
struct LogisticPoint {
  let x: Double
  let weight: Double
  /// The weighted sum of targets.
  let hits: Double

  /// The slope and intercept of the highest likelihood, by damped Newton steps.
  static func bestLine(
    through points: [LogisticPoint], startingAt start: Double
  ) -> (slope: Double, intercept: Double) {
    var slope = 0.0
    var intercept = start
    var loss = Self.loss(points, slope, intercept)
    for _ in 0..<100 {
      var gradient = (slope: 0.0, intercept: 0.0)
      var curvature = (slope: 0.0, mixed: 0.0, intercept: 1e-300)
      for point in points {
        let probability = logistic(slope * point.x + intercept)
        let residual = point.hits - point.weight * probability
        let spread = point.weight * probability * (1 - probability)
        gradient.slope += residual * point.x
        gradient.intercept += residual
        curvature.slope += spread * point.x * point.x
        curvature.mixed += spread * point.x
        curvature.intercept += spread
      }
      let determinant =
        curvature.slope * curvature.intercept - curvature.mixed * curvature.mixed
      guard determinant > 0 else { break }
      let step = (
        slope: (curvature.intercept * gradient.slope - curvature.mixed * gradient.intercept)
          / determinant,
        intercept: (curvature.slope * gradient.intercept - curvature.mixed * gradient.slope)
          / determinant
      )
      var scale = 1.0
      var next = loss
      // Near the top the loss is flat to the last bit, which says nothing against a step.
      let allowed = loss + 1e-13 * abs(loss)
      while scale > 1e-10 {
        next = Self.loss(points, slope + scale * step.slope, intercept + scale * step.intercept)
        if next <= allowed { break }
        scale /= 2
      }
      guard next <= allowed else { break }
      slope += scale * step.slope
      intercept += scale * step.intercept
      loss = next
      if abs(step.slope) < 1e-12 * (1 + abs(slope)),
        abs(step.intercept) < 1e-12 * (1 + abs(intercept))
      {
        break
      }
    }
    return (slope, intercept)
  }

  private static func loss(
    _ points: [LogisticPoint], _ slope: Double, _ intercept: Double
  ) -> Double {
    points.reduce(0) { sum, point in
      let logit = slope * point.x + intercept
      // ln(1 + e^z) without overflow, less the part of the targets.
      let growth = max(logit, 0) + log1p(exp(-abs(logit)))
      return sum + point.weight * growth - point.hits * logit
    }
  }
}
