/// A dendrogram without the sets that are too small to be groups: groups that appear, lose points, and
/// part in two, by density (1 / distance).
struct CondensedTree {
  private struct Cluster {
    let parent: Int?
    /// The density at which it appears.
    let birth: Double
    var stability = 0.0
    var children: [Int] = []
  }

  /// Parents before children; the first holds all points.
  private var clusters: [Cluster] = [Cluster(parent: nil, birth: 0)]
  /// The last group that each point is in.
  private var lastCluster: [Int]

  init(_ dendrogram: Dendrogram, minimumSize: Int) {
    lastCluster = [Int](repeating: 0, count: dendrogram.pointCount)
    // Equal points join at no distance; a floor far below all others keeps densities finite.
    let longest = dendrogram.joins.last?.distance ?? 0
    let floor = max(Double(longest) * 1e-9, .leastNormalMagnitude)
    var open: [(set: Int, cluster: Int)] = []
    if !dendrogram.joins.isEmpty {
      open.append((dendrogram.pointCount + dendrogram.joins.count - 1, 0))
    }
    while let (set, cluster) = open.popLast() {
      let join = dendrogram.joins[set - dendrogram.pointCount]
      let density = 1 / max(Double(join.distance), floor)
      let sides = [join.left, join.right]
      let large = sides.filter { dendrogram.size(of: $0) >= minimumSize }
      for side in sides {
        let size = dendrogram.size(of: side)
        if large.count == 2 {
          clusters[cluster].stability += (density - clusters[cluster].birth) * Double(size)
          clusters[cluster].children.append(clusters.count)
          open.append((side, clusters.count))
          clusters.append(Cluster(parent: cluster, birth: density))
        } else if size >= minimumSize {
          open.append((side, cluster))
        } else {
          clusters[cluster].stability += (density - clusters[cluster].birth) * Double(size)
          for point in dendrogram.points(of: side) { lastCluster[point] = cluster }
        }
      }
    }
  }

  /// The groups that last longer than all that they part into together; all points are never one group.
  func result() -> HDBSCANResult {
    var isChosen = [Bool](repeating: true, count: clusters.count)
    isChosen[0] = false
    var totals = clusters.map(\.stability)
    for cluster in clusters.indices.reversed() where !clusters[cluster].children.isEmpty {
      let below = clusters[cluster].children.reduce(0) { $0 + totals[$1] }
      if below > totals[cluster] {
        totals[cluster] = below
        isChosen[cluster] = false
      }
    }
    // Of chosen groups within chosen groups the outermost counts.
    var label = [Int?](repeating: nil, count: clusters.count)
    var stabilities: [Double] = []
    for cluster in clusters.indices.dropFirst() {
      if let parent = clusters[cluster].parent, let above = label[parent] {
        label[cluster] = above
      } else if isChosen[cluster] {
        label[cluster] = stabilities.count
        stabilities.append(clusters[cluster].stability)
      }
    }
    return HDBSCANResult(labels: lastCluster.map { label[$0] }, stabilities: stabilities)
  }
}
