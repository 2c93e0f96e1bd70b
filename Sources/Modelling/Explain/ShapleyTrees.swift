import CIntrinsics

/// The trees of an ensemble as the walk for SHAP values reads them: 16 bytes a test, in the order of the
/// walk, so that a deep forest streams through the caches.
struct ShapleyTrees: Sendable {
  /// One tree of at least one test.
  private struct Tree: Sendable {
    let source: Int
    let firstNode: Int
    let firstLeaf: Int
    /// Those that it tests.
    let features: [Int]
  }

  private let trees: [Tree]
  /// Trees that are summed up by themselves, about as many tests in each part: large ensembles have
  /// several, so that threads share the work on a single row. They don't depend on the threads.
  let parts: [Range<Int>]
  private let nodes: [cshapley_node]
  private let leaves: [Float]
  private let rule: cshapley_rule
  private let depth: Int
  private let largestTree: Int
  /// By feature, its number of levels; 0 for a number.
  private let levelCounts: [Float]

  init(_ source: TreeNodes, schema: FeatureSchema) {
    var layout = Layout(source)
    var trees: [Tree] = []
    for tree in 0..<source.treeCount where source.range(ofTree: tree).count > 1 {
      let tests = source.nodes[source.range(ofTree: tree)].filter { !$0.isLeaf }
      trees.append(
        Tree(
          source: tree, firstNode: layout.nodes.count, firstLeaf: layout.leaves.count,
          features: Set(tests.map { Int($0.feature) }).sorted()))
      layout.add(tree)
    }
    self.trees = trees
    parts = Self.parts(of: trees, nodeCount: layout.nodes.count)
    nodes = layout.nodes
    leaves = layout.leaves
    depth = layout.depth
    largestTree = (0..<source.treeCount).map { source.range(ofTree: $0).count }.max() ?? 0
    rule = Self.rule(for: PathLength.mostFeatures(in: source))
    levelCounts = schema.features.map { Float($0.levels?.count ?? 0) }
  }

  private static func parts(of trees: [Tree], nodeCount: Int) -> [Range<Int>] {
    guard nodeCount >= 1 << 14 else { return [trees.indices] }
    let partCount = 8
    let ends = (1...partCount).map { part in
      trees.firstIndex { $0.firstNode >= nodeCount * part / partCount } ?? trees.count
    }
    return zip([0] + ends, ends).map { $0..<$1 }
  }

  /// The fewest points that integrate the polynomial of so many features exactly.
  private static func rule(for featureCount: Int) -> cshapley_rule {
    let most = cshapley_most_points
    let count = [4, 8, 16, most].first { $0 >= (featureCount + 1) / 2 } ?? most
    let rule = GaussLegendre.rule(count: count)
    var made = cshapley_rule()
    made.count = Int32(count)
    withUnsafeMutableBytes(of: &made.at) { $0.copyBytes(from: bytes(rule.points)) }
    withUnsafeMutableBytes(of: &made.rest) { $0.copyBytes(from: bytes(rule.points.map { 1 - $0 })) }
    withUnsafeMutableBytes(of: &made.weights) { $0.copyBytes(from: bytes(rule.weights)) }
    return made
  }

  private static func bytes(_ numbers: [Double]) -> [UInt8] {
    numbers.withUnsafeBytes { [UInt8]($0) }
  }

  /// Adds the unscaled SHAP values by one part of the trees to those of rows laid side by side.
  ///
  /// Rows that a tree's splits can't tell apart share one walk over it: the offers made to one
  /// customer differ in few columns, and most trees see a handful of different rows among them.
  func explain(
    _ rows: UnsafePointer<Float>, _ rowCount: Int, part: Range<Int>, _ source: TreeNodes,
    to values: UnsafeMutablePointer<Double>,
    instructions: cinstructions = cinstructions_best()
  ) {
    let width = levelCounts.count
    let desk = Desk(rule, depth: depth, width: width)
    let shares = ScratchBuffer<Double>(count: width, repeating: 0)
    var alike = AlikeRows(rows: rows, rowCount: rowCount, width: width, largestTree: largestTree)
    source.nodes.withUnsafeBufferPointer { sourceNodes in
      source.words.withUnsafeBufferPointer { words in
        nodes.withUnsafeBufferPointer { nodes in
          leaves.withUnsafeBufferPointer { leaves in
            levelCounts.withUnsafeBufferPointer { levelCounts in
              guard let sourceNodes = sourceNodes.baseAddress, let words = words.baseAddress,
                let nodes = nodes.baseAddress, let leaves = leaves.baseAddress
              else { return }
              for tree in trees[part] {
                alike.find(in: source.range(ofTree: tree.source), sourceNodes, words)
                for first in alike.firsts {
                  var row = cshapley_row(
                    values: rows + first * width, level_counts: levelCounts.baseAddress,
                    words: words)
                  withUnsafePointer(to: rule) { rule in
                    cshapley_explain(
                      nodes + tree.firstNode, leaves + tree.firstLeaf, &row, rule,
                      tree.features, tree.features.count, desk.base, shares.base, instructions)
                  }
                  alike.add(shares.base, of: tree.features, ofRowsLike: first, to: values)
                }
              }
            }
          }
        }
      }
    }
  }

  /// Memory of walks, as they leave it to each other.
  private final class Desk {
    let base: UnsafeMutableRawPointer

    init(_ rule: cshapley_rule, depth: Int, width: Int) {
      let size = cshapley_scratch_size(rule.count, Int32(depth), Int32(width))
      base = .allocate(byteCount: size, alignment: 256)
      withUnsafePointer(to: rule) { cshapley_prepare(base, $0, Int32(depth), Int32(width)) }
    }

    deinit { base.deallocate() }
  }

  /// Puts tests and leaves in the order of the walk.
  private struct Layout {
    private let source: TreeNodes
    private(set) var nodes: [cshapley_node] = []
    private(set) var leaves: [Float] = []
    private(set) var depth = 0

    init(_ source: TreeNodes) {
      self.source = source
      nodes.reserveCapacity(source.nodes.count / 2)
      leaves.reserveCapacity(source.nodes.count / 2 + 1)
    }

    mutating func add(_ tree: Int) {
      // The walk keeps its own list of what is to do: a tree may be deeper than the stack.
      var open = [(index: Int(source.starts[tree]), depth: 0)]
      while let (index, depth) = open.popLast() {
        let node = source.nodes[index]
        if node.isLeaf {
          leaves.append(node.value)
          continue
        }
        self.depth = max(self.depth, depth)
        let left = Int(node.left)
        // A single leaf comes first.
        let isSwapped = !source.nodes[left].isLeaf && source.nodes[left + 1].isLeaf
        let (first, second) = isSwapped ? (left + 1, left) : (left, left + 1)
        nodes.append(test(node, first: first, second: second, isSwapped: isSwapped))
        open.append((second, depth + 1))
        open.append((first, depth + 1))
      }
    }

    private func test(
      _ node: TreeNode, first: Int, second: Int, isSwapped: Bool
    ) -> cshapley_node {
      let (own, other) = (Double(source.covers[first]), Double(source.covers[second]))
      let kind =
        source.nodes[second].isLeaf
        ? cshapley_leaves : source.nodes[first].isLeaf ? cshapley_leaf_and_node : cshapley_nodes
      var info = kind | Int(node.feature) << cshapley_feature_shift
      if isSwapped { info |= cshapley_swapped_bit }
      if node.missingLeft { info |= cshapley_missing_left_bit }
      if node.isCategory { info |= cshapley_category_bit }
      return cshapley_node(
        ratio: own / (own + other),
        threshold: node.isCategory
          ? Float(bitPattern: UInt32(node.firstWord)) : node.value,
        info: UInt32(info))
    }
  }
}
