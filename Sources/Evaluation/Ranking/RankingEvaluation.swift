/// How well scores order the items inside each group: MAP@k, NDCG@k and the rest.
///
/// A list is the distinct items of a group by score descending, then item ascending; never by the order
/// of the file. Of rows that repeat an item the best-scored stands for it, and it is relevant if any
/// of them is. Groups with nothing relevant are left out of the means, and counted. Weights of rows
/// play no part.
public struct RankingEvaluation: Sendable, Equatable {
  /// How many places are judged: the k of MAP@k.
  public let depth: Int
  /// The number of groups, N.
  public let groupCount: Int
  /// The number of rows that repeated an item of their group.
  public let repeatedRows: Int
  /// The number of rows without a group, which took no part.
  public let rowsWithoutGroup: Int
  /// The codes of the groups that have something relevant, ascending.
  public let scoredGroups: [Int32]
  /// The figures of each of `scoredGroups`; bootstrap these to get intervals.
  public let measuresByGroup: [RankingMeasures]
  /// The means over the scored groups; `nil` when there is none.
  public let mean: RankingMeasures?
  /// The exact expectation of a random order of every list; `nil` when no group is scored.
  public let random: RankingMeasures?
  /// The most attainable: everything relevant first; `nil` when no group is scored.
  public let ceiling: RankingMeasures?

  /// Judges the scores. O(n).
  ///
  /// - Parameter depth: how many places are judged, at least 1.
  public init(rows: ScoredRows, groups: RankingGroups, depth: Int = 7) {
    let kernel = RankingKernel(depth: depth)
    var lists = RankedLists(rows: rows, groups: groups)
    var tally = Tally()
    var places: [RankedLists.Place] = []
    var runs: [RankedRun] = []
    for group in 0..<groups.count {
      tally.repeated += lists.fill(&places, group: group)
      let relevant = places.reduce(0) { $0 + ($1.isRelevant ? 1 : 0) }
      guard relevant > 0 else { continue }
      lists.runs(of: places, into: &runs)
      tally.codes.append(groups.codes[group])
      tally.measures.append(kernel.measures(of: runs, relevantCount: relevant))
      tally.add(count: places.count, relevant: relevant, kernel: kernel)
    }
    self.depth = depth
    groupCount = groups.count
    rowsWithoutGroup = groups.rowsWithoutGroup
    repeatedRows = tally.repeated
    scoredGroups = tally.codes
    measuresByGroup = tally.measures
    mean = tally.mean(of: tally.measures.reduce(RankingMeasures(), +))
    random = tally.mean(of: tally.random)
    ceiling = tally.mean(of: tally.ceiling)
  }

  /// The share of groups that have something relevant, 0…1; `nil` without groups.
  ///
  /// It is the most that MAP can be when groups with nothing relevant count as 0.
  public var scoredShare: Double? {
    groupCount > 0 ? Double(scoredGroups.count) / Double(groupCount) : nil
  }

  /// The means with groups that have nothing relevant as 0, as some competitions count; `nil` without
  /// groups.
  public var meanWithEmptyAsZero: RankingMeasures? { withEmptyAsZero(mean) }

  /// The most attainable of ``meanWithEmptyAsZero``; `nil` without groups.
  public var ceilingWithEmptyAsZero: RankingMeasures? { withEmptyAsZero(ceiling) }

  private func withEmptyAsZero(_ measures: RankingMeasures?) -> RankingMeasures? {
    scoredShare.map { (measures ?? RankingMeasures()) * $0 }
  }

  /// The sums over groups.
  private struct Tally {
    var repeated = 0
    var codes: [Int32] = []
    var measures: [RankingMeasures] = []
    var random = RankingMeasures()
    var ceiling = RankingMeasures()

    mutating func add(count: Int, relevant: Int, kernel: RankingKernel) {
      let shuffled = CollectionOfOne(RankedRun(size: count, relevant: relevant))
      random = random + kernel.measures(of: shuffled, relevantCount: relevant)
      let best = CollectionOfOne(RankedRun(size: relevant, relevant: relevant))
      ceiling = ceiling + kernel.measures(of: best, relevantCount: relevant)
    }

    func mean(of sum: RankingMeasures) -> RankingMeasures? {
      measures.isEmpty ? nil : sum * (1 / Double(measures.count))
    }
  }
}
