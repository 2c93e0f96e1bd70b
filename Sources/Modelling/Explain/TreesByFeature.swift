/// An ensemble in two parts: the trees that test one feature, and the rest, which scores rows the
/// same whatever the feature's value is.
struct TreesByFeature: Sendable {
  /// The trees that test the feature somewhere, in order.
  let testing: TreeNodes
  private let others: TreeEnsembleModel
  private let baseMargin: Double
  private let leafScale: Double

  init(_ model: TreeEnsembleModel, feature: Int) {
    let trees = model.trees
    var testing = TreeNodes()
    var others = TreeNodes()
    testing.words = trees.words
    others.words = trees.words
    for tree in 0..<trees.treeCount {
      let range = trees.range(ofTree: tree)
      if trees.nodes[range].contains(where: { !$0.isLeaf && Int($0.feature) == feature }) {
        testing.append(range, of: trees)
      } else {
        others.append(range, of: trees)
      }
    }
    self.testing = testing
    // As a plain sum of leaves.
    self.others = TreeEnsembleModel(
      schema: model.schema, kind: .boosted, baseMargin: 0, trees: others, gainImportance: [])
    baseMargin = model.baseMargin
    leafScale = model.leafScale
  }

  /// What the trees that do not test the feature sum up to, by row.
  func settledSums(for frame: FeatureFrame, threads: Int) -> [Double] {
    others.margins(for: frame, threads: threads)
  }

  /// The margin of a sum of leaves, one of every tree.
  @inline(__always)
  func margin(_ sum: Double) -> Double { baseMargin + sum * leafScale }
}

extension TreeNodes {
  /// Adds a tree of other trees that have the same words.
  fileprivate mutating func append(_ range: Range<Int>, of trees: TreeNodes) {
    let shift = Int32(nodes.count - range.lowerBound)
    for index in range {
      var node = trees.nodes[index]
      node.left += shift
      nodes.append(node)
    }
    covers += trees.covers[range]
    starts.append(Int32(nodes.count))
  }
}
