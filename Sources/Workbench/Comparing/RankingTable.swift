public import Evaluation
import Modelling
import Tabular

/// All that puts lists in order, in one table by MAP@7 on the same groups: models, a random order, the
/// items by popularity, and the best there is.
public struct RankingTable: Sendable, Equatable {
  /// The name of the group: its column, or `a + b`.
  public let group: String
  /// Groups with at least one relevant row; figures are means over these.
  public let scoredGroups: Int
  /// All groups.
  public let groups: Int
  /// Rows that repeat an item of their group, and count once with it.
  public let repeatedRows: Int
  /// One a way of ordering, best MAP@7 first; undefined ones last, ties in the order given.
  public let rows: [Row]

  /// One way of ordering lists.
  public struct Row: Sendable, Equatable {
    /// What it is.
    public let name: String
    /// Whether a model made the order; else the row is there to be compared with.
    public let isModel: Bool
    /// MAP@7 over the scored groups.
    public let mapAt7: Double?
    /// All figures over the scored groups; `nil` where only MAP@7 is known.
    public let measures: RankingMeasures?
    /// MAP@7 where groups with nothing relevant count as 0.
    public let mapAt7WithEmptyGroups: Double?
  }

  /// Puts evaluations of the same rows in one table.
  ///
  /// - Parameters:
  ///   - models: at least one, each with its name.
  ///   - popularity: the figures of items ordered by their rate among the training rows.
  ///   - attainable: MAP@7 of the true probabilities on the whole file, where they are known.
  public init?(
    group: String, models: [(name: String, evaluation: RankingEvaluation)],
    popularity: RankingMeasures?, attainable: Double?
  ) {
    guard let first = models.first?.evaluation else { return nil }
    self.group = group
    scoredGroups = first.scoredGroups.count
    groups = first.groupCount
    repeatedRows = first.repeatedRows
    let share = first.scoredShare
    func row(_ name: String, isModel: Bool = false, _ measures: RankingMeasures?) -> Row {
      let map = measures?.averagePrecision
      return Row(
        name: name, isModel: isModel, mapAt7: map, measures: measures,
        mapAt7WithEmptyGroups: share.map { $0 * (map ?? 0) })
    }
    var rows = [row("ceiling", first.ceiling)]
    if let attainable {
      rows.append(
        Row(
          name: "attainable (whole file)", isModel: false, mapAt7: attainable, measures: nil,
          mapAt7WithEmptyGroups: nil))
    }
    rows += models.map { row($0.name, isModel: true, $0.evaluation.mean) }
    if let popularity { rows.append(row("popularity", popularity)) }
    rows.append(row("random", first.random))
    self.rows = MetricKind.mapAt7.ranking(rows.map { ($0, $0.mapAt7) })
  }

  /// The table of a comparison; `nil` without a group or a trained model.
  public init?(_ comparison: Comparison) {
    guard let group = comparison.data.dataset.roles.group else { return nil }
    self.init(
      group: group,
      models: comparison.trained.compactMap { kind, model in
        model.metrics.ranking.map { (kind.rawValue, $0) }
      },
      popularity: comparison.baselines?.popularityMeasures,
      attainable: comparison.truth?.attainableMAPAt7)
  }
}
