public import Evaluation
import Foundation
import Modelling
import Tabular

/// Saved models, ours and XGBoost's, by how they order the labelled lists of one table of grades.
///
/// Any model can be held against grades, whatever its scores mean: only their order counts.
public struct GradedModelTable: Sendable {
  /// The data.
  public let data: OpenedData
  /// One a model, in the order given.
  public let rows: [Row]
  let groups: RankingGroups

  /// A model's figures.
  public struct Row: Sendable {
    /// The file's name without its folder.
    public let name: String
    /// The path as given.
    public let path: String
    /// How it orders the lists.
    public let evaluation: RankingEvaluation
    /// What a careful person should know.
    public let remarks: [String]
    let kind: ModelKind
    let ranked: ScoredRows
  }

  /// Scores the labelled rows by each model.
  ///
  /// - Parameter names: what the models were called by who asked, which may be their names in the
  ///   registry; their paths when `nil`.
  /// - Throws: ``WorkbenchError`` for a model that can't be read or shares no column.
  /// - Precondition: the data have grades.
  public init(
    _ paths: [String], named names: [String]? = nil, on data: OpenedData, threads: Int
  ) throws {
    let dataset = data.dataset
    let labelled = dataset.labelledRows
    guard let groups = Preparation.rankingGroups(of: dataset, rows: labelled),
      let grades = dataset.grades
    else { preconditionFailure("Graded lists are judged where there are grades.") }
    self.data = data
    self.groups = groups
    let labels = labelled.map { dataset.labels[$0] }
    let ownGrades = labelled.map { grades.values[$0] }
    rows = try zip(paths, names ?? paths).map { path, name in
      let scored = try Self.scored(path, data, threads)
      let ranked = try ScoredRows(scores: scored.scores, labels: labels)
      return Row(
        name: ModelReference.isReference(name) ? name : (name as NSString).lastPathComponent,
        path: path,
        evaluation: RankingEvaluation(rows: ranked, groups: groups, grades: ownGrades),
        remarks: scored.remarks, kind: scored.kind, ranked: ranked)
    }
  }

  private static func scored(
    _ path: String, _ data: OpenedData, _ threads: Int
  ) throws -> (scores: [Double], kind: ModelKind, remarks: [String]) {
    let bytes = try ModelFile.bytes(of: path)
    let dataset = data.dataset
    guard !ModelFile.isOwn(bytes), ImportedModel.mayBe(bytes) else {
      let artifact = try ModelFile.artifact(in: bytes, path: path, mayGrade: true)
      try artifact.check(against: dataset.table, path: data.path)
      let absent = artifact.absentColumns(in: dataset.table)
      var remarks =
        absent.isEmpty
        ? []
        : ["the columns \(absent.joined(separator: ", ")) are not there and count as missing"]
      if artifact.fingerprint == dataset.fingerprint {
        remarks.append("was trained on rows of this very file, so its figures flatter")
      }
      let frame = artifact.model.schema.frame(of: dataset.table, rows: dataset.labelledRows)
      return (artifact.model.scores(for: frame, threads: threads), artifact.model.kind, remarks)
    }
    do {
      let roles = dataset.roles
      let model = try ImportedModel(
        bytes, columnsOf: dataset.table,
        ignoring: Set(roles.keyColumns + roles.excluded.map(\.column)))
      let frame = model.schema.frame(of: dataset.table, rows: dataset.labelledRows)
      return (model.predictions(for: frame, threads: threads), .xgboost, model.remarks)
    } catch let error as ModellingError {
      throw WorkbenchError(.badInput, "\(path): \(error.message)")
    }
  }

  /// The models, a random order and the best there is by MAP@7.
  public var rankings: RankingTable? {
    data.dataset.roles.group.flatMap { group in
      RankingTable(
        group: group, models: rows.map { ($0.name, $0.evaluation) }, popularity: nil,
        attainable: nil)
    }
  }

  /// How AP@7 comes about on the list of one group, by every model.
  ///
  /// - Throws: ``WorkbenchError`` where no labelled row has the key.
  public func explainedList(of key: String) throws -> ExplainedList {
    try ExplainedList(
      of: key, scored: rows.first?.evaluation.scoredGroups ?? [], groups: groups,
      dataset: data.dataset, models: rows.map { ($0.kind, $0.name, $0.ranked) })
  }
}
