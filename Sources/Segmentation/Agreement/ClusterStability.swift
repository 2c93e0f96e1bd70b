import Tabular
import Threads

/// Whether groups come back when they are looked for again in a part of the points.
public struct ClusterStability: Sendable, Equatable {
  /// The adjusted Rand index (``AdjustedRand``) of each repetition with the groups of all points, over the
  /// points of its part.
  public let agreements: [Double]
  /// For each group the mean over the repetitions of the overlap (Jaccard: both over either) with the
  /// group most like it, 0…1; over .75 a group is usually called stable (Hennig 2007,
  /// doi:10.1016/j.csda.2006.11.025).
  public let overlaps: [Double]

  /// The mean of ``agreements``; `nil` without a repetition.
  public var meanAgreement: Double? {
    agreements.isEmpty ? nil : agreements.reduce(0, +) / Double(agreements.count)
  }

  /// Looks for the groups again in random parts of the points.
  ///
  /// - Parameters:
  ///   - labels: the groups of all points, from 0.
  ///   - repeats: how often, at least 0.
  ///   - share: the share of the points in each part, above 0 and below 1.
  ///   - cluster: the groups of some points, by their rows and a seed of the repetition's own; called on
  ///     several threads at once.
  public init(
    of labels: [Int?], repeats: Int, share: Double = 0.5, seed: UInt64, threads: Int,
    cluster: (_ rows: [Int], _ seed: UInt64) -> [Int?]
  ) {
    precondition(share > 0 && share < 1, "A part is smaller than the whole.")
    let size = max(1, Int(Double(labels.count) * share))
    let count = (labels.compactMap(\.self).max() ?? -1) + 1
    let results = parallelMap(labels.isEmpty ? 0 : repeats, threads: threads) { repetition in
      var generator = SeededGenerator(seed: seed, stream: UInt64(repetition) &+ 1 << 32)
      let rows = Array(labels.indices.shuffled(using: &generator).prefix(size)).sorted()
      let found = cluster(rows, generator.next())
      let known = rows.map { labels[$0] }
      return (
        agreement: AdjustedRand.index(known, found) ?? 0,
        overlaps: Self.overlaps(of: known, with: found, count: count)
      )
    }
    agreements = results.map(\.agreement)
    overlaps = (0..<count).map { cluster in
      results.isEmpty
        ? 0 : results.reduce(0) { $0 + $1.overlaps[cluster] } / Double(results.count)
    }
  }

  private static func overlaps(of known: [Int?], with found: [Int?], count: Int) -> [Double] {
    let foundCount = (found.compactMap(\.self).max() ?? -1) + 1
    guard foundCount > 0 else { return [Double](repeating: 0, count: count) }
    var both = [Int](repeating: 0, count: count * foundCount)
    var (own, other) = (
      [Int](repeating: 0, count: count), [Int](repeating: 0, count: foundCount)
    )
    for (left, right) in zip(known, found) {
      if let left { own[left] += 1 }
      if let right { other[right] += 1 }
      if let left, let right { both[left * foundCount + right] += 1 }
    }
    return (0..<count).map { left in
      (0..<foundCount).reduce(0.0) { most, right in
        let common = both[left * foundCount + right]
        let either = own[left] + other[right] - common
        return max(most, either > 0 ? Double(common) / Double(either) : 0)
      }
    }
  }
}
