/// Groups of points by density, with the points that belong to none (Campello, Moulavi and Sander 2013,
/// doi:10.1007/978-3-642-37456-2_14): of the groups that appear and part as the density rises, those that
/// last longest.
///
/// Exact; O(n²) in time, O(n) in memory.
public struct HDBSCAN: Sendable, Equatable {
  /// The least points of a group, at least 2.
  public var minimumClusterSize: Int
  /// How many points, itself among them, have to be near a point for it to be dense, at least 1.
  public var minimumSamples: Int

  /// Makes settings.
  ///
  /// - Parameter minimumSamples: as many as the least points of a group unless said otherwise.
  public init(minimumClusterSize: Int, minimumSamples: Int? = nil) {
    precondition(minimumClusterSize > 1, "A group has at least two points.")
    precondition(minimumSamples.map { $0 > 0 } ?? true, "A point is near itself.")
    self.minimumClusterSize = minimumClusterSize
    self.minimumSamples = minimumSamples ?? minimumClusterSize
  }

  /// Finds the groups of points. All points are noise where there are fewer than ``minimumSamples``, or
  /// they never part into two groups.
  public func result(of points: Points, threads: Int) -> HDBSCANResult {
    guard points.count >= max(minimumSamples, minimumClusterSize) else {
      return HDBSCANResult(
        labels: [Int?](repeating: nil, count: points.count), stabilities: [])
    }
    let near = Neighbours(of: points, count: minimumSamples - 1, threads: threads)
    let core = (0..<points.count).map { row in
      near.perPoint == 0 ? 0 : near.distances[(row + 1) * near.perPoint - 1]
    }
    let tree = SpanningTree(of: points, coreDistances: core)
    let condensed = CondensedTree(
      Dendrogram(tree.edges, pointCount: points.count), minimumSize: minimumClusterSize)
    return condensed.result()
  }
}

/// What ``HDBSCAN`` found.
public struct HDBSCANResult: Sendable, Equatable {
  /// The group of each point, from 0; `nil` for noise.
  public let labels: [Int?]
  /// How long each group lasts: the sum over its points of the density (1 / distance) at which they leave
  /// it, less that at which it appears.
  public let stabilities: [Double]

  /// The number of groups.
  public var clusterCount: Int { stabilities.count }
}
