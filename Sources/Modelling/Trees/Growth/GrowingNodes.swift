import Threads

/// A node of a tree that is being grown.
struct GrowingNode {
  /// Its place among the tree's nodes.
  let node: Int
  /// Its rows, a range of ``RowPartition/rows``.
  let range: Range<Int>
  /// The sum of their pairs.
  let sum: GradientPair
  let depth: Int
  /// The way to it from the root (``ColumnChoice``).
  let path: UInt64
  /// Where the values of its leaves must lie.
  let limits: ValueLimits
  /// Its histogram; `nil` where none is needed or it was passed on.
  var cells: ScratchBuffer<GradientPair>?

  static func root(rowCount: Int, sum: GradientPair) -> GrowingNode {
    GrowingNode(node: 0, range: 0..<rowCount, sum: sum, depth: 0, path: 1, limits: .none)
  }

  var leaf: GrownLeaf { GrownLeaf(node: node, range: range, sum: sum, limits: limits) }
}

/// What growers of single nodes share: histograms, their differences, and parting rows.
final class GrowingNodes {
  let matrix: BinnedMatrix
  let rules: SplitRules
  let threads: Int
  let partition: RowPartition
  /// The bin of `column` for a byte at `column * 256 + byte`.
  let decode: [UInt8]
  private let builder: HistogramBuilder
  private var pool: [ScratchBuffer<GradientPair>] = []

  init(matrix: BinnedMatrix, rules: SplitRules, threads: Int) {
    self.matrix = matrix
    self.rules = rules
    self.threads = threads
    builder = HistogramBuilder(matrix, threads: threads)
    decode = ColumnProjection.decodeTable(of: matrix)
    partition = RowPartition(capacity: matrix.rowCount)
  }

  var router: (GrownTree) -> BinRouter {
    { BinRouter($0, matrix: self.matrix, decode: self.decode) }
  }

  func mayBeSplit(_ sum: GradientPair) -> Bool {
    Double(sum.y) * rules.unit.y >= 2 * rules.minimumChildWeight
  }

  /// Takes back the histogram of a node that is done with it.
  func release(_ node: inout GrowingNode) {
    if let cells = node.cells { pool.append(cells) }
    node.cells = nil
  }

  /// Makes the histogram of a root.
  func fill(_ root: inout GrowingNode, _ pairs: RowPairs) {
    let cells = pool.popLast() ?? fresh()
    root.cells = cells
    build([job(root, cells)], pairs)
  }

  private func fresh() -> ScratchBuffer<GradientPair> {
    ScratchBuffer(count: builder.cellCount, repeating: GradientPair())
  }

  private func job(
    _ node: GrowingNode, _ cells: ScratchBuffer<GradientPair>
  ) -> HistogramBuilder.Job {
    HistogramBuilder.Job(
      rows: partition.rows.base + node.range.lowerBound, count: node.range.count,
      cells: cells.base)
  }

  private func build(_ jobs: [HistogramBuilder.Job], _ pairs: RowPairs) {
    builder.build(jobs, pairs: pairs, threads: threads)
  }

  /// Splits some nodes and gives their children in pairs, without histograms.
  func children(
    of parents: [(node: GrowingNode, split: BinSplit)], in tree: inout GrownTree
  ) -> [(left: GrowingNode, right: GrowingNode)] {
    let leftCounts = partition.part(
      parents.map { ($0.node.range, $0.split) }, of: matrix, decode: decode, threads: threads)
    return zip(parents, leftCounts).map { parent, leftCount in
      let (open, split) = parent
      let left = tree.split(open.node, by: split)
      let middle = open.range.lowerBound + leftCount
      let limits = rules.limits(below: split, sum: open.sum, within: open.limits)
      return (
        GrowingNode(
          node: left, range: open.range.lowerBound..<middle, sum: split.leftSum,
          depth: open.depth + 1, path: open.path &* 2, limits: limits.left),
        GrowingNode(
          node: left + 1, range: middle..<open.range.upperBound, sum: open.sum &- split.leftSum,
          depth: open.depth + 1, path: open.path &* 2 &+ 1, limits: limits.right)
      )
    }
  }

  /// Gives children that are to be split histograms: the smaller one's is summed, and the other's is
  /// the parent's less that. The parents' are taken.
  func fill(
    _ families: inout [(parent: GrowingNode, left: GrowingNode, right: GrowingNode)],
    needs: (GrowingNode) -> Bool, _ pairs: RowPairs
  ) {
    var jobs: [HistogramBuilder.Job] = []
    var differences: [(cells: ScratchBuffer<GradientPair>, less: ScratchBuffer<GradientPair>)] = []
    for index in families.indices {
      let family = families[index]
      let isLeftSmall = family.left.range.count <= family.right.range.count
      let needsLeft = needs(family.left)
      let needsRight = needs(family.right)
      guard needsLeft || needsRight, let own = family.parent.cells else {
        release(&families[index].parent)
        continue
      }
      let small = pool.popLast() ?? fresh()
      jobs.append(job(isLeftSmall ? family.left : family.right, small))
      if isLeftSmall ? needsRight : needsLeft { differences.append((own, small)) }
      families[index].left.cells = isLeftSmall ? small : own
      families[index].right.cells = isLeftSmall ? own : small
      families[index].parent.cells = nil
    }
    build(jobs, pairs)
    inParallel(differences.count, threads: threads) { index, _ in
      let (cells, less) = differences[index]
      for cell in 0..<builder.cellCount { cells.base[cell] &-= less.base[cell] }
    }
    for index in families.indices {
      if !needs(families[index].left) { release(&families[index].left) }
      if !needs(families[index].right) { release(&families[index].right) }
    }
  }
}
