import Evaluation
import Modelling
import Monitoring
import Tabular
import Threads

extension ReferenceProfile {
  /// More rows than these are described by every so-manieth of them: quantiles gain nothing from more,
  /// and saving a model must not take longer than training it.
  private static let mostDescribedRows = 1_000_000

  /// Describes the columns of rows as a model encodes them.
  ///
  /// A feature that is known while fitting only is left out: nobody knows it of new rows.
  ///
  /// - Parameter wanted: rows of the table; all with an outcome when `nil`.
  static func features(
    of dataset: Dataset, by schema: FeatureSchema, rows wanted: [Int]? = nil
  ) -> (rowCount: Int, features: [FeatureReference]) {
    let all = wanted ?? dataset.labelledRows
    let step = max(1, (all.count + mostDescribedRows - 1) / mostDescribedRows)
    let rows = step == 1 ? all : stride(from: 0, to: all.count, by: step).map { all[$0] }
    let frame = schema.frame(of: dataset.table, rows: rows)
    return (rows.count, features(of: frame))
  }

  /// Describes the columns of a frame.
  static func features(of frame: FeatureFrame) -> [FeatureReference] {
    let monitored = frame.schema.monitored
    return parallelMap(monitored.count, threads: availableThreads) { place in
      let (index, feature) = monitored[place]
      let unreadable = frame.report.unreadable[feature.name] ?? 0
      guard let levels = feature.monitoredLevels else {
        return FeatureReference(
          name: feature.name, numbers: frame.columns[index], unreadable: unreadable)
      }
      return FeatureReference(
        name: feature.name, codes: frame.columns[index], levels: levels,
        unseen: frame.report.unseen[feature.name] ?? 0, unreadable: unreadable)
    }
  }

  /// Describes rows and the scores of rows that the model was not fitted to.
  init(
    _ described: (rowCount: Int, features: [FeatureReference]), scores: ScoredRows
  ) {
    self.init(
      rowCount: described.rowCount, features: described.features,
      scores: scores.rowCount == 0
        ? nil : ScoreReference(scores: scores.scores, labels: scores.labels))
  }
}

extension FeatureSchema {
  /// The features that new rows have, with their places in a frame.
  var monitored: [(index: Int, feature: Feature)] {
    features.enumerated().filter { $0.element.trainingOnly == nil }.map { ($0.offset, $0.element) }
  }
}

extension Feature {
  /// The levels of words and the two spellings of a flag; `nil` for numbers.
  var monitoredLevels: [String]? {
    switch kind {
    case .number: nil
    case .flag(let labels): labels.zero == labels.one ? nil : [labels.zero, labels.one]
    case .category(let levels): levels
    }
  }
}
