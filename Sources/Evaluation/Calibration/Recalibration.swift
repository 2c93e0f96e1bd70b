import Foundation

/// The logistic recalibration of a model: logit P(y = 1) = intercept + slope · logit p.
///
/// A slope of 1 and an intercept of 0 need no correction. A slope below 1 says that the model is too
/// sure of itself (the usual sign of overfitting); an intercept below 0 that it promises too much.
/// Source: Cox 1958, doi:10.1093/biomet/45.3-4.562.
public struct Recalibration: Sendable, Hashable, Codable {
  /// How much the log-odds have to be stretched.
  public let slope: Double
  /// How much the log-odds have to be raised, after stretching.
  public let intercept: Double

  /// Fits slope and intercept by Newton's method; probabilities are clipped to 1e−15 … 1 − 1e−15.
  ///
  /// `nil` where there is no best fit: one class, one distinct score, a score outside 0…1, or a
  /// threshold that separates the classes without error.
  public init?(_ blocks: ScoreBlocks) {
    guard blocks.hasBothClasses, blocks.areProbabilities else { return nil }
    guard Recalibration.classesOverlap(blocks) else { return nil }
    let logits = blocks.scores.map { score in
      let probability = ScoreBlocks.clipped(score)
      return log(probability / (1 - probability))
    }
    var intercept = 0.0
    var slope = 1.0
    var here = Derivatives(blocks, logits: logits, intercept: intercept, slope: slope)
    var converged = false
    for _ in 0..<100 {
      guard let step = here.newtonStep else { return nil }
      let rise = here.along(step)
      var scale = 1.0
      var next = here
      // The log-likelihood is concave: a step whose far end falls more steeply than the near end rises
      // has gone past the top, and is halved.
      repeat {
        next = Derivatives(
          blocks, logits: logits, intercept: intercept + scale * step.intercept,
          slope: slope + scale * step.slope)
        if next.along(step) >= -rise { break }
        scale /= 2
      } while scale > 1e-6
      intercept += scale * step.intercept
      slope += scale * step.slope
      here = next
      // Near the top the error is squared at each step, so one this small leaves none that shows.
      if abs(step.intercept) < 1e-7 * (1 + abs(intercept)),
        abs(step.slope) < 1e-7 * (1 + abs(slope))
      {
        converged = true
        break
      }
    }
    guard converged, slope.isFinite, intercept.isFinite else { return nil }
    self.slope = slope
    self.intercept = intercept
  }

  /// Whether the classes share a stretch of scores, without which the likelihood has no top.
  private static func classesOverlap(_ blocks: ScoreBlocks) -> Bool {
    let positives = blocks.positives
    let negatives = blocks.negatives
    guard
      let highestPositive = positives.firstIndex(where: { $0 > 0 }),
      let lowestPositive = positives.lastIndex(where: { $0 > 0 }),
      let highestNegative = negatives.firstIndex(where: { $0 > 0 }),
      let lowestNegative = negatives.lastIndex(where: { $0 > 0 })
    else { return false }
    // Indices run from high scores to low.
    return highestNegative < lowestPositive && highestPositive < lowestNegative
  }

  /// Gradient and curvature of the log-likelihood at one point.
  private struct Derivatives {
    var byIntercept = 0.0
    var bySlope = 0.0
    var curvatureIntercept = 0.0
    var curvatureMixed = 0.0
    var curvatureSlope = 0.0

    init(_ blocks: ScoreBlocks, logits: [Double], intercept: Double, slope: Double) {
      for index in logits.indices {
        let logit = logits[index]
        let weight = blocks.positives[index] + blocks.negatives[index]
        let probability = 1 / (1 + exp(-(intercept + slope * logit)))
        let residual = blocks.positives[index] - weight * probability
        let curvature = weight * probability * (1 - probability)
        byIntercept += residual
        bySlope += residual * logit
        curvatureIntercept += curvature
        curvatureMixed += curvature * logit
        curvatureSlope += curvature * logit * logit
      }
    }

    var newtonStep: (intercept: Double, slope: Double)? {
      let determinant = curvatureIntercept * curvatureSlope - curvatureMixed * curvatureMixed
      guard determinant > 1e-14 * curvatureIntercept * curvatureSlope else { return nil }
      return (
        (curvatureSlope * byIntercept - curvatureMixed * bySlope) / determinant,
        (curvatureIntercept * bySlope - curvatureMixed * byIntercept) / determinant
      )
    }

    func along(_ step: (intercept: Double, slope: Double)) -> Double {
      byIntercept * step.intercept + bySlope * step.slope
    }
  }
}
