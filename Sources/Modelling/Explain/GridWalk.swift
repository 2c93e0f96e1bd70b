/// Margins of rows at each value that one feature may take, from one walk over each tree a row.
///
/// At a split on the feature the values part, a bit each, and both ways are gone; every other split
/// is decided by the row once for all values. Trees that never test the feature are scored once.
/// The margins are those of rows that were changed and scored again, but for the order of the sum.
struct GridWalk: Sendable {
  private let parts: TreesByFeature
  private let feature: Int
  private let valueCount: Int
  /// For each 64 of the values: by node, those that go left, where the feature is tested.
  private let leftSets: [[UInt64]]

  /// - Parameter values: encoded values of the feature, missing ones included; infinite ones are
  ///   read as the trees read them.
  init(_ model: ModelTrees, feature: Int, values: [Float]) {
    let parts = TreesByFeature(model.ensemble, feature: feature)
    self.parts = parts
    self.feature = feature
    valueCount = values.count
    let read = values.map { model.read($0, of: feature) }
    leftSets = stride(from: 0, to: values.count, by: 64).map { start in
      parts.testing.words.withUnsafeBufferPointer { words in
        parts.testing.nodes.map { node in
          guard let words = words.baseAddress, !node.isLeaf, node.feature == feature else {
            return 0
          }
          var set: UInt64 = 0
          for (bit, value) in read[start..<min(values.count, start + 64)].enumerated()
          where node.sendsLeft(value, words: words) {
            set |= 1 << UInt64(bit)
          }
          return set
        }
      }
    }
  }

  /// What ``write(_:settled:to:)`` takes for each row of a frame.
  func settledSums(for frame: FeatureFrame, threads: Int) -> [Double] {
    parts.settledSums(for: frame, threads: threads)
  }

  /// Writes the margins of one row, a value each.
  ///
  /// - Parameters:
  ///   - settled: the row's sum over trees that do not test the feature.
  ///   - row: a finite or missing value for each feature; that of the feature itself is not read.
  ///   - margins: room for as many as there are values.
  func write(
    _ row: UnsafePointer<Float>, settled: Double, to margins: UnsafeMutablePointer<Double>
  ) {
    margins.initialize(repeating: settled, count: valueCount)
    let trees = parts.testing
    trees.nodes.withUnsafeBufferPointer { nodes in
      trees.words.withUnsafeBufferPointer { words in
        guard let nodes = nodes.baseAddress, let words = words.baseAddress else { return }
        let walk = PartingWalk(nodes: nodes, words: words, feature: feature)
        PartingWalk.withRoom { room in
          for (part, sets) in leftSets.enumerated() {
            sets.withUnsafeBufferPointer { sets in
              guard let sets = sets.baseAddress else { return }
              let count = min(64, valueCount - part * 64)
              let all = UInt64.places(count)
              let margins = margins + part * 64
              for tree in 0..<trees.treeCount {
                walk.visit(
                  Int(trees.starts[tree]), row: row, values: all, room: room,
                  lefts: { sets[$0] },
                  reached: { leaf, values in
                    if values == all {
                      for place in 0..<count { margins[place] += leaf }
                    } else {
                      values.forEachPlace { margins[$0] += leaf }
                    }
                  })
              }
            }
          }
        }
      }
    }
    for index in 0..<valueCount { margins[index] = parts.margin(margins[index]) }
  }
}
