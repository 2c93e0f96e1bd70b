import Threads

/// How much nearer points are to their own group than to the next one (Rousseeuw 1987,
/// doi:10.1016/0377-0427(87)90125-7).
public enum Silhouette {
  /// The mean of (b − a) / max(a, b) over the points that have a group, −1…1: a is the mean distance to
  /// the others of the group, b the least mean distance to another group; 0 for a group of one point.
  /// Points without a group stay out. `nil` with fewer than two groups, or where each is one point.
  ///
  /// O(n² × dimension); give a sample of many points.
  ///
  /// - Precondition: there is one label a point.
  public static func mean(of points: Points, labels: [Int?], threads: Int) -> Double? {
    precondition(labels.count == points.count, "There is one label a point.")
    let groups = Dictionary(grouping: labels.indices.filter { labels[$0] != nil }) { labels[$0] }
      .sorted { ($0.key ?? 0) < ($1.key ?? 0) }.map(\.value)
    let count = groups.reduce(0) { $0 + $1.count }
    guard groups.count > 1, groups.count < count else { return nil }
    let packed = groups.map { PackedPoints(points.rows($0)) }
    let sums = parallelMap(groups.count, threads: threads) { own in
      groups[own].reduce(0.0) { sum, row in
        sum + silhouette(of: Array(points[row]), in: own, of: packed)
      }
    }
    return sums.reduce(0, +) / Double(count)
  }

  private static func silhouette(
    of point: [Float], in own: Int, of groups: [PackedPoints]
  ) -> Double {
    guard groups[own].count > 1 else { return 0 }
    let sums = groups.map { distanceSum(of: point, to: $0) }
    let within = sums[own] / Double(groups[own].count - 1)
    var other = Double.infinity
    for (index, sum) in sums.enumerated() where index != own {
      other = min(other, sum / Double(groups[index].count))
    }
    let larger = max(within, other)
    return larger > 0 ? (other - within) / larger : 0
  }

  private static func distanceSum(of point: [Float], to group: PackedPoints) -> Double {
    var sum = SIMD8<Float>.zero
    var rest = 0.0
    group.lanes.withUnsafeBufferPointer { lanes in
      point.withUnsafeBufferPointer { point in
        guard let lane = lanes.baseAddress, let point = point.baseAddress else { return }
        let whole = group.count / PackedPoints.width
        for index in 0..<whole {
          sum += PackedPoints.squares(index, of: lane, dimension: group.dimension, to: point)
            .squareRoot()
        }
        guard whole < group.groupCount else { return }
        let last = PackedPoints.squares(whole, of: lane, dimension: group.dimension, to: point)
        for place in 0..<group.count % PackedPoints.width {
          rest += Double(last[place].squareRoot())
        }
      }
    }
    return (0..<PackedPoints.width).reduce(rest) { $0 + Double(sum[$1]) }
  }
}
