/// AP@k of one group place by place: how a MAP comes about.
public struct RankingExplanation: Sendable, Equatable {
  /// One of the first k places of the list.
  public struct Place: Sendable, Equatable {
    /// The place, from 1.
    public let rank: Int
    /// The row that stands there.
    public let row: Int
    /// Its score.
    public let score: Double
    /// 1 for relevant, 0 for not; between them where tied rows share their places by chance.
    public let relevance: Double
    /// The relevant up to and including this place over the place, Pᵢ.
    public let precision: Double
    /// What the place adds to AP@k: relᵢ·Pᵢ over min(m, k), expected where tied.
    public let contribution: Double
  }

  /// The group's code.
  public let group: Int32
  /// The k of AP@k.
  public let depth: Int
  /// The number of distinct items in the list.
  public let itemCount: Int
  /// The number of relevant ones among them, m.
  public let relevantCount: Int
  /// The first k places, or all when there are fewer.
  public let places: [Place]
  /// The sum of the contributions; `nil` when nothing is relevant.
  public let averagePrecision: Double?

  /// Explains one group; `nil` when no row has that group.
  public init?(of group: Int32, rows: ScoredRows, groups: RankingGroups, depth: Int = 7) {
    let position = groups.codes.partitioningIndex { $0 >= group }
    guard position < groups.codes.count, groups.codes[position] == group else { return nil }
    var lists = RankedLists(rows: rows, groups: groups)
    var list: [RankedLists.Place] = []
    var runs: [RankedRun] = []
    _ = lists.fill(&list, group: position)
    lists.runs(of: list, into: &runs)
    let relevant = list.filter(\.isRelevant).count
    let divisor = Double(max(1, min(relevant, depth)))
    var hits = 0.0
    var places: [Place] = []
    for (index, place) in RankingKernel(depth: depth).places(of: runs).enumerated() {
      hits += place.relevance
      let row = Int(list[index].row)
      places.append(
        Place(
          rank: index + 1, row: row, score: rows.scores[row], relevance: place.relevance,
          precision: hits / Double(index + 1), contribution: place.contribution / divisor))
    }
    self.group = group
    self.depth = depth
    self.places = places
    itemCount = list.count
    relevantCount = relevant
    averagePrecision = relevant > 0 ? places.reduce(0) { $0 + $1.contribution } : nil
  }
}

extension Array<Int32> {
  /// The first index at which an ascending array meets a condition that stays met.
  fileprivate func partitioningIndex(where isMet: (Int32) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if isMet(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
