/// Margins of rows under several shuffles of one feature.
///
/// Trees that never test the feature are scored once for all shuffles. Each of the others is walked
/// once a row: at a split on the feature the shuffles part, a bit each, and only where they do are
/// both ways gone. Rows that reach equal leaves get equal margins, so ties stay ties.
struct ShuffledScoring {
  private let feature: Int
  private let trees: TreesByFeature
  private let settled: [Double]
  private let frame: FeatureFrame

  /// - Parameter frame: as the trees read it.
  init(_ model: TreeEnsembleModel, feature: Int, frame: FeatureFrame) {
    self.feature = feature
    self.frame = frame
    trees = TreesByFeature(model, feature: feature)
    settled = trees.settledSums(for: frame, threads: 1)
  }

  /// The margins by shuffle and row.
  ///
  /// - Parameter shuffles: the feature's values in another order, at most 64 times; each as the trees
  ///   read it.
  func margins(_ shuffles: [[Float]]) -> [[Double]] {
    precondition(shuffles.count <= 64, "There is a bit for each shuffle.")
    var result = shuffles.map { _ in settled }
    guard trees.testing.treeCount > 0 else { return result.map { $0.map(trees.margin) } }
    let width = frame.columns.count
    let sums = ScratchBuffer<Double>(count: 64, repeating: 0)
    let values = ScratchBuffer<Float>(count: 64, repeating: 0)
    let block = ScratchBuffer<Float>(count: 64 * width, repeating: 0)
    for start in stride(from: 0, to: frame.rowCount, by: 64) {
      let rows = start..<min(frame.rowCount, start + 64)
      RowBlock.fill(block.base, from: frame, rows: rows)
      for row in rows {
        for (place, shuffle) in shuffles.enumerated() {
          values.base[place] = QuantileEdges.clamped(shuffle[row])
          sums.base[place] = 0
        }
        walk(
          block.base + (row - start) * width, values.base, count: shuffles.count, to: sums.base)
        for place in shuffles.indices { result[place][row] += sums.base[place] }
      }
    }
    return result.map { $0.map(trees.margin) }
  }

  private func walk(
    _ row: UnsafePointer<Float>, _ values: UnsafePointer<Float>, count: Int,
    to sums: UnsafeMutablePointer<Double>
  ) {
    let testing = trees.testing
    testing.nodes.withUnsafeBufferPointer { nodes in
      testing.words.withUnsafeBufferPointer { words in
        guard let nodes = nodes.baseAddress, let words = words.baseAddress else { return }
        let walk = PartingWalk(nodes: nodes, words: words, feature: feature)
        PartingWalk.withRoom { room in
          for tree in 0..<testing.treeCount {
            walk.visit(
              Int(testing.starts[tree]), row: row, values: .places(count), room: room,
              lefts: { index in
                var lefts: UInt64 = 0
                for place in 0..<count where nodes[index].sendsLeft(values[place], words: words) {
                  lefts |= 1 << UInt64(place)
                }
                return lefts
              },
              reached: { leaf, shuffles in shuffles.forEachPlace { sums[$0] += leaf } })
          }
        }
      }
    }
  }
}
