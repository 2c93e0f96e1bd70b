import Threads

/// The margins of held-out rows, tree by tree, and what their losses say of stopping.
struct HeldOutRows {
  private let loss: any HeldOutLoss
  private let rows: [Float]
  private let width: Int
  /// One a row walked; rows that are alike are walked once.
  private var margins: [Double]
  /// Which of them each row has; `nil` where the loss takes them as they are.
  private let marginOfRow: [Int32]?
  private(set) var stopping: EarlyStopping

  init(
    _ frame: FeatureFrame, loss: any HeldOutLoss, base: Double, stopping: EarlyStopping,
    threads: Int
  ) {
    self.stopping = stopping
    let distinct = frame.distinctRows(threads: threads)
    let merged = distinct.flatMap { loss.merged(ofRow: $0.ofRow, count: $0.first.count) }
    self.loss = merged ?? loss
    marginOfRow = merged == nil ? distinct?.ofRow : nil
    let frame = distinct.map { frame.rows($0.first.map(Int.init)) } ?? frame
    width = frame.columns.count
    let count = frame.rowCount * width
    rows = [Float](unsafeUninitializedCapacity: count) { buffer, initialised in
      initialised = count
      if let target = buffer.baseAddress {
        RowBlock.fill(target, from: frame, rows: 0..<frame.rowCount)
      }
    }
    margins = [Double](repeating: base, count: frame.rowCount)
  }

  /// Adds a tree and gives the loss with it.
  mutating func add(tree: Int, of trees: TreeNodes, threads: Int) -> Double {
    let start = Int(trees.starts[tree])
    let (rows, width) = (rows, width)
    margins.withUnsafeMutableBufferPointer { margins in
      guard let base = margins.baseAddress else { return }
      inRowBlocks(margins.count, of: 1 << 10, threads: threads) { block, _ in
        for row in block { base[row] += trees.leafValue(from: start, rows: rows, at: row * width) }
      }
    }
    let ofRows = marginOfRow.map { places in places.map { margins[Int($0)] } } ?? margins
    let value = loss.value(ofRows, threads: threads)
    stopping.add(value, round: tree)
    return value
  }
}

extension TreeNodes {
  /// The value of the leaf that a row ends in, from a tree's root.
  @inline(__always)
  fileprivate func leafValue(from root: Int, rows: [Float], at offset: Int) -> Double {
    words.withUnsafeBufferPointer { words in
      guard let words = words.baseAddress else { return 0 }
      var index = root
      while !nodes[index].isLeaf {
        let node = nodes[index]
        let left = node.sendsLeft(rows[offset + Int(node.feature)], words: words)
        index = Int(node.left) + (left ? 0 : 1)
      }
      return Double(nodes[index].value)
    }
  }
}
