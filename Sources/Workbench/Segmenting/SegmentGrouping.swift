import Segmentation

/// How good a number of groups is.
public struct CountChoice: Sendable, Equatable {
  /// The number of groups.
  public let count: Int
  /// How far groups of random halves agree with those of all rows: mean adjusted Rand index.
  public let agreement: Double
  /// How much nearer rows are to their own group than to the next, −1…1; `nil` where it is undefined.
  public let silhouette: Double?
}

/// Finds groups of points as a search says.
struct SegmentGrouping {
  /// The group of each point, from 0, the largest first; `nil` for none.
  let labels: [Int?]
  /// The numbers of groups that were tried; empty where the number was given.
  let choices: [CountChoice]
  let stability: ClusterStability

  /// The numbers of groups that are tried.
  static let tried = 2...8
  /// From this mean agreement on groups count as stable.
  static let stableAgreement = 0.8
  /// The most rows that a silhouette looks at.
  private static let silhouetteRows = 2_000

  /// - Parameters:
  ///   - points: the points in the space that groups are looked for in.
  ///   - space: the same rows before a map was made of them, which repetitions make anew; `nil` where
  ///     there is no map.
  ///   - progress: is told what is being done.
  /// - Throws: what `progress` throws, which ends the search.
  init(
    _ points: Points, mapped space: Points?, by search: SegmentSearch, seed: UInt64, threads: Int,
    progress: (String) throws -> Void
  ) throws {
    switch search.method {
    case .kmeans:
      var choices: [CountChoice] = []
      if search.count == nil {
        let most = min(Self.tried.upperBound, points.count / 10)
        for count in Self.tried where count <= max(2, most) {
          try progress("trying \(count) segments")
          choices.append(Self.choice(points, count, seed: seed, threads: threads))
        }
      }
      let count = search.count ?? Self.best(of: choices)
      try progress("finding \(count) segments")
      self.choices = choices
      labels = Self.bySize(
        KMeans(clusterCount: count).model(of: points, seed: seed, threads: threads).labels)
      let final = labels
      stability = Self.stability(
        of: final, points, mapped: space, search, seed: seed, threads: threads
      ) { part, seed, _ in
        KMeans(clusterCount: count, starts: 4).model(of: part, seed: seed, threads: 1).labels
      }
    case .hdbscan:
      try progress("finding dense segments")
      choices = []
      let size = search.minimumSize ?? max(20, points.count / 50)
      labels = Self.bySize(
        HDBSCAN(minimumClusterSize: size, minimumSamples: min(size, 15))
          .result(of: points, threads: threads).labels)
      let final = labels
      stability = Self.stability(
        of: final, points, mapped: space, search, seed: seed, threads: threads
      ) { part, _, share in
        let own = max(2, Int(Double(size) * share))
        return HDBSCAN(minimumClusterSize: own, minimumSamples: min(own, 15))
          .result(of: part, threads: 1).labels
      }
    }
  }

  /// Groups of random halves; a map is made anew of each, three times at most, since that takes long.
  private static func stability(
    of labels: [Int?], _ points: Points, mapped space: Points?, _ search: SegmentSearch,
    seed: UInt64, threads: Int,
    cluster: (_ part: Points, _ seed: UInt64, _ share: Double) -> [Int?]
  ) -> ClusterStability {
    let share = 0.5
    return ClusterStability(
      of: labels, repeats: space == nil ? search.repeats : min(3, search.repeats), share: share,
      seed: seed, threads: threads
    ) { rows, seed in
      let part =
        space.map { UMAP(minimumDistance: 0).map(of: $0.rows(rows), seed: seed, threads: 1) }
        ?? points.rows(rows)
      return cluster(part, seed, share)
    }
  }

  private static func choice(
    _ points: Points, _ count: Int, seed: UInt64, threads: Int
  ) -> CountChoice {
    let labels = KMeans(clusterCount: count, starts: 4)
      .model(of: points, seed: seed, threads: threads).labels
    let stability = ClusterStability(
      of: labels, repeats: 6, seed: seed, threads: threads
    ) { rows, seed in
      KMeans(clusterCount: count, starts: 2).model(of: points.rows(rows), seed: seed, threads: 1)
        .labels
    }
    let sample = Explainer.evenly(points.count, silhouetteRows)
    return CountChoice(
      count: count, agreement: stability.meanAgreement ?? 0,
      silhouette: Silhouette.mean(
        of: points.rows(sample), labels: sample.map { labels[$0] }, threads: threads))
  }

  /// Of the stable numbers the fewest whose silhouette is at least 0.95 of the best; the most stable number
  /// where none is stable.
  static func best(of choices: [CountChoice]) -> Int {
    let stable = choices.filter { $0.agreement >= stableAgreement }
    guard let farthest = stable.compactMap(\.silhouette).max() else {
      return choices.max { $0.agreement < $1.agreement }?.count ?? 2
    }
    let enough = farthest - 0.05 * abs(farthest)
    return stable.first { ($0.silhouette ?? -1) >= enough }?.count ?? 2
  }

  /// Groups under new numbers, the largest first.
  static func bySize(_ labels: [Int?]) -> [Int?] {
    var sizes: [Int: Int] = [:]
    for label in labels { if let label { sizes[label, default: 0] += 1 } }
    let order = sizes.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
    let place = Dictionary(
      uniqueKeysWithValues: order.enumerated().map { ($0.element, $0.offset) })
    return labels.map { label in label.flatMap { place[$0] } }
  }
}
