/// Outcomes against predictions at one threshold: rows actual, columns predicted.
///
/// The cells are weights, and so counts where rows have no weights. Every rate is about the positive
/// class, never averaged over classes, and `nil` where its denominator is 0.
public struct ConfusionMatrix: Sendable, Hashable, Codable {
  /// Actual positive, predicted positive.
  public let truePositives: Double
  /// Actual negative, predicted positive.
  public let falsePositives: Double
  /// Actual positive, predicted negative.
  public let falseNegatives: Double
  /// Actual negative, predicted negative.
  public let trueNegatives: Double

  /// Makes a matrix of its four cells, none of them negative.
  public init(
    truePositives: Double, falsePositives: Double, falseNegatives: Double, trueNegatives: Double
  ) {
    self.truePositives = truePositives
    self.falsePositives = falsePositives
    self.falseNegatives = falseNegatives
    self.trueNegatives = trueNegatives
  }

  /// The cells of two matrices summed, as of two folds.
  public static func + (left: ConfusionMatrix, right: ConfusionMatrix) -> ConfusionMatrix {
    ConfusionMatrix(
      truePositives: left.truePositives + right.truePositives,
      falsePositives: left.falsePositives + right.falsePositives,
      falseNegatives: left.falseNegatives + right.falseNegatives,
      trueNegatives: left.trueNegatives + right.trueNegatives)
  }

  /// All rows.
  public var total: Double { truePositives + falsePositives + falseNegatives + trueNegatives }
  /// The rows predicted positive: the customers contacted.
  public var contacts: Double { truePositives + falsePositives }
  /// The rows that are positive.
  public var positives: Double { truePositives + falseNegatives }

  /// 2TP / (2TP + FP + FN); with 2, 1 and 1 it is 0.6667. `nil` without positives or contacts.
  public var f1: Double? {
    ratio(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives)
  }
  /// TP / (TP + FP), the share of the predicted that are positive; `nil` when none is predicted.
  public var precision: Double? { ratio(truePositives, contacts) }
  /// TP / (TP + FN), the share of the positive that are predicted; `nil` without positives.
  public var recall: Double? { ratio(truePositives, positives) }
  /// TN / (TN + FP); `nil` without negatives.
  public var specificity: Double? { ratio(trueNegatives, trueNegatives + falsePositives) }
  /// FP / (FP + TN); `nil` without negatives.
  public var falsePositiveRate: Double? { ratio(falsePositives, trueNegatives + falsePositives) }
  /// TN / (TN + FN); `nil` when none is predicted negative.
  public var negativePredictiveValue: Double? {
    ratio(trueNegatives, trueNegatives + falseNegatives)
  }
  /// (TP + TN) / all; `nil` without rows.
  public var accuracy: Double? { ratio(truePositives + trueNegatives, total) }
  /// The mean of recall and specificity; `nil` unless both classes are there.
  public var balancedAccuracy: Double? {
    guard let recall, let specificity else { return nil }
    return (recall + specificity) / 2
  }
  /// The correlation of outcome and prediction, −1…1; `nil` when either is constant.
  public var matthewsCorrelation: Double? {
    // Roots are taken before the product, which would overflow for very large weights.
    let scale =
      contacts.squareRoot() * positives.squareRoot()
      * (trueNegatives + falsePositives).squareRoot()
      * (trueNegatives + falseNegatives).squareRoot()
    return ratio(truePositives * trueNegatives - falsePositives * falseNegatives, scale)
  }

  /// What acting on the predictions earns: `margin` a true positive, less `cost` a contact.
  public func profit(margin: Double, cost: Double) -> Double {
    margin * truePositives - cost * contacts
  }

  private func ratio(_ part: Double, _ whole: Double) -> Double? {
    whole > 0 ? part / whole : nil
  }
}
