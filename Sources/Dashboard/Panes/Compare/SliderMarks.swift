import TerminalKit

/// Where marks stand on a line from 0 to 1 when several want the same cell.
enum SliderMarks {
  /// Marks that stand shoulder to shoulder.
  private struct Cluster {
    var members: [Int]
    /// The sum of where each member wants the first cell of the cluster to be.
    var sum: Double
    var start: Double { sum / Double(members.count) }
  }

  /// The cell of each share, 0...1: its own where that is free, and else the next beside it, so that no
  /// mark hides another and their order is that of the shares. Equal shares keep their order.
  ///
  /// - Parameter count: how many cells there are; with fewer than marks, the last ones share the end.
  static func cells(of shares: [Double], count: Int) -> [Int] {
    let wanted = shares.map { Ticks.cell(of: $0, in: 0...1, cells: count) }
    let order = shares.indices.sorted { (shares[$0], $0) < (shares[$1], $1) }
    var clusters: [Cluster] = []
    for index in order {
      clusters.append(Cluster(members: [index], sum: Double(wanted[index])))
      while clusters.count > 1,
        start(clusters[clusters.count - 2], count) + clusters[clusters.count - 2].members.count
          > start(clusters[clusters.count - 1], count)
      {
        let last = clusters.removeLast()
        let shift = Double(clusters[clusters.count - 1].members.count * last.members.count)
        clusters[clusters.count - 1].sum += last.sum - shift
        clusters[clusters.count - 1].members += last.members
      }
    }
    var cells = wanted
    for cluster in clusters {
      let first = start(cluster, count)
      for (offset, index) in cluster.members.enumerated() {
        cells[index] = max(0, min(first + offset, count - 1))
      }
    }
    return cells
  }

  private static func start(_ cluster: Cluster, _ count: Int) -> Int {
    max(0, min(Int(cluster.start.rounded()), count - cluster.members.count))
  }
}
