import CIntrinsics
import Threads

extension TreeEnsembleModel {
  /// Rows walked together: their values stay in the cache while each tree passes over them.
  private static let blockSize = 64

  /// Frames of fewer rows are scored row by row.
  private static let leastSlicedRows = 256

  /// The margin of each row, in the frame's order; a frame of no rows has none.
  ///
  /// - Precondition: the frame has the model's features.
  public func margins(for frame: FeatureFrame, threads: Int) -> [Double] {
    precondition(
      frame.columns.count == schema.features.count, "The frame has the model's features.")
    if frame.rowCount >= Self.leastSlicedRows,
      let margins = slicedMargins(for: frame, threads: threads, instructions: cinstructions_best())
    {
      return margins
    }
    return walkedMargins(for: frame, threads: threads)
  }

  /// As ``margins(for:threads:)``, 512 rows at once; `nil` where the trees are too deep for that.
  func slicedMargins(
    for frame: FeatureFrame, threads: Int, instructions: cinstructions
  ) -> [Double]? {
    let made = sliced.value {
      SlicedTreesBuilder.sliced(trees, schema: schema, depths: depths)
    }
    guard let made else { return nil }
    let scratch = (0..<threads).map { _ in SlicedTrees.Scratch(made) }
    return blockMargins(of: frame.rowCount, block: SlicedTrees.blockSize, threads: threads) {
      rows, worker, target in
      made.sum(
        rows, of: frame, to: target, scratch: scratch[worker], instructions: instructions)
      for row in 0..<rows.count { target[row] = baseMargin + target[row] * leafScale }
    }
  }

  /// As ``margins(for:threads:)``, each row down each tree.
  func walkedMargins(for frame: FeatureFrame, threads: Int) -> [Double] {
    let width = max(1, frame.columns.count)
    let scratch = (0..<threads).map { _ in
      ScratchBuffer<Int32>(count: Self.blockSize * width, repeating: 0)
    }
    return blockMargins(of: frame.rowCount, block: Self.blockSize, threads: threads) {
      rows, worker, target in
      RowKeys.fill(scratch[worker].base, from: frame, rows: rows)
      score(scratch[worker].base, rowCount: rows.count, into: target)
    }
  }

  private func blockMargins(
    of rowCount: Int, block blockSize: Int, threads: Int,
    _ body: (_ rows: Range<Int>, _ worker: Int, _ target: UnsafeMutablePointer<Double>) -> Void
  ) -> [Double] {
    guard rowCount > 0 else { return [] }
    let blocks = (rowCount + blockSize - 1) / blockSize
    // A task for each thread to take costs more than a few rows do.
    let chunk = max(256 / blockSize, blocks / (threads * 8), 1)
    return [Double](unsafeUninitializedCapacity: rowCount) { buffer, count in
      count = rowCount
      guard let margins = buffer.baseAddress else { return }
      inParallel((blocks + chunk - 1) / chunk, threads: threads) { item, worker in
        for block in item * chunk..<min(blocks, (item + 1) * chunk) {
          let rows = block * blockSize..<min(rowCount, (block + 1) * blockSize)
          body(rows, worker, margins + rows.lowerBound)
        }
      }
    }
  }

  /// Scores rows of keys laid side by side, `schema.features.count` each.
  func score(
    _ rows: UnsafePointer<Int32>, rowCount: Int, into margins: UnsafeMutablePointer<Double>
  ) {
    scoringNodes.withUnsafeBufferPointer { nodes in
      trees.words.withUnsafeBufferPointer { words in
        guard let words = words.baseAddress else { return }
        for row in 0..<rowCount { (margins + row).initialize(to: 0) }
        if let nodes = nodes.baseAddress {
          for tree in 0..<treeCount {
            if areNumeric[tree] {
              add(NumberStep.self, tree, nodes, words, rows, rowCount, to: margins)
            } else {
              add(LevelStep.self, tree, nodes, words, rows, rowCount, to: margins)
            }
          }
        }
        for row in 0..<rowCount { margins[row] = baseMargin + margins[row] * leafScale }
      }
    }
  }

  @inline(__always)
  private func add<Step: NodeStep>(
    _: Step.Type, _ tree: Int, _ nodes: UnsafePointer<ScoringNode>, _ words: UnsafePointer<UInt64>,
    _ rows: UnsafePointer<Int32>, _ rowCount: Int, to margins: UnsafeMutablePointer<Double>
  ) {
    let width = schema.features.count
    let root = Int(trees.starts[tree])
    let depth = Int(depths[tree])
    var row = 0
    // Eight rows side by side hide the wait for each other's nodes; a leaf leads to itself.
    while row + 8 <= rowCount && depth <= 24 {
      let values = rows + row * width
      var (a, b, c, d, e, f, g, h) = (root, root, root, root, root, root, root, root)
      for _ in 0..<depth {
        a = Step.next(a, nodes, words, values)
        b = Step.next(b, nodes, words, values + width)
        c = Step.next(c, nodes, words, values + 2 * width)
        d = Step.next(d, nodes, words, values + 3 * width)
        e = Step.next(e, nodes, words, values + 4 * width)
        f = Step.next(f, nodes, words, values + 5 * width)
        g = Step.next(g, nodes, words, values + 6 * width)
        h = Step.next(h, nodes, words, values + 7 * width)
      }
      let target = margins + row
      target[0] += Double(nodes[a].leaf)
      target[1] += Double(nodes[b].leaf)
      target[2] += Double(nodes[c].leaf)
      target[3] += Double(nodes[d].leaf)
      target[4] += Double(nodes[e].leaf)
      target[5] += Double(nodes[f].leaf)
      target[6] += Double(nodes[g].leaf)
      target[7] += Double(nodes[h].leaf)
      row += 8
    }
    while row < rowCount {
      var at = root
      while nodes[at].info & TreeNode.leafBit == 0 {
        at = Step.next(at, nodes, words, rows + row * width)
      }
      margins[row] += Double(nodes[at].leaf)
      row += 1
    }
  }
}

/// How a row goes on from a node, without a branch: which way rows go can't be foretold.
private protocol NodeStep {
  static func next(
    _ index: Int, _ nodes: UnsafePointer<ScoringNode>, _ words: UnsafePointer<UInt64>,
    _ values: UnsafePointer<Int32>
  ) -> Int
}

/// Of a tree that tests numbers only.
private enum NumberStep: NodeStep {
  @inline(__always)
  static func next(
    _ index: Int, _ nodes: UnsafePointer<ScoringNode>, _ words: UnsafePointer<UInt64>,
    _ values: UnsafePointer<Int32>
  ) -> Int {
    let node = nodes[index]
    let key = values[Int(node.feature)]
    let isBelow: UInt32 = key < node.key ? 1 : 0
    let missingLeft = node.info >> 2 & (key == RowKeys.missing ? 1 : 0)
    return Int(node.left) + Int(~(isBelow | missingLeft | node.info) & 1)
  }
}

/// Of a tree that tests categories as well.
private enum LevelStep: NodeStep {
  @inline(__always)
  static func next(
    _ index: Int, _ nodes: UnsafePointer<ScoringNode>, _ words: UnsafePointer<UInt64>,
    _ values: UnsafePointer<Int32>
  ) -> Int {
    let node = nodes[index]
    let key = values[Int(node.feature)]
    let isBelow: UInt32 = key < node.key ? 1 : 0
    let isMissing: UInt32 = key == RowKeys.missing ? 1 : 0
    let missingLeft = node.info >> 2 & isMissing
    // All ones for a present level of a category, else 0: other nodes look up the first word in
    // vain.
    let levelMask = 0 &- (node.info >> 1 & (isMissing ^ 1) & 1)
    let level = UInt32(bitPattern: key) & levelMask
    let word = words[Int((node.info >> 3) & levelMask &+ level >> 6)]
    let bit = UInt32(truncatingIfNeeded: word >> UInt64(level & 63)) & levelMask
    let left = isBelow | missingLeft | bit
    return Int(node.left) + Int(~(left | node.info) & 1)
  }
}

/// A node as scoring reads it: numbers as keys in the order of the numbers, so that all tests are
/// of integers.
struct ScoringNode: Sendable, Equatable {
  /// Keys below this go left; in a category none is, and its set of levels decides. In a leaf, which
  /// leads to itself whatever the key, the bits of its value.
  let key: Int32
  let feature: Int32
  let left: Int32
  /// As in ``TreeNode``.
  let info: UInt32
  /// A leaf's value.
  @inline(__always) var leaf: Float { Float(bitPattern: UInt32(bitPattern: key)) }

  init(_ node: TreeNode) {
    key =
      node.isLeaf
      ? Int32(bitPattern: node.value.bitPattern)
      : node.isCategory ? .min : RowKeys.key(node.value)
    feature = node.feature
    left = node.left
    info = node.info
  }
}

/// Rows of a frame side by side as integers that compare like the numbers.
enum RowKeys {
  /// What a missing value, or a level that the feature does not have, becomes.
  static let missing = Int32.max

  /// A number's key: above that of every lesser number, and below the one for missing.
  @inline(__always)
  static func key(_ value: Float) -> Int32 {
    let bits = Int32(bitPattern: (value + 0).bitPattern)
    return bits ^ (bits >> 31 & Int32.max)
  }

  /// Writes `rows.count` × features keys.
  static func fill(
    _ target: UnsafeMutablePointer<Int32>, from frame: FeatureFrame, rows: Range<Int>
  ) {
    let width = frame.columns.count
    for (feature, column) in frame.columns.enumerated() {
      let levelCount = frame.schema.features[feature].levels?.count
      column.withUnsafeBufferPointer { column in
        for row in rows {
          let value = column[row]
          let place = (row - rows.lowerBound) * width + feature
          if let levelCount {
            let level = ColumnBins.level(value, below: levelCount)
            target[place] = level.map { Int32($0) } ?? missing
          } else {
            target[place] = value == value ? key(QuantileEdges.clamped(value)) : missing
          }
        }
      }
    }
  }
}

/// Rows of a frame side by side, infinite values made finite.
enum RowBlock {
  /// Writes `rows.count` × features values.
  static func fill(
    _ target: UnsafeMutablePointer<Float>, from frame: FeatureFrame, rows: Range<Int>
  ) {
    let width = frame.columns.count
    for (feature, column) in frame.columns.enumerated() {
      column.withUnsafeBufferPointer { column in
        for row in rows {
          target[(row - rows.lowerBound) * width + feature] = QuantileEdges.clamped(column[row])
        }
      }
    }
  }
}
