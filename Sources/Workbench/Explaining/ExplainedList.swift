public import Evaluation
public import Modelling
import Tabular

/// How MAP@7 comes about on the list of one group, by every trained model.
public struct ExplainedList: Sendable {
  /// One model's list.
  public struct ModelList: Sendable {
    /// Which model.
    public let kind: ModelKind
    /// What it is called: its kind, or the file that it came from.
    public let name: String
    /// The first 7 places, with what each adds to AP@7.
    public let explanation: RankingExplanation
    /// What is offered at each place.
    public let items: [String]
  }

  /// The place of the group among those that have something relevant, from 0; `nil` for one that has
  /// nothing.
  public let position: Int?
  /// How many groups have something relevant; MAP@7 is the mean over these.
  public let scoredGroupCount: Int
  /// The column that names the group, or `a + b`.
  public let groupColumn: String
  /// The group.
  public let group: String
  /// The column that names the items; `nil` where there is none, and items are rows of the file.
  public let itemColumn: String?
  /// The lists, in the order of the plan.
  public let lists: [ModelList]

  /// Explains one group's list in a comparison. O(test rows) a model.
  ///
  /// - Parameter position: a place among the groups that have something relevant; wrapped round both
  ///   ends.
  /// - Returns: `nil` without a group column, trained models, or a group with something relevant.
  public init?(_ comparison: Comparison, position: Int) {
    guard let groups = comparison.testGroups,
      let scored = comparison.trained.first?.model.metrics.ranking?.scoredGroups, !scored.isEmpty
    else { return nil }
    let place = (position % scored.count + scored.count) % scored.count
    self.init(
      group: scored[place], scored: scored, groups: groups, rows: comparison.testRows,
      of: comparison.data.dataset,
      models: comparison.trained.map { ($0.kind, $0.kind.rawValue, $0.model.ranked) })
  }

  /// Explains the list of a group by its value; of several columns their values with ` + ` or commas
  /// between.
  ///
  /// - Throws: ``WorkbenchError`` where no labelled row has the key.
  init(
    of key: String, scored: [Int32], groups: RankingGroups, dataset: Dataset,
    models: [(kind: ModelKind, name: String, ranked: ScoredRows)]
  ) throws {
    let wanted = [key, NameList.names(in: key).joined(separator: " + ")]
    let labelled = dataset.labelledRows
    let text = { (row: Int) in dataset.roles.groupKey?.text(ofRow: row, in: dataset.table) }
    let found = labelled.first { row in text(row).map(wanted.contains) ?? false }
    guard let found, let codes = dataset.groupCodes,
      let list = ExplainedList(
        group: codes[found], scored: scored, groups: groups, rows: labelled, of: dataset,
        models: models)
    else {
      throw WorkbenchError(
        .badInput,
        "--customer \(key): no labelled row has this value in \(dataset.roles.group ?? "the group"); give "
          + "one such as \(labelled.lazy.compactMap(text).first ?? "–").")
    }
    self = list
  }

  /// Explains the list of a group by its code; `nil` without a group column, or models with a row of
  /// the group.
  init?(
    group code: Int32, scored: [Int32], groups: RankingGroups, rows: [Int], of dataset: Dataset,
    models: [(kind: ModelKind, name: String, ranked: ScoredRows)]
  ) {
    guard let key = dataset.roles.groupKey else { return nil }
    let itemColumn = dataset.roles.item.flatMap { dataset.table[$0] }
    let lists = models.compactMap { model -> ModelList? in
      guard let explanation = RankingExplanation(of: code, rows: model.ranked, groups: groups)
      else { return nil }
      let items = explanation.places.map { place in
        itemColumn.map { $0.string(rows[place.row]) ?? "missing" } ?? "row \(rows[place.row])"
      }
      return ModelList(
        kind: model.kind, name: model.name, explanation: explanation, items: items)
    }
    guard let first = lists.first?.explanation.places.first else { return nil }
    position = scored.firstIndex(of: code)
    scoredGroupCount = scored.count
    groupColumn = key.title
    group = key.text(ofRow: rows[first.row], in: dataset.table) ?? "missing"
    self.itemColumn = itemColumn?.name
    self.lists = lists
  }

  /// The list of a model, if it has one.
  public func list(of kind: ModelKind) -> ModelList? { lists.first { $0.kind == kind } }
}
