/// How well scores order the items inside each group: MAP@k, NDCG@k and the rest.
///
/// A list is the distinct items of a group by score descending, then item ascending; never by the order
/// of the file. Of rows that repeat an item the best-scored stands for it, and it is relevant if any
/// of them is. Groups with nothing relevant are left out of the means, and counted. Weights of rows
/// play no part.
///
/// Where rows have grades, NDCG counts a grade g as 2^g − 1 and is the mean over groups with a grade
/// above 0; all other figures know relevant or not, as the labels say.
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
  /// Groups with a gain, over which NDCG is a mean; those of `scoredGroups` where rows have no grades.
  public let gainGroupCount: Int
  /// The figures of each of `scoredGroups`; bootstrap these to get intervals.
  public let measuresByGroup: [RankingMeasures]
  /// NDCG of each group with a gain, by the order of groups; their mean is the NDCG of ``mean``.
  public let ndcgByGroup: [Double]
  /// The means over the scored groups; `nil` when there is none.
  public let mean: RankingMeasures?
  /// The exact expectation of a random order of every list; `nil` when no group is scored.
  public let random: RankingMeasures?
  /// The most attainable: everything relevant first; `nil` when no group is scored.
  public let ceiling: RankingMeasures?

  /// Judges the scores. O(n).
  ///
  /// - Parameters:
  ///   - depth: how many places are judged, at least 1.
  ///   - grades: one a row, 0…62, which NDCG counts; a relevant row is worth 1 when `nil`.
  public init(
    rows: ScoredRows, groups: RankingGroups, depth: Int = 7, grades: [UInt8]? = nil
  ) {
    let kernel = RankingKernel(depth: depth)
    var lists = RankedLists(rows: rows, groups: groups, grades: grades)
    var tally = Tally()
    var places: [RankedLists.Place] = []
    var runs: [RankedRun] = []
    for group in 0..<groups.count {
      tally.repeated += lists.fill(&places, group: group)
      let relevant = places.reduce(0) { $0 + ($1.isRelevant ? 1 : 0) }
      let ideal = grades.map { _ in kernel.ideal(of: places.lazy.map(\.gain)) }
      guard relevant > 0 || ideal ?? 0 > 0 else { continue }
      lists.runs(of: places, into: &runs)
      let shuffled = CollectionOfOne(
        RankedRun(
          size: places.count, relevant: relevant, gain: runs.reduce(0) { $0 + $1.gain }))
      tally.add(
        group: groups.codes[group], relevant: relevant,
        measures: kernel.measures(of: runs, relevantCount: relevant, ideal: ideal),
        random: kernel.measures(of: shuffled, relevantCount: relevant, ideal: ideal),
        kernel: kernel)
    }
    self.depth = depth
    groupCount = groups.count
    rowsWithoutGroup = groups.rowsWithoutGroup
    repeatedRows = tally.repeated
    scoredGroups = tally.codes
    measuresByGroup = tally.measures
    gainGroupCount = tally.measures.count + tally.gainOnly.count
    ndcgByGroup = tally.ndcg
    mean = tally.mean(
      of: tally.measures.reduce(RankingMeasures(), +), gainOnly: tally.gainOnly.map(\.own))
    random = tally.mean(of: tally.random, gainOnly: tally.gainOnly.map(\.random))
    ceiling = tally.mean(of: tally.ceiling, gainOnly: tally.gainOnly.map { _ in 1 })
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
    /// With those of groups that have a gain but nothing relevant.
    var ndcg: [Double] = []
    var random = RankingMeasures()
    var ceiling = RankingMeasures()

    /// NDCG of lists with grades but nothing relevant, as ordered and in random order.
    var gainOnly: [(own: Double, random: Double)] = []

    mutating func add(
      group: Int32, relevant: Int, measures own: RankingMeasures, random shuffled: RankingMeasures,
      kernel: RankingKernel
    ) {
      ndcg.append(own.ndcg)
      guard relevant > 0 else { return gainOnly.append((own.ndcg, shuffled.ndcg)) }
      codes.append(group)
      measures.append(own)
      random = random + shuffled
      let best = CollectionOfOne(
        RankedRun(size: relevant, relevant: relevant, gain: Double(relevant)))
      ceiling = ceiling + kernel.measures(of: best, relevantCount: relevant)
    }

    func mean(of sum: RankingMeasures, gainOnly: [Double]) -> RankingMeasures? {
      guard !measures.isEmpty else { return nil }
      var mean = sum * (1 / Double(measures.count))
      if !gainOnly.isEmpty {
        mean.ndcg =
          gainOnly.reduce(sum.ndcg, +) / Double(measures.count + gainOnly.count)
      }
      return mean
    }
  }
}
