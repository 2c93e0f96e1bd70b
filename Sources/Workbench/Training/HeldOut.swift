import Evaluation
import Tabular

/// The rows that judge. Their outcomes can't be read: all that opens them is the measurement of scores
/// that are there already.
///
/// What is fitted works on ``Tabular/Dataset/hidingOutcomes(of:)``, which does not have them either.
struct HeldOut: Sendable {
  /// The rows of the table, ascending.
  let rows: [Int]
  /// Their lists; `nil` without a group.
  let groups: RankingGroups?
  /// How many of them are positive, as the heading of a table says.
  let positiveCount: Int
  private let labels: [UInt8]

  /// Takes the outcomes of some rows.
  init(_ dataset: Dataset, rows: [Int]) {
    self.rows = rows
    groups = Preparation.rankingGroups(of: dataset, rows: rows)
    labels = rows.map { dataset.labels[$0] }
    positiveCount = labels.reduce(0) { $0 + ($1 == 1 ? 1 : 0) }
  }

  /// Scores held against the outcomes.
  ///
  /// - Throws: `EvaluationError` for a score that is no number.
  func measured(_ scores: [Double]) throws -> ScoredRows {
    try ScoredRows(scores: scores, labels: labels)
  }
}
