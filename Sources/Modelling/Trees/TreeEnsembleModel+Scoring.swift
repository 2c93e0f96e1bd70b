extension TreeEnsembleModel {
  /// Rows scored together: their values stay in the cache while each tree passes over them.
  private static let blockSize = 64

  /// The margin of each row, in the frame's order; a frame of no rows has none.
  ///
  /// - Precondition: the frame has the model's features.
  public func margins(for frame: FeatureFrame, threads: Int) -> [Double] {
    precondition(
      frame.columns.count == schema.features.count, "The frame has the model's features.")
    let rowCount = frame.rowCount
    guard rowCount > 0 else { return [] }
    let blocks = (rowCount + Self.blockSize - 1) / Self.blockSize
    // A task for each thread to take costs more than a few blocks do.
    let chunk = max(4, blocks / (threads * 8))
    return [Double](unsafeUninitializedCapacity: rowCount) { buffer, count in
      count = rowCount
      guard let margins = buffer.baseAddress else { return }
      inParallel((blocks + chunk - 1) / chunk, threads: threads) { item, _ in
        let scratch = ScratchBuffer<Float>(
          count: Self.blockSize * max(1, frame.columns.count), repeating: 0)
        for block in item * chunk..<min(blocks, (item + 1) * chunk) {
          let rows = block * Self.blockSize..<min(rowCount, (block + 1) * Self.blockSize)
          RowBlock.fill(scratch.base, from: frame, rows: rows)
          score(scratch.base, rowCount: rows.count, into: margins + rows.lowerBound)
        }
      }
    }
  }

  /// Scores rows laid side by side, `schema.features.count` values each.
  func score(
    _ rows: UnsafePointer<Float>, rowCount: Int, into margins: UnsafeMutablePointer<Double>
  ) {
    trees.nodes.withUnsafeBufferPointer { nodes in
      trees.words.withUnsafeBufferPointer { words in
        guard let words = words.baseAddress else { return }
        for row in 0..<rowCount { (margins + row).initialize(to: 0) }
        if let nodes = nodes.baseAddress {
          for tree in 0..<treeCount {
            add(tree, nodes, words, rows, rowCount, to: margins)
          }
        }
        for row in 0..<rowCount { margins[row] = baseMargin + margins[row] * leafScale }
      }
    }
  }

  @inline(__always)
  private func add(
    _ tree: Int, _ nodes: UnsafePointer<TreeNode>, _ words: UnsafePointer<UInt64>,
    _ rows: UnsafePointer<Float>, _ rowCount: Int, to margins: UnsafeMutablePointer<Double>
  ) {
    let width = schema.features.count
    let root = Int(trees.starts[tree])
    let depth = Int(depths[tree])
    var row = 0
    // Four rows side by side hide the wait for each other's nodes; a leaf leads to itself.
    while row + 4 <= rowCount && depth <= 12 {
      let values = rows + row * width
      var at = (root, root, root, root)
      for _ in 0..<depth {
        at.0 = Self.next(at.0, nodes, words, values)
        at.1 = Self.next(at.1, nodes, words, values + width)
        at.2 = Self.next(at.2, nodes, words, values + 2 * width)
        at.3 = Self.next(at.3, nodes, words, values + 3 * width)
      }
      margins[row] += Double(nodes[at.0].value)
      margins[row + 1] += Double(nodes[at.1].value)
      margins[row + 2] += Double(nodes[at.2].value)
      margins[row + 3] += Double(nodes[at.3].value)
      row += 4
    }
    while row < rowCount {
      var at = root
      while !nodes[at].isLeaf { at = Self.next(at, nodes, words, rows + row * width) }
      margins[row] += Double(nodes[at].value)
      row += 1
    }
  }

  @inline(__always)
  private static func next(
    _ index: Int, _ nodes: UnsafePointer<TreeNode>, _ words: UnsafePointer<UInt64>,
    _ values: UnsafePointer<Float>
  ) -> Int {
    let node = nodes[index]
    let right = !node.sendsLeft(values[Int(node.feature)], words: words)
    return Int(node.left) + (right && !node.isLeaf ? 1 : 0)
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
