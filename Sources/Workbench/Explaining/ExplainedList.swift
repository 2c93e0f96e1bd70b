public import Evaluation
public import Modelling
import Tabular

/// How MAP@7 comes about on the list of one group, by every trained model.
public struct ExplainedList: Sendable {
  /// One model's list.
  public struct ModelList: Sendable {
    /// Which model.
    public let kind: ModelKind
    /// The first 7 places, with what each adds to AP@7.
    public let explanation: RankingExplanation
    /// What is offered at each place.
    public let items: [String]
  }

  /// The place of the group among those that have something relevant, from 0.
  public let position: Int
  /// How many groups have something relevant; MAP@7 is the mean over these.
  public let scoredGroupCount: Int
  /// The column that names the group.
  public let groupColumn: String
  /// The group.
  public let group: String
  /// The column that names the items; `nil` where there is none, and items are rows of the file.
  public let itemColumn: String?
  /// The lists, in the order of the plan.
  public let lists: [ModelList]

  /// Explains one group's list. O(test rows) a model.
  ///
  /// - Parameter position: a place among the groups that have something relevant; wrapped round both
  ///   ends.
  /// - Returns: `nil` without a group column, trained models, or a group with something relevant.
  public init?(_ comparison: Comparison, position: Int) {
    guard let groups = comparison.testGroups,
      let scored = comparison.trained.first?.model.metrics.ranking?.scoredGroups, !scored.isEmpty
    else { return nil }
    let place = (position % scored.count + scored.count) % scored.count
    let dataset = comparison.data.dataset
    guard let groupColumn = dataset.roles.group else { return nil }
    let itemColumn = dataset.roles.item.flatMap { dataset.table[$0] }
    var lists: [ModelList] = []
    for (kind, trained) in comparison.trained {
      guard
        let explanation = RankingExplanation(
          of: scored[place], rows: trained.ranked, groups: groups)
      else { continue }
      let items = explanation.places.map { place in
        let row = comparison.testRows[place.row]
        return itemColumn.map { $0.string(row) ?? "missing" } ?? "row \(row)"
      }
      lists.append(ModelList(kind: kind, explanation: explanation, items: items))
    }
    guard let first = lists.first?.explanation.places.first else { return nil }
    self.position = place
    scoredGroupCount = scored.count
    self.groupColumn = groupColumn
    group = dataset.table[groupColumn]?.string(comparison.testRows[first.row]) ?? "missing"
    self.itemColumn = itemColumn?.name
    self.lists = lists
  }

  /// The list of a model, if it has one.
  public func list(of kind: ModelKind) -> ModelList? { lists.first { $0.kind == kind } }
}
