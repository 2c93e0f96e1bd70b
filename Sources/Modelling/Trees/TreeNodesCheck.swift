/// Whether nodes read from a file form trees that scoring can walk without looking where it steps.
struct TreeNodesCheck {
  private let trees: TreeNodes
  private let schema: FeatureSchema

  init(_ trees: TreeNodes, schema: FeatureSchema) {
    self.trees = trees
    self.schema = schema
  }

  /// What is wrong, as part of a sentence; `nil` when all is well.
  var failure: String? {
    guard trees.starts.first == 0, trees.starts.last == Int32(exactly: trees.nodes.count),
      zip(trees.starts, trees.starts.dropFirst()).allSatisfy({ $0 < $1 })
    else { return "its trees do not cover its nodes" }
    guard trees.treeCount > 0 else { return "it has no trees" }
    guard !trees.words.isEmpty else { return "it has no words for levels" }
    guard !schema.features.isEmpty else { return "it has no features" }
    guard trees.covers.allSatisfy({ $0.isFinite && $0 > 0 }) else {
      return "a node has no training weight"
    }
    for tree in 0..<trees.treeCount {
      if let failure = failure(inTree: tree) { return failure }
    }
    return nil
  }

  private func failure(inTree tree: Int) -> String? {
    let range = trees.range(ofTree: tree)
    // Children are made in pairs in node order, so each pair but the root has one parent.
    var hasParent = [Bool](repeating: false, count: range.count)
    hasParent[0] = true
    for index in range {
      let node = trees.nodes[index]
      guard node.value.isFinite else { return "node \(index) has a value that is no number" }
      if node.isLeaf {
        guard node.left == Int32(index), node.feature == 0 else {
          return "leaf \(index) leads elsewhere"
        }
        continue
      }
      let left = Int(node.left)
      guard left > index, left + 1 < range.upperBound else {
        return "node \(index) has a child outside its tree or before itself"
      }
      let place = left - range.lowerBound
      guard !hasParent[place], !hasParent[place + 1] else {
        return "node \(left) has two parents"
      }
      hasParent[place] = true
      hasParent[place + 1] = true
      if let failure = failure(ofTestIn: node, at: index) { return failure }
    }
    return hasParent.allSatisfy { $0 } ? nil : "tree \(tree) has a node without a parent"
  }

  private func failure(ofTestIn node: TreeNode, at index: Int) -> String? {
    guard schema.features.indices.contains(Int(node.feature)) else {
      return "node \(index) tests a feature that the model does not have"
    }
    let levels = schema.features[Int(node.feature)].levels
    guard node.isCategory == (levels != nil) else {
      return "node \(index) takes its feature for another kind"
    }
    guard let levels else { return nil }
    guard node.value == Float(levels.count),
      node.firstWord + (levels.count + 63) / 64 <= trees.words.count
    else { return "node \(index) has levels that its feature does not have" }
    return nil
  }
}
