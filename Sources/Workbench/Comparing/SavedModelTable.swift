public import Evaluation
import Foundation
public import Modelling
import Tabular

/// Saved models, ours and XGBoost's, measured on the labelled rows of one table.
public struct SavedModelTable: Sendable {
  /// The name of the data, its rows with a label, and the positive ones among them.
  public let name: String
  /// Labelled rows that were measured.
  public let rowCount: Int
  /// Positive ones among them.
  public let positiveCount: Int
  /// One a model, in the order given.
  public let rows: [Row]

  /// A model's figures.
  public struct Row: Sendable {
    /// The file's name without its folder.
    public let name: String
    /// The path as given.
    public let path: String
    /// Scores at or above it count as positive.
    public let threshold: Double
    /// Where the threshold is from.
    public let thresholdSource: String
    /// How probabilities become decisions; `nil` for a model that carries no rule.
    public let policy: DecisionPolicy?
    /// What stands between the model's margins and its probabilities.
    public let correction: ProbabilityCorrection
    /// How the probabilities would keep their promise without it; `nil` where there is nothing.
    public let uncorrectedCalibration: CalibrationReport?
    /// The labelled rows by score.
    public let blocks: ScoreBlocks
    /// All figures on the labelled rows.
    public let metrics: MetricSet
    /// What a careful person should know.
    public let remarks: [String]
  }

  /// Scores the labelled rows by each model.
  ///
  /// - Throws: ``WorkbenchError`` for a model that can't be read or shares no column, and for data of
  ///   one class.
  public init(_ paths: [String], on data: OpenedData, threads: Int) throws {
    let dataset = data.dataset
    let labelled = dataset.labelledRows
    let labels = labelled.map { dataset.labels[$0] }
    let codes = dataset.groupCodes.map { codes in labelled.map { codes[$0] } }
    name = dataset.name
    rowCount = labels.count
    positiveCount = dataset.positiveCount
    rows = try paths.map { path in
      let loaded = try LoadedModel(path: path, for: data)
      let frame = loaded.model.schema.frame(of: dataset.table, rows: labelled)
      let scored = try ScoredRows(
        scores: loaded.model.probabilities(for: frame, threads: threads), labels: labels)
      var remarks = loaded.remarks
      if loaded.fingerprint == dataset.fingerprint {
        remarks.append("was trained on rows of this very file, so its figures flatter")
      }
      return Row(
        name: (path as NSString).lastPathComponent, path: path, threshold: loaded.threshold,
        thresholdSource: loaded.thresholdSource, policy: loaded.policy,
        correction: loaded.model.correction,
        uncorrectedCalibration: try Self.uncorrected(loaded.model, frame, labels, threads),
        blocks: scored.blocks,
        metrics: MetricSet(
          scored, threshold: loaded.threshold, groups: codes.map { RankingGroups(groups: $0) }),
        remarks: remarks)
    }
  }

  private static func uncorrected(
    _ model: CorrectedModel, _ frame: FeatureFrame, _ labels: [UInt8], _ threads: Int
  ) throws -> CalibrationReport? {
    guard !model.correction.isNone else { return nil }
    let scores = model.fitted.probabilities(for: frame, threads: threads)
    return CalibrationReport(try ScoredRows(scores: scores, labels: labels).blocks)
  }
}
