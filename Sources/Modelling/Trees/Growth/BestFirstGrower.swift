import Threads

/// Grows trees by splitting the node of the greatest gain next, up to a number of leaves.
///
/// Of equal gains the node that was made first is split. Histograms are sums of integers and each
/// group of columns is searched by itself, so that threads do not matter.
final class BestFirstGrower: TreeGrower {
  let rules: SplitRules
  private let nodes: GrowingNodes
  private let maximumDepth: Int
  private let maximumLeaves: Int
  private let projections: [ColumnProjection]

  var partition: RowPartition { nodes.partition }

  init(
    matrix: BinnedMatrix, rules: SplitRules, maximumDepth: Int, maximumLeaves: Int, threads: Int
  ) {
    self.rules = rules
    self.maximumDepth = maximumDepth
    self.maximumLeaves = maximumLeaves
    let nodes = GrowingNodes(matrix: matrix, rules: rules, threads: threads)
    self.nodes = nodes
    projections = (0..<threads).map { _ in
      ColumnProjection(matrix: matrix, decode: nodes.decode)
    }
  }

  func router(_ tree: GrownTree) -> BinRouter { nodes.router(tree) }

  /// A node and its best split.
  private struct Candidate: HeapOrdered {
    var node: GrowingNode
    let split: BinSplit

    func comesBefore(_ other: Candidate) -> Bool {
      split.gain == other.split.gain
        ? node.node < other.node.node : split.gain > other.split.gain
    }
  }

  func grown(
    rowCount: Int, pairs: RowPairs, total: GradientPair, columns: ColumnChoice
  ) -> GrowthResult {
    var result = GrowthResult(tree: GrownTree(), leaves: [])
    var candidates = Heap<Candidate>()
    var root = GrowingNode.root(rowCount: rowCount, sum: total)
    if nodes.mayBeSplit(total) { nodes.fill(&root, pairs) }
    consider([root], columns, &candidates, &result)
    var leafCount = 1
    while leafCount < maximumLeaves, let next = candidates.popFirst() {
      leafCount += 1
      let isLast = leafCount == maximumLeaves
      let pair = nodes.children(of: [(next.node, next.split)], in: &result.tree)[0]
      var families = [(parent: next.node, left: pair.left, right: pair.right)]
      nodes.fill(
        &families,
        needs: { !isLast && $0.depth < maximumDepth && nodes.mayBeSplit($0.sum) }, pairs)
      consider([families[0].left, families[0].right], columns, &candidates, &result)
    }
    while var rest = candidates.popFirst() {
      result.leaves.append(rest.node.leaf)
      nodes.release(&rest.node)
    }
    return result
  }

  /// Searches the nodes that have a histogram; those without a split are leaves.
  private func consider(
    _ fresh: [GrowingNode], _ columns: ColumnChoice, _ candidates: inout Heap<Candidate>,
    _ result: inout GrowthResult
  ) {
    let splits = search(fresh, columns)
    for (node, split) in zip(fresh, splits) {
      if let split {
        candidates.insert(Candidate(node: node, split: split))
      } else {
        var node = node
        result.leaves.append(node.leaf)
        nodes.release(&node)
      }
    }
  }

  private func search(_ open: [GrowingNode], _ columns: ColumnChoice) -> [BinSplit?] {
    let groups = nodes.matrix.groups
    let searched = open.indices.filter { open[$0].cells != nil }
    let chosen = searched.map { columns.columns(depth: open[$0].depth, path: open[$0].path) }
    let found = [BinSplit?](
      unsafeUninitializedCapacity: searched.count * groups.count
    ) { buffer, count in
      count = searched.count * groups.count
      guard let base = buffer.baseAddress else { return }
      inParallel(count, threads: nodes.threads) { item, worker in
        let node = open[searched[item / groups.count]]
        let index = item % groups.count
        var search = SplitSearch(rules: rules, total: node.sum, limits: node.limits)
        if let cells = node.cells {
          for column in groups[index].columns where chosen[item / groups.count][column] {
            projections[worker].search(
              &search, column: column, group: groups[index], dense: cells.base + index * 256)
          }
        }
        (base + item).initialize(to: search.best)
      }
    }
    var splits = [BinSplit?](repeating: nil, count: open.count)
    for (place, node) in searched.enumerated() {
      var search = SplitSearch(rules: rules, total: open[node].sum, limits: open[node].limits)
      for part in 0..<groups.count { search.take(found[place * groups.count + part]) }
      splits[node] = search.best
    }
    return splits
  }
}
