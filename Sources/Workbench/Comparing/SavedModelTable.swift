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
  /// How much of the table has outcomes.
  public let measured: LabelledPart
  /// One a model, in the order given.
  public let rows: [Row]
  /// Amounts and expected values; `nil` without a column of amounts or a model that knows them.
  public let spending: SpendTable?
  private let dataset: Dataset
  /// The lists of the labelled rows; `nil` without a group column.
  let groups: RankingGroups?

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
    let kind: ModelKind
    let ranked: ScoredRows
    let model: CorrectedModel
    /// Whether it was trained on rows of this very file.
    let isOfThisFile: Bool
    /// What its file says of it; `nil` where it has no card.
    let card: ModelCard?
  }

  /// Scores the labelled rows by each model.
  ///
  /// - Parameter names: what the models were called by who asked, which may be their names in the
  ///   registry; their paths when `nil`.
  /// - Throws: ``WorkbenchError`` for a model that can't be read or shares no column, and for data of
  ///   one class.
  public init(
    _ paths: [String], named names: [String]? = nil, on data: OpenedData, threads: Int
  ) throws {
    let dataset = data.dataset
    let labelled = dataset.labelledRows
    let labels = labelled.map { dataset.labels[$0] }
    let groups = Preparation.rankingGroups(of: dataset, rows: labelled)
    self.dataset = dataset
    self.groups = groups
    name = dataset.name
    measured = LabelledPart(dataset)
    rowCount = labels.count
    positiveCount = dataset.positiveCount
    var spenders: [SpendTable.SavedModel] = []
    let shown = Self.names(names ?? paths)
    rows = try paths.indices.map { place in
      let path = paths[place]
      let name = shown[place]
      let loaded = try LoadedModel(path: path, for: data)
      let frame = loaded.model.schema.frame(of: dataset.table, rows: labelled)
      let probabilities = loaded.model.probabilities(for: frame, threads: threads)
      let scored = try ScoredRows(scores: probabilities, labels: labels)
      var remarks = loaded.remarks
      if let amount = loaded.amount, dataset.roles.amount != nil {
        spenders.append(
          .init(
            name: name, probabilities: probabilities, amount: amount,
            expected: amount.amounts(for: frame, threads: threads)))
      } else if loaded.amount != nil {
        remarks.append("knows amounts too; name their column with --amount COLUMN to measure them")
      } else if let column = dataset.roles.amount {
        remarks.append("knows no amounts, so nothing is said of \(column)")
      }
      if loaded.fingerprint == dataset.fingerprint {
        remarks.append("was trained on rows of this very file, so its figures flatter")
      }
      return Row(
        name: name, path: path, threshold: loaded.threshold,
        thresholdSource: loaded.thresholdSource, policy: loaded.policy,
        correction: loaded.model.correction,
        uncorrectedCalibration: try Self.uncorrected(loaded.model, frame, labels, threads),
        blocks: scored.blocks,
        metrics: MetricSet(scored, threshold: loaded.threshold, groups: groups),
        remarks: remarks, kind: loaded.model.kind, ranked: scored, model: loaded.model,
        isOfThisFile: loaded.fingerprint == dataset.fingerprint, card: loaded.card)
    }
    spending = try SpendTable(spenders, on: dataset, threads: threads)
  }

  /// What models are called: their files' names, with as much of the paths as it takes to tell them apart.
  private static func names(_ given: [String]) -> [String] {
    let parts = given.map { name in
      ModelReference.isReference(name) ? [name] : name.split(separator: "/").map(String.init)
    }
    return parts.indices.map { place in
      var count = 1
      let name = { (parts: [String]) in parts.suffix(count).joined(separator: "/") }
      while count < parts[place].count,
        parts.contains(where: { $0 != parts[place] && name($0) == name(parts[place]) })
      {
        count += 1
      }
      return name(parts[place])
    }
  }

  private static func uncorrected(
    _ model: CorrectedModel, _ frame: FeatureFrame, _ labels: [UInt8], _ threads: Int
  ) throws -> CalibrationReport? {
    guard !model.correction.isNone else { return nil }
    let scores = model.fitted.probabilities(for: frame, threads: threads)
    return CalibrationReport(try ScoredRows(scores: scores, labels: labels).blocks)
  }

  /// The models, a random order and the best there is by MAP@7; `nil` without a group.
  public var rankings: RankingTable? {
    guard let group = dataset.roles.group else { return nil }
    return RankingTable(
      group: group,
      models: rows.compactMap { row in row.metrics.ranking.map { (row.name, $0) } },
      popularity: nil, attainable: nil)
  }

  /// How AP@7 comes about on the list of one group, by every model.
  ///
  /// - Parameter key: the group's value; of several columns their values with ` + ` or commas between.
  /// - Throws: ``WorkbenchError`` without a group column, or where no labelled row has the key.
  public func explainedList(of key: String) throws -> ExplainedList {
    guard let groups else {
      throw WorkbenchError(
        .badInput,
        "\(name) has no group, so there is no list of \(key); name its column with --group COLUMN.")
    }
    return try ExplainedList(
      of: key, scored: rows.first?.metrics.ranking?.scoredGroups ?? [], groups: groups,
      dataset: dataset, models: rows.map { ($0.kind, $0.name, $0.ranked) })
  }
}
