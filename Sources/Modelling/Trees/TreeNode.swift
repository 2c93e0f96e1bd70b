/// One node of a fitted tree in 16 bytes, for scoring raw encoded values.
struct TreeNode: Sendable, Equatable {
  /// A number's threshold (values below it go left), a category's number of levels, or a leaf's
  /// value.
  var value: Float
  /// The feature tested; 0 in a leaf.
  var feature: Int32
  /// The left child's index among all nodes, the right one being next to it; a leaf's own index.
  var left: Int32
  /// What kind of node it is, and for a category where its levels start among the words.
  var info: UInt32

  static let leafBit: UInt32 = 1
  static let categoryBit: UInt32 = 2
  static let missingLeftBit: UInt32 = 4

  @inline(__always) var isLeaf: Bool { info & Self.leafBit != 0 }
  @inline(__always) var isCategory: Bool { info & Self.categoryBit != 0 }
  @inline(__always) var missingLeft: Bool { info & Self.missingLeftBit != 0 }
  /// The first word of a category's set of left levels.
  @inline(__always) var firstWord: Int { Int(info >> 3) }

  /// Whether a value goes left; never asked of a leaf for more than its answer's absence of effect.
  @inline(__always)
  func sendsLeft(_ x: Float, words: UnsafePointer<UInt64>) -> Bool {
    if isCategory {
      guard x >= 0 && x < value else { return missingLeft }
      let level = Int(x)
      return words[firstWord + level >> 6] >> UInt64(level & 63) & 1 == 1
    }
    return missingLeft ? !(x >= value) : x < value
  }
}

/// The trees of an ensemble in flat arrays, one tree after another, children after parents.
struct TreeNodes: Sendable, Equatable {
  /// Where each tree's root is, and at the end the number of nodes.
  var starts: [Int32] = [0]
  var nodes: [TreeNode] = []
  /// The weight of the training rows that reached each node; above 0.
  var covers: [Float] = []
  /// Sets of levels: `ceil(levels/64)` words for each category split; at least one word.
  var words: [UInt64] = [0]

  var treeCount: Int { starts.count - 1 }

  /// The nodes of a tree.
  func range(ofTree tree: Int) -> Range<Int> { Int(starts[tree])..<Int(starts[tree + 1]) }

  /// Forgets all trees but the first `count`.
  mutating func keepFirst(_ count: Int) {
    guard count < treeCount else { return }
    starts.removeLast(treeCount - count)
    let kept = Int(starts[count])
    nodes.removeLast(nodes.count - kept)
    covers.removeLast(covers.count - kept)
  }

  /// Adds a grown tree, with its bins turned to raw values.
  mutating func append(_ tree: GrownTree, columns: [ColumnBins]) {
    let start = nodes.count
    for (index, grown) in tree.nodes.enumerated() {
      covers.append(Float(grown.cover))
      guard let split = grown.split else {
        nodes.append(
          TreeNode(
            value: grown.value, feature: 0, left: Int32(start + index), info: TreeNode.leafBit))
        continue
      }
      var node = TreeNode(
        value: 0, feature: Int32(split.column), left: Int32(start) + grown.left,
        info: split.missingLeft ? TreeNode.missingLeftBit : 0)
      switch (columns[split.column].kind, split.test) {
      case (.number(let edges), .below(let cut)):
        // Beyond the last edge lies the split of present from missing.
        node.value = cut <= edges.count ? edges[cut - 1] : .greatestFiniteMagnitude
      case (.category(let binOfLevel), .among(let bins)):
        node.value = Float(binOfLevel.count)
        node.info |= TreeNode.categoryBit | UInt32(words.count) << 3
        var set = [UInt64](repeating: 0, count: (binOfLevel.count + 63) / 64)
        for (level, bin) in binOfLevel.enumerated() where bins.contains(Int(bin)) {
          set[level >> 6] |= 1 << UInt64(level & 63)
        }
        words += set
      default:
        preconditionFailure("A number is cut and a category parted.")
      }
      nodes.append(node)
    }
    starts.append(Int32(nodes.count))
  }
}
