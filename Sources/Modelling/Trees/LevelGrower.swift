import Threads

/// Grows trees level by level from histograms of all groups, for boosting.
///
/// Only the smaller child's histogram is summed; its sibling's is the parent's less that. All sums
/// are of integers, so equal input gives equal trees at any number of threads.
final class LevelGrower {
  private let matrix: BinnedMatrix
  private let threads: Int
  private let builder: HistogramBuilder
  private let projections: [ColumnProjection]
  private let decode: [UInt8]
  private var pool: [ScratchBuffer<GradientPair>] = []
  /// Histograms that are done with once those of their siblings are searched.
  private var spent: [ScratchBuffer<GradientPair>] = []
  let partition: RowPartition
  let rules: SplitRules
  private let maximumDepth: Int

  /// A node whose rows may still be split.
  private struct Open {
    let node: Int
    let range: Range<Int>
    let sum: GradientPair
    /// Its histogram, or that of its parent while ``less`` is to be taken away.
    let cells: ScratchBuffer<GradientPair>
    /// Its sibling's histogram, taken away when the node is searched.
    var less: ScratchBuffer<GradientPair>?
  }

  /// A finished tree and the rows of its leaves.
  struct Result {
    var tree: GrownTree
    /// Ranges of ``RowPartition/rows``.
    var leaves: [(node: Int, range: Range<Int>, sum: GradientPair)]
    /// Leaves of the last level, whose rows are not parted any more.
    var twins: [TwinLeaves] = []
  }

  init(
    matrix: BinnedMatrix, rules: SplitRules, maximumDepth: Int, threads: Int
  ) {
    self.matrix = matrix
    self.rules = rules
    self.threads = threads
    self.maximumDepth = maximumDepth
    builder = HistogramBuilder(matrix, threads: threads)
    let decode = ColumnProjection.decodeTable(of: matrix)
    self.decode = decode
    projections = (0..<threads).map { _ in ColumnProjection(matrix: matrix, decode: decode) }
    partition = RowPartition(capacity: matrix.rowCount)
  }

  /// Where rows end that were not part of the growing.
  func router(_ tree: GrownTree) -> BinRouter {
    BinRouter(tree, matrix: matrix, decode: decode)
  }

  /// Grows a tree on the first `rowCount` rows that the caller put into the partition.
  ///
  /// - Parameters:
  ///   - pairs: a pair for each row of the matrix.
  ///   - total: the sum of the pairs of those rows.
  ///   - columns: the columns that may be split.
  func grow(
    rowCount: Int, pairs: RowPairs, total: GradientPair, columns: [Bool]
  ) -> Result {
    var result = Result(tree: GrownTree(), leaves: [])
    let root = Open(node: 0, range: 0..<rowCount, sum: total, cells: takeCells())
    var level = [root]
    if maximumDepth > 0 && mayBeSplit(total) {
      build([root], pairs)
    } else {
      result.leaves.append((0, root.range, total))
      give(back: root.cells)
      level = []
    }
    for depth in 0..<maximumDepth where !level.isEmpty {
      let splits = search(level, columns: columns)
      let parents = self.parents(level, splits, &result)
      if depth + 1 == maximumDepth {
        finish(parents, &result)
        level = []
      } else {
        level = divide(parents, pairs, &result)
      }
    }
    return result
  }

  private func mayBeSplit(_ sum: GradientPair) -> Bool {
    Double(sum.y) * rules.unit.y >= 2 * rules.minimumChildWeight
  }

  private func takeCells() -> ScratchBuffer<GradientPair> {
    pool.popLast() ?? ScratchBuffer(count: builder.cellCount, repeating: GradientPair())
  }

  private func give(back cells: ScratchBuffer<GradientPair>) { pool.append(cells) }

  private func build(_ nodes: [Open], _ pairs: RowPairs) {
    let rows = partition.rows.base
    builder.build(
      nodes.map {
        HistogramBuilder.Job(
          rows: rows + $0.range.lowerBound, count: $0.range.count, cells: $0.cells.base)
      }, pairs: pairs, threads: threads)
  }

  /// The best split of each node; the work is shared out by node and group.
  private func search(_ level: [Open], columns: [Bool]) -> [BinSplit?] {
    let groups = matrix.groups
    // Few nodes are searched a group at a time, to keep all threads busy; many a node at a time.
    let parts = level.count >= 4 * threads ? 1 : groups.count
    let slots = ScratchResults(count: level.count * parts)
    let searching = worthwhileThreads(
      threads, steps: level.count * (builder.cellCount + 128 * columns.count))
    inParallel(level.count * parts, threads: searching) { item, worker in
      let open = level[item / parts]
      let part = item % parts
      var search = SplitSearch(rules: rules, total: open.sum)
      for index in parts == 1 ? 0..<groups.count : part..<part + 1 {
        if let less = open.less {
          for cell in index * 256..<(index + 1) * 256 { open.cells.base[cell] &-= less.base[cell] }
        }
        // Each group is searched by itself: whether a later group's equal gain is seen must not
        // depend on how the work is shared out.
        var inGroup = SplitSearch(rules: rules, total: open.sum)
        for column in groups[index].columns where columns[column] {
          projections[worker].search(
            &inGroup, column: column, group: groups[index], dense: open.cells.base + index * 256)
        }
        search.take(inGroup.best)
      }
      slots.base[item] = search.best
    }
    pool += spent
    spent = []
    return level.indices.map { node in
      var search = SplitSearch(rules: rules, total: level[node].sum)
      for part in 0..<parts { search.take(slots.base[node * parts + part]) }
      return search.best
    }
  }

  private final class ScratchResults {
    let base: UnsafeMutablePointer<BinSplit?>
    private let count: Int

    init(count: Int) {
      self.count = count
      base = .allocate(capacity: max(1, count))
      base.initialize(repeating: nil, count: count)
    }

    deinit {
      base.deinitialize(count: count)
      base.deallocate()
    }
  }

  /// The nodes that have a split; the others become leaves.
  private func parents(
    _ level: [Open], _ splits: [BinSplit?], _ result: inout Result
  ) -> [(open: Open, split: BinSplit)] {
    var parents: [(open: Open, split: BinSplit)] = []
    for (open, split) in zip(level, splits) {
      if let split {
        parents.append((open, split))
      } else {
        result.leaves.append((open.node, open.range, open.sum))
        give(back: open.cells)
      }
    }
    return parents
  }

  /// Splits nodes of the last level: who needs their rows asks each for its side.
  private func finish(_ parents: [(open: Open, split: BinSplit)], _ result: inout Result) {
    for (open, split) in parents {
      let left = result.tree.split(open.node, by: split)
      let none = open.range.lowerBound..<open.range.lowerBound
      result.leaves.append((left, none, split.leftSum))
      result.leaves.append((left + 1, none, open.sum &- split.leftSum))
      result.twins.append(
        TwinLeaves(
          range: open.range, group: matrix.places[split.column].group,
          sendsLeft: RowPartition.sendsLeft(split, of: matrix, decode: decode), left: left,
          right: left + 1))
      give(back: open.cells)
    }
  }

  /// Splits nodes and gives those of the next level that may be split, with their histograms.
  private func divide(
    _ parents: [(open: Open, split: BinSplit)], _ pairs: RowPairs, _ result: inout Result
  ) -> [Open] {
    let leftCounts = partition.part(
      parents.map { ($0.open.range, $0.split) }, of: matrix, decode: decode, threads: threads)
    var next: [Open] = []
    var small: [Open] = []
    for (parent, leftCount) in zip(parents, leftCounts) {
      let open = parent.open
      let left = result.tree.split(open.node, by: parent.split)
      let middle = open.range.lowerBound + leftCount
      let ranges = [open.range.lowerBound..<middle, middle..<open.range.upperBound]
      let sums = [parent.split.leftSum, open.sum &- parent.split.leftSum]
      let mayGrow = sums.map(mayBeSplit)
      let smaller = ranges[0].count <= ranges[1].count ? 0 : 1
      let fresh = mayGrow[0] || mayGrow[1] ? takeCells() : nil
      for side in 0...1 {
        let cells = side == smaller ? fresh : open.cells
        guard mayGrow[side], let cells else {
          result.leaves.append((left + side, ranges[side], sums[side]))
          continue
        }
        next.append(
          Open(
            node: left + side, range: ranges[side], sum: sums[side], cells: cells,
            less: side == smaller ? nil : fresh))
      }
      if let fresh {
        small.append(
          Open(
            node: left + smaller, range: ranges[smaller], sum: sums[smaller], cells: fresh))
        if !mayGrow[smaller] { spent.append(fresh) }
      }
      if !mayGrow[1 - smaller] { give(back: open.cells) }
    }
    build(small, pairs)
    return next
  }
}
