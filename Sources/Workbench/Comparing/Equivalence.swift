public import Evaluation

/// How small a difference must be to be none worth a word: the region of practical equivalence.
///
/// Nobody acts on a ROC-AUC that is half a point better, and test rows of a usual size can't tell it
/// from none, so the standard is .005 for figures of which more is better (ROC-AUC, average precision,
/// F1, MAP@7). Log-loss and Brier score move less between models; theirs is a fifth of it.
public struct Equivalence: Sendable, Hashable {
  /// The region for figures of which more is better, 0…1.
  public let score: Double

  /// Half a point of ROC-AUC.
  public static let standard = Equivalence(score: 0.005)

  /// Makes a region.
  ///
  /// - Precondition: it is from 0 to 1.
  public init(score: Double) {
    precondition((0...1).contains(score), "A region of equivalence lies between 0 and 1.")
    self.score = score
  }

  /// The region of a figure, in its units.
  public subscript(metric: MetricKind) -> Double {
    metric.direction == .higher ? score : score / 5
  }
}
