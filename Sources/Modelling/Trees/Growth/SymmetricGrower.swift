import Threads

/// Grows trees whose nodes of one level all ask the same question.
///
/// Each level's test is that of the greatest sum of gains over its nodes. A node of which it would
/// leave a side below the least weight, or turn the direction of a bound column, adds nothing to the
/// sum and is left whole at that level. Of equal sums the lower column and cut are kept.
final class SymmetricGrower: TreeGrower {
  let rules: SplitRules
  private let nodes: GrowingNodes
  private let maximumDepth: Int
  private let searches: [SymmetricSearch]

  var partition: RowPartition { nodes.partition }

  init(matrix: BinnedMatrix, rules: SplitRules, maximumDepth: Int, threads: Int) {
    self.rules = rules
    self.maximumDepth = maximumDepth
    let nodes = GrowingNodes(matrix: matrix, rules: rules, threads: threads)
    self.nodes = nodes
    searches = (0..<threads).map { _ in
      SymmetricSearch(matrix: matrix, decode: nodes.decode, rules: rules)
    }
  }

  func router(_ tree: GrownTree) -> BinRouter { nodes.router(tree) }

  func grown(
    rowCount: Int, pairs: RowPairs, total: GradientPair, columns: ColumnChoice
  ) -> GrowthResult {
    var result = GrowthResult(tree: GrownTree(), leaves: [])
    var root = GrowingNode.root(rowCount: rowCount, sum: total)
    if nodes.mayBeSplit(total) { nodes.fill(&root, pairs) }
    var level = [root]
    for depth in 0..<maximumDepth {
      let open = level.filter { $0.cells != nil }
      guard !open.isEmpty,
        let test = search(open, columns.columns(depth: depth, path: 1))
      else { break }
      level = divide(level, by: test, pairs, isLast: depth + 1 == maximumDepth, &result)
    }
    for var rest in level {
      result.leaves.append(rest.leaf)
      nodes.release(&rest)
    }
    return result
  }

  /// The test of the greatest sum of gains.
  private func search(_ open: [GrowingNode], _ columns: [Bool]) -> SymmetricSearch.Found? {
    let allowed = columns.indices.filter { columns[$0] }
    let found = [SymmetricSearch.Found?](
      unsafeUninitializedCapacity: allowed.count
    ) { buffer, count in
      count = allowed.count
      guard let base = buffer.baseAddress else { return }
      inParallel(allowed.count, threads: nodes.threads) { item, worker in
        (base + item).initialize(to: searches[worker].best(of: allowed[item], in: open))
      }
    }
    var best: SymmetricSearch.Found?
    for case let candidate? in found where candidate.gain > best?.gain ?? 0 { best = candidate }
    return best
  }

  /// Splits the nodes that the test may split; the others stay, for the levels below.
  private func divide(
    _ level: [GrowingNode], by test: SymmetricSearch.Found, _ pairs: RowPairs, isLast: Bool,
    _ result: inout GrowthResult
  ) -> [GrowingNode] {
    var parents: [(node: GrowingNode, split: BinSplit)] = []
    var next: [GrowingNode] = []
    for node in level {
      if let split = searches[0].split(node, by: test) {
        parents.append((node, split))
      } else {
        next.append(node)
      }
    }
    var families = zip(parents, nodes.children(of: parents, in: &result.tree)).map {
      (parent: $0.node, left: $1.left, right: $1.right)
    }
    nodes.fill(&families, needs: { !isLast && nodes.mayBeSplit($0.sum) }, pairs)
    for family in families { next += [family.left, family.right] }
    return next
  }
}
