import Evaluation

/// The table of all rankers, as the JSON of `train` and `evaluate` has it.
struct RankingDocument: Encodable, Sendable {
  let group: String
  let groups: Int
  let scoredGroups: Int
  let repeatedRows: Int
  let rows: [RowPart]

  struct RowPart: Encodable {
    let name: String
    let isModel: Bool
    @Null var mapAt7: Double?
    @Null var ndcgAt7: Double?
    @Null var mrrAt7: Double?
    @Null var hitRateAt7: Double?
    @Null var mapAt7WithEmptyGroups: Double?
  }

  init(_ table: RankingTable) {
    group = table.group
    groups = table.groups
    scoredGroups = table.scoredGroups
    repeatedRows = table.repeatedRows
    rows = table.rows.map { row in
      RowPart(
        name: row.name, isModel: row.isModel, mapAt7: row.mapAt7, ndcgAt7: row.measures?.ndcg,
        mrrAt7: row.measures?.reciprocalRank, hitRateAt7: row.measures?.hitRate,
        mapAt7WithEmptyGroups: row.mapAt7WithEmptyGroups)
    }
  }
}

extension TextReport {
  /// All that puts lists in order, best MAP@7 first.
  ///
  /// - Parameter measured: what a group must have to be scored.
  public static func rankings(
    _ table: RankingTable, measured: String = "a positive"
  ) -> String {
    var text = TextTable(
      heading: [
        "MAP@7 by \(table.group)", "MAP@7", "NDCG@7", "MRR@7", "hit rate@7",
        "MAP@7, empty groups as 0",
      ])
    for row in table.rows {
      text.append(
        [row.name]
          + [
            row.mapAt7, row.measures?.ndcg, row.measures?.reciprocalRank, row.measures?.hitRate,
            row.mapAt7WithEmptyGroups,
          ].map { format($0, 4) })
    }
    let repeated =
      table.repeatedRows == 0
      ? "" : "; \(table.repeatedRows) rows repeat an item of their group and count once with it"
    return text.text
      + "\n\(table.scoredGroups) of \(table.groups) groups have \(measured) and are scored\(repeated)"
  }
}
