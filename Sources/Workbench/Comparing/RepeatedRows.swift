import Evaluation
import Modelling
import Tabular

/// Test rows that agree with a training row in all features, and the figures on those that don't: what
/// a model knows by heart is no sign of what it has learnt.
public struct RepeatedRows: Sendable, Equatable {
  /// The share of the test rows whose features stand in a training row too, 0…1.
  public let testShare: Double
  /// The other test rows.
  public let newRows: Int
  /// One a model.
  public let models: [Entry]

  /// One model.
  public struct Entry: Sendable, Equatable {
    /// What it is called.
    public let name: String
    /// ROC-AUC on all test rows.
    public let area: Double?
    /// ROC-AUC on the test rows that no training row agrees with; `nil` where these have one class.
    public let areaOnNew: Double?
  }

  /// Compares the test rows of a comparison with its training rows.
  public init(_ comparison: Comparison) {
    self.init(
      comparison.preparation.split, of: comparison.data.dataset,
      models: comparison.trained.map { ($0.kind.rawValue, $0.model.testScores) })
  }

  /// Compares the two sides of a split.
  ///
  /// - Parameter models: names, and scores one a test row.
  init(_ split: Split, of dataset: Dataset, models: [(name: String, scores: [Double])]) {
    let columns = dataset.features.compactMap { dataset.table[$0] }
    let known = Set(RowPatterns.hashes(of: columns, rows: split.train))
    let new = RowPatterns.hashes(of: columns, rows: split.test).enumerated()
      .filter { !known.contains($0.element) }.map(\.offset)
    let labels = split.test.map { dataset.labels[$0] }
    let area = { (scores: [Double], places: [Int]) -> Double? in
      (try? ScoredRows(scores: places.map { scores[$0] }, labels: places.map { labels[$0] }))?
        .blocks.rocAUC
    }
    testShare = labels.isEmpty ? 0 : 1 - Double(new.count) / Double(labels.count)
    newRows = new.count
    self.models = models.map { model in
      Entry(
        name: model.name, area: area(model.scores, Array(labels.indices)),
        areaOnNew: area(model.scores, new))
    }
  }
}
