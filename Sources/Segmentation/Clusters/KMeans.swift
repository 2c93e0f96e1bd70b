import Tabular
import Threads

/// Groups of points around centres, such that the squares of the distances to them are least (Lloyd 1982,
/// doi:10.1109/TIT.1982.1056489), begun at points drawn far apart (k-means++, Arthur and Vassilvitskii
/// 2007), several times over.
public struct KMeans: Sendable, Equatable {
  /// How many groups, at least 1.
  public var clusterCount: Int
  /// How often it begins anew; the best result counts. At least 1.
  public var starts: Int
  /// The most rounds of a start, at least 1.
  public var maximumIterations: Int

  /// Makes settings.
  public init(clusterCount: Int, starts: Int = 10, maximumIterations: Int = 300) {
    precondition(
      clusterCount > 0 && starts > 0 && maximumIterations > 0, "Counts of k-means are above 0.")
    self.clusterCount = clusterCount
    self.starts = starts
    self.maximumIterations = maximumIterations
  }

  /// Finds the groups of points; fewer than asked for where fewer points differ.
  ///
  /// A group that loses its last point takes the point farthest from its centre. Equally near centres:
  /// the first. The result depends on the seed, not on the threads.
  ///
  /// - Precondition: there is a point.
  public func model(of points: Points, seed: UInt64, threads: Int) -> KMeansModel {
    precondition(points.count > 0, "There is a point to group.")
    let results = parallelMap(starts, threads: threads) { start in
      var generator = SeededGenerator(seed: seed, stream: UInt64(start))
      return KMeansStart(
        points, centres: KMeansSeeding.centres(of: points, clusterCount, using: &generator)
      ).settled(maximumIterations)
    }
    var best = results[0]
    for result in results where result.inertia < best.inertia { best = result }
    return best
  }
}

/// Centres of groups, with the group of each point that they were fitted to.
public struct KMeansModel: Sendable, Equatable {
  /// One centre a group.
  public let centres: Points
  /// The group of each point, from 0.
  public let labels: [Int]
  /// The sum of squared distances of the points to their centres.
  public let inertia: Double
  /// The rounds that the best start took.
  public let iterations: Int

  /// The group of each of other points: that of the nearest centre.
  public func labels(of points: Points, threads: Int) -> [Int] {
    Neighbours(of: points, among: centres, count: 1, threads: threads).indices.map(Int.init)
  }
}
