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
    // A sound model needs no correction, so that is the quick start. Where probabilities are so sure
    // that the likelihood is flat there, the start is a model that knows only the prevalence.
    let prevalence = blocks.totalPositives / blocks.totalWeight
    let found =
      Recalibration.top(blocks, logits: logits, intercept: 0, slope: 1)
      ?? Recalibration.top(
        blocks, logits: logits, intercept: log(prevalence / (1 - prevalence)), slope: 0)
    guard let found, found.intercept.isFinite, found.slope.isFinite else { return nil }
    (intercept, slope) = found
  }

  /// Climbs to the top of the log-likelihood; `nil` when it isn't reached.
  private static func top(
    _ blocks: ScoreBlocks, logits: [Double], intercept start: Double, slope startSlope: Double
  ) -> (intercept: Double, slope: Double)? {
    var intercept = start
    var slope = startSlope
    var here = Derivatives(blocks, logits: logits, intercept: intercept, slope: slope)
    for _ in 0..<50 {
      guard let step = here.newtonStep else { return nil }
      let rise = here.along(step)
      var scale = 1.0
      var next = here
      // The log-likelihood is concave: a step whose far end falls more steeply than the near end rises
      // has gone past the top, and is halved.
      while true {
        next = Derivatives(
          blocks, logits: logits, intercept: intercept + scale * step.intercept,
          slope: slope + scale * step.slope)
        // At the top both ends are rounding, which says nothing about the step.
        if next.along(step) >= -rise - 1e-12 * blocks.totalWeight { break }
        scale /= 2
        if scale < 1e-6 { return nil }
      }
      intercept += scale * step.intercept
      slope += scale * step.slope
      here = next
      // Near the top the error is squared at each step, so one this small leaves none that shows.
      let isSmall =
        abs(step.intercept) < 1e-7 * (1 + abs(intercept))
        && abs(step.slope) < 1e-7 * (1 + abs(slope))
      if isSmall, scale == 1 { return (intercept, slope) }
    }
    return nil
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
