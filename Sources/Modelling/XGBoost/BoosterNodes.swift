/// Turns the trees of a checked booster into nodes of our own, which score and explain alike.
///
/// The thresholds stay the floats that they are, numbers below them go left, and missing values go
/// where the booster sends them. A booster lists the categories that go right; any other one, also
/// one that it never saw, goes left.
struct BoosterNodes {
  /// Memory for sets of levels: a booster from strangers may have many splits and huge codes.
  private static let maximumWordCount = 1 << 25

  private let schema: FeatureSchema
  private(set) var nodes = TreeNodes()
  /// The summed gain of each feature's splits.
  private(set) var gains: [Double]

  /// Makes the nodes.
  ///
  /// - Precondition: `trees` have passed ``BoosterNormaliser``, for as many features.
  /// - Throws: ``ModellingError`` with `invalidModel` where a tree splits a number by categories, or
  ///   there are too many levels.
  init(_ trees: BoosterDocument.Trees, schema: FeatureSchema) throws {
    self.schema = schema
    gains = [Double](repeating: 0, count: schema.features.count)
    for tree in trees.trees { try append(tree) }
  }

  private mutating func append(_ tree: BoosterDocument.Tree) throws {
    let start = nodes.nodes.count
    let rightCategories = tree.rightCategories
    // Breadth first, so that children are neighbours and behind their parents.
    var order = [0]
    var place = 0
    while place < order.count {
      let old = order[place]
      let left = tree.left_children[old]
      let value = tree.split_conditions[old] ?? 0
      nodes.covers.append(tree.sum_hessian[old] ?? 0)
      if left == -1 {
        nodes.nodes.append(
          TreeNode(
            value: value, feature: 0, left: Int32(start + place), info: TreeNode.leafBit))
      } else {
        let feature = tree.split_indices[old]
        gains[feature] += Double(max(0, tree.loss_changes[old] ?? 0))
        var node = TreeNode(
          value: value, feature: Int32(feature), left: Int32(start + order.count),
          info: tree.default_left.values[old] ? TreeNode.missingLeftBit : 0)
        try setTest(of: &node, rightCategories: rightCategories[old])
        nodes.nodes.append(node)
        order += [left, tree.right_children[old]]
      }
      place += 1
    }
    raiseEmptyCovers(from: start)
    nodes.starts.append(Int32(nodes.nodes.count))
  }

  private mutating func setTest(of node: inout TreeNode, rightCategories: [Int]?) throws {
    let feature = schema.features[Int(node.feature)]
    guard let levelCount = feature.levels?.count else {
      guard rightCategories == nil else {
        throw ModellingError(
          .invalidModel,
          "The XGBoost model splits \(feature.name) by its categories, and it was given as a number;"
            + " give it as the category that it was in training.")
      }
      return
    }
    let wordCount = (levelCount + 63) / 64
    guard nodes.words.count + wordCount <= Self.maximumWordCount else {
      throw ModellingError(
        .invalidModel,
        "The XGBoost model has more splits of categories than can be held: \(feature.name) alone"
          + " has \(levelCount) levels.")
    }
    var set = [UInt64](repeating: 0, count: wordCount)
    if let rightCategories {
      for level in 0..<levelCount { set[level >> 6] |= 1 << UInt64(level & 63) }
      for level in rightCategories where level < levelCount {
        set[level >> 6] &= ~(1 << UInt64(level & 63))
      }
    } else {
      for level in 0..<levelCount where Float(level) < node.value {
        set[level >> 6] |= 1 << UInt64(level & 63)
      }
    }
    node.value = Float(levelCount)
    node.info |= TreeNode.categoryBit | UInt32(nodes.words.count) << 3
    nodes.words += set
  }

  /// Explanations divide by covers: a child without weight gets a billionth of the tree's.
  private mutating func raiseEmptyCovers(from start: Int) {
    let floor = max(1e-9 * (nodes.covers[start...].max() ?? 0), 1e-30)
    for index in start..<nodes.covers.count where !(nodes.covers[index] >= floor) {
      nodes.covers[index] = floor
    }
  }
}

extension BoosterDocument.Tree {
  /// The categories that each split of categories sends right, by node; `nil` for other nodes.
  fileprivate var rightCategories: [[Int]?] {
    var result = [[Int]?](repeating: nil, count: left_children.count)
    for (index, node) in categories_nodes.enumerated() where split_type[node] != 0 {
      let start = categories_segments[index]
      result[node] = Array(categories[start..<start + categories_sizes[index]])
    }
    return result
  }
}
