import CIntrinsics

/// Lays trees out as ``SlicedTrees``.
struct SlicedTreesBuilder {
  /// Thresholds of one search tree: a value's rank, one more where missing comes first, is a byte.
  private static let mostThresholds = 254
  /// Levels of a category, whose codes are bytes too.
  private static let mostLevels = 255
  /// More columns would leave the cache.
  private static let mostColumns = 1024

  private let source: TreeNodes
  /// The different thresholds of each feature, ascending; those above every value left out.
  private var thresholds: [[Float]]
  /// By feature, the first of its search trees, or its levels.
  private var firstPlace: [Int]
  private var made = SlicedTrees()

  /// The trees laid out.
  ///
  /// - Parameter depths: the longest way from each root to a leaf.
  /// - Returns: `nil` if a tree is too deep, a category has too many levels, or there are too many
  ///   thresholds.
  static func sliced(
    _ source: TreeNodes, schema: FeatureSchema, depths: [Int32]
  ) -> SlicedTrees? {
    guard source.treeCount > 0, depths.allSatisfy({ $0 <= Int32(cslices_most_depth) })
    else { return nil }
    var builder = SlicedTreesBuilder(source, schema: schema)
    guard builder.addFeatures(schema) else { return nil }
    for tree in 0..<source.treeCount { builder.add(tree, depth: Int(depths[tree])) }
    return builder.made
  }

  private init(_ source: TreeNodes, schema: FeatureSchema) {
    self.source = source
    firstPlace = [Int](repeating: 0, count: schema.features.count)
    thresholds = [[Float]](repeating: [], count: schema.features.count)
    for node in source.nodes
    where !node.isLeaf && !node.isCategory && node.value <= QuantileEdges.limit {
      thresholds[Int(node.feature)].append(node.value)
    }
    for feature in thresholds.indices {
      thresholds[feature].sort()
      var distinct: [Float] = []
      for value in thresholds[feature] where value != distinct.last { distinct.append(value) }
      thresholds[feature] = distinct
    }
  }

  /// Makes search trees and planes for the features that are tested.
  private mutating func addFeatures(_ schema: FeatureSchema) -> Bool {
    var isTested = [Bool](repeating: false, count: schema.features.count)
    for node in source.nodes where !node.isLeaf { isTested[Int(node.feature)] = true }
    for (feature, description) in schema.features.enumerated() where isTested[feature] {
      if let levels = description.levels {
        guard levels.count <= Self.mostLevels else { return false }
        firstPlace[feature] = made.levels.count
        made.levels.append(
          SlicedTrees.Levels(
            feature: feature, firstPlane: made.planeCount, count: levels.count))
        made.planeCount += levels.count + 1
      } else {
        firstPlace[feature] = made.ranks.count
        let count = thresholds[feature].count
        for start in stride(from: 0, to: max(1, count), by: Self.mostThresholds) {
          let end = min(count, start + Self.mostThresholds)
          addSearch(feature, thresholds[feature][start..<end])
        }
      }
    }
    return made.ranks.count * 2 <= Self.mostColumns
  }

  private mutating func addSearch(_ feature: Int, _ sorted: ArraySlice<Float>) {
    // As many steps as it takes to tell apart the ranks 0 to the number of thresholds.
    let steps = max(1, Int.bitWidth - sorted.count.leadingZeroBitCount)
    var tree = [Float](repeating: .infinity, count: max(16, 1 << steps))
    for depth in 0..<steps {
      for index in 0..<1 << depth {
        let place = ((2 * index + 1) << (steps - depth - 1)) - 1
        guard place < sorted.count else { break }
        tree[1 << depth + index] = sorted[sorted.startIndex + place]
      }
    }
    made.ranks.append(
      SlicedTrees.Ranks(feature: feature, first: made.thresholds.count, steps: Int32(steps)))
    made.thresholds += tree
  }

  private mutating func add(_ tree: Int, depth: Int) {
    let range = source.range(ofTree: tree)
    let leafCount = max(cslices_least_leaves, 1 << depth)
    var leaves = [Float](repeating: 0, count: leafCount)
    var numbers: [cslices_test] = []
    var sets: [cslices_test] = []
    // Where a node is, how deep, and the ways taken to the left, a bit a depth.
    var open = [(index: range.lowerBound, place: 0, depth: 0, ways: 0)]
    while let (index, place, level, ways) = open.popLast() {
      let node = source.nodes[index]
      if node.isLeaf {
        for below in 0..<1 << (depth - level) { leaves[ways | below << level] = node.value }
        continue
      }
      if node.isCategory {
        sets.append(setTest(of: node, place: place))
      } else {
        numbers.append(numberTest(of: node, place: place))
      }
      let left = Int(node.left)
      open.append((left, 2 * place + 1, level + 1, ways | 1 << level))
      open.append((left + 1, 2 * place + 2, level + 1, ways))
    }
    made.trees.append(
      cslices_tree(
        first_test: UInt32(made.tests.count), number_count: UInt16(numbers.count),
        set_count: UInt16(sets.count), first_leaf: UInt32(made.leaves.count),
        depth: UInt32(depth)))
    made.tests += numbers + sets
    made.leaves += leaves
  }

  private mutating func numberTest(of node: TreeNode, place: Int) -> cslices_test {
    let sorted = thresholds[Int(node.feature)]
    // How many thresholds are below: all of them for one that is above every value.
    var (low, high) = (0, sorted.count)
    while low < high {
      let middle = (low + high) / 2
      if sorted[middle] < node.value { low = middle + 1 } else { high = middle }
    }
    let part = min(low, max(0, sorted.count - 1)) / Self.mostThresholds
    let ranks = firstPlace[Int(node.feature)] + part
    let rank = low - part * Self.mostThresholds
    return cslices_test(
      first: UInt32(column(ranks, missingFirst: node.missingLeft)), count: 0,
      most: UInt8(node.missingLeft ? rank + 1 : rank), place: UInt8(place))
  }

  /// The column that ranks are written to, in which missing comes first or last.
  private mutating func column(_ ranks: Int, missingFirst: Bool) -> Int {
    let known = missingFirst ? made.ranks[ranks].missingFirst : made.ranks[ranks].missingLast
    if let known { return known }
    let column = made.columnCount
    made.columnCount += 1
    if missingFirst {
      made.ranks[ranks].missingFirst = column
    } else {
      made.ranks[ranks].missingLast = column
    }
    return column
  }

  private mutating func setTest(of node: TreeNode, place: Int) -> cslices_test {
    let levels = made.levels[firstPlace[Int(node.feature)]]
    var inside: [UInt32] = []
    var outside: [UInt32] = []
    for level in 0...levels.count {
      let isLeft =
        level == levels.count
        ? node.missingLeft
        : source.words[node.firstWord + level >> 6] >> UInt64(level & 63) & 1 == 1
      let plane = UInt32(levels.firstPlane + level)
      if isLeft { inside.append(plane) } else { outside.append(plane) }
    }
    let isInverted = outside.count < inside.count
    let first = made.members.count
    made.members += isInverted ? outside : inside
    return cslices_test(
      first: UInt32(first), count: UInt16(made.members.count - first), most: isInverted ? 1 : 0,
      place: UInt8(place))
  }
}
