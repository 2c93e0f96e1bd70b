import Modelling

/// What a search came to.
public struct SearchResult: Sendable {
  /// The data it searched on.
  public let data: OpenedData
  /// The trials and their figures on the folds.
  public let folds: SearchedFolds
  /// The sizes of the folds.
  public let summaries: [SplitSummary]
  /// Why it ended.
  public let ending: SearchEnding
  /// Seconds until it ended, without the test.
  public let seconds: Double
  /// How many rows were set apart for the test.
  public let testRowCount: Int
  /// The best and the standard settings on the test rows; `nil` when that was cancelled.
  public let verdict: SearchVerdict?
}
