import Evaluation

/// The area under the ROC curve, for this module's own summaries.
enum RankAUC {
  /// The chance that a positive row scores above a negative one, ties counting half; `nil` for one
  /// class, and where a score is NaN.
  static func rocAUC(scores: [Double], labels: [UInt8]) -> Double? {
    try? ScoredRows(scores: scores, labels: labels).blocks.rocAUC
  }
}
