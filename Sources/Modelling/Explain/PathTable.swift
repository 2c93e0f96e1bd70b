import CIntrinsics

/// The table of an ensemble with as few quadrature points as its paths need.
///
/// It lives in one file with the generic table, so that the compiler makes each width's own code.
enum PathTables: Sendable {
  case four(PathTable<SIMD4<Double>>)
  case eight(PathTable<SIMD8<Double>>)
  case sixteen(PathTable<SIMD16<Double>>)
  case thirtyTwo(PathTable<SIMD32<Double>>)

  init(_ trees: TreeNodes) {
    switch (PathLength.mostFeatures(in: trees) + 1) / 2 {
    case ...4: self = .four(PathTable(trees))
    case ...8: self = .eight(PathTable(trees))
    case ...16: self = .sixteen(PathTable(trees))
    default: self = .thirtyTwo(PathTable(trees))
    }
  }

  /// Adds the unscaled SHAP values of rows laid side by side.
  func explain(
    _ rows: UnsafePointer<Float>, _ rowCount: Int, _ width: Int, _ trees: TreeNodes,
    to values: UnsafeMutablePointer<Double>
  ) {
    switch self {
    case .four(let table): table.explain(rows, rowCount, width, trees, to: values)
    case .eight(let table): table.explain(rows, rowCount, width, trees, to: values)
    case .sixteen(let table): table.explain(rows, rowCount, width, trees, to: values)
    case .thirtyTwo(let table): table.explain(rows, rowCount, width, trees, to: values)
    }
  }
}

/// What a walk over the trees multiplies and adds at every edge, at each quadrature point.
///
/// For the edge into a node with the feature f of its parent, z is the product of weight shares of
/// f down to here and y that down to the nearest earlier edge of f (1 when there is none). A row
/// that satisfies all of f's splits so far is on, otherwise off; f's factor in the product is z(1 −
/// t) + t when on and z(1 − t) when off.
struct PathTable<Points: SIMD>: Sendable
where Points.Scalar == Double, Points: Sendable, Points.MaskStorage: Sendable {
  /// What the edge into a node does in one state of its feature. Both are read for the same edge, so
  /// they lie side by side: deep forests have more edges than a cache holds.
  private struct Effect: Sendable {
    /// What the product is multiplied with.
    var factor: Points
    /// The weight of the leaves' sums for the feature.
    var share: Points
  }

  /// The effects of an edge by the state of its feature: off before and after, on before and off
  /// after, on before and after.
  private typealias Edge = (Effect, Effect, Effect)

  private let edges: [Edge]
  /// By node, the lower node of the nearest edge above on the same feature; −1 when there is none.
  private let above: [Int32]
  private let weights: Points

  init(_ trees: TreeNodes) {
    let rule = GaussLegendre.rule(count: Points.scalarCount)
    var points = Points()
    var weights = Points()
    for index in 0..<Points.scalarCount {
      points[index] = rule.points[index]
      weights[index] = rule.weights[index]
    }
    self.weights = weights
    let empty = Effect(factor: Points(), share: Points())
    var edges = [Edge](repeating: (empty, empty, empty), count: trees.nodes.count)
    var aboves = [Int32](repeating: -1, count: trees.nodes.count)
    var shares = [Double](repeating: 1, count: trees.nodes.count)
    var parents = [Int32](repeating: -1, count: trees.nodes.count)
    for index in trees.nodes.indices where !trees.nodes[index].isLeaf {
      let node = trees.nodes[index]
      let above = Self.nearest(node.feature, from: index, parents: parents, trees: trees)
      let y = above >= 0 ? shares[Int(above)] : 1
      let left = Int(node.left)
      let sum = Double(trees.covers[left]) + Double(trees.covers[left + 1])
      for child in left...left + 1 {
        let z = y * Double(trees.covers[child]) / sum
        shares[child] = z
        parents[child] = Int32(index)
        edges[child] = Self.edge(z: z, y: y, points: points, weights: weights)
        aboves[child] = above
      }
    }
    self.edges = edges
    self.above = aboves
  }

  private static func edge(z: Double, y: Double, points: Points, weights: Points) -> Edge {
    let rest = 1 - points
    let on = rest * z + points
    let before = rest * y + points
    let earlier = (1 - y) / before
    return (
      Effect(factor: Points(repeating: z / y), share: Points()),
      Effect(factor: rest * z / before, share: weights * (Points() - 1 / rest - earlier)),
      Effect(factor: on / before, share: weights * ((1 - z) / on - earlier))
    )
  }

  /// The edge, named by its lower node, that last tested a feature on the way to a node.
  private static func nearest(
    _ feature: Int32, from index: Int, parents: [Int32], trees: TreeNodes
  ) -> Int32 {
    var node = index
    while parents[node] >= 0 {
      let parent = Int(parents[node])
      if trees.nodes[parent].feature == feature { return Int32(node) }
      node = parent
    }
    return -1
  }

  /// Adds the unscaled SHAP values of rows laid side by side.
  ///
  /// Rows that a tree's splits can't tell apart share one walk over it: the offers made to one
  /// customer differ in few columns, and most trees see a handful of different rows among them.
  func explain(
    _ rows: UnsafePointer<Float>, _ rowCount: Int, _ width: Int, _ trees: TreeNodes,
    to values: UnsafeMutablePointer<Double>
  ) {
    let largest = (0..<trees.treeCount).map { trees.range(ofTree: $0).count }.max() ?? 0
    let walk = Walk(
      goesLeft: ScratchBuffer(count: largest, repeating: false),
      states: ScratchBuffer(count: largest, repeating: 0),
      sums: VectorBuffer(count: largest), totals: VectorBuffer(count: width))
    var alike = AlikeRows(rows: rows, rowCount: rowCount, width: width, largestTree: largest)
    let shares = ScratchBuffer<Double>(count: width, repeating: 0)
    trees.nodes.withUnsafeBufferPointer { nodes in
      trees.words.withUnsafeBufferPointer { words in
        edges.withUnsafeBufferPointer { edges in
          above.withUnsafeBufferPointer { above in
            guard let nodes = nodes.baseAddress, let words = words.baseAddress,
              let edges = edges.baseAddress, let above = above.baseAddress
            else { return }
            for tree in 0..<trees.treeCount {
              let range = trees.range(ofTree: tree)
              alike.find(in: range, nodes, words, goesLeft: walk.goesLeft.base)
              for (turn, first) in alike.firsts.enumerated() {
                alike.setDecisions(ofRow: first, goesLeft: walk.goesLeft.base)
                // Later rows find most of what they need in the cache.
                settle(range, nodes, above, walk, asking: turn == 0 ? edges : nil)
                descend(range, nodes, edges, walk)
                ascend(range, nodes, edges, walk)
                for (place, feature) in alike.features.enumerated() {
                  shares.base[place] = walk.totals.base[feature].sum()
                  walk.totals.base[feature] = Points()
                }
                alike.add(shares.base, ofRowsLike: first, to: values)
              }
            }
          }
        }
      }
    }
  }

  /// Scratch memory of one walk, by place in the tree and by feature.
  private struct Walk {
    let goesLeft: ScratchBuffer<Bool>
    /// The state of each node's edge.
    let states: ScratchBuffer<UInt8>
    /// On the way down the products, on the way up the sums over the leaves below.
    let sums: VectorBuffer
    let totals: VectorBuffer
  }

  private final class VectorBuffer {
    let base: UnsafeMutablePointer<Points>

    init(count: Int) {
      base = .allocate(capacity: max(1, count))
      base.initialize(repeating: Points(), count: max(1, count))
    }

    deinit { base.deallocate() }
  }

  /// Finds the state of every edge, and asks for the effects ahead of their use: the edges of a deep
  /// forest lie outside of the caches, and the products would wait for each of them.
  @inline(__always)
  private func settle(
    _ range: Range<Int>, _ nodes: UnsafePointer<TreeNode>, _ aboves: UnsafePointer<Int32>,
    _ walk: Walk, asking edges: UnsafePointer<Edge>?
  ) {
    let start = range.lowerBound
    let states = walk.states.base
    for index in range where !nodes[index].isLeaf {
      let left = Int(nodes[index].left)
      let goesLeft = walk.goesLeft.base[index - start]
      for child in left...left + 1 {
        let above = Int(aboves[child])
        let wasOn = above < 0 ? 1 : states[above - start] >> 1
        let state = wasOn &+ (goesLeft == (child == left) ? wasOn : 0)
        states[child - start] = state
        guard let edges else { continue }
        let effect = UnsafeRawPointer(edges + child) + Int(state) &* MemoryLayout<Effect>.stride
        for offset in stride(from: 0, to: MemoryLayout<Effect>.stride, by: 64) {
          cprefetch(effect + offset)
        }
      }
    }
  }

  /// Carries the product of factors from the root to every node; leaves multiply it with their
  /// value.
  @inline(__always)
  private func descend(
    _ range: Range<Int>, _ nodes: UnsafePointer<TreeNode>, _ edges: UnsafePointer<Edge>,
    _ walk: Walk
  ) {
    let start = range.lowerBound
    let sums = walk.sums.base
    let states = walk.states.base
    sums[0] = Points(repeating: 1)
    for index in range {
      let node = nodes[index]
      let product = sums[index - start]
      if node.isLeaf {
        sums[index - start] = product * Double(node.value)
        continue
      }
      let left = Int(node.left)
      for child in left...left + 1 {
        sums[child - start] = product * Self.factor(edges + child, states[child - start])
      }
    }
  }

  /// The factor in a state, read by its place: a branch would be foretold wrongly too often.
  ///
  /// - Precondition: `state` is 0, 1 or 2.
  @inline(__always)
  private static func factor(_ edge: UnsafePointer<Edge>, _ state: UInt8) -> Points {
    UnsafeRawPointer(edge).load(
      fromByteOffset: Int(state) &* MemoryLayout<Effect>.stride, as: Points.self)
  }

  /// The share in a state, as ``factor(_:_:)``.
  @inline(__always)
  private static func share(_ edge: UnsafePointer<Edge>, _ state: UInt8) -> Points {
    UnsafeRawPointer(edge).load(
      fromByteOffset: Int(state) &* MemoryLayout<Effect>.stride &+ MemoryLayout<Points>.stride,
      as: Points.self)
  }

  /// Carries the sums over leaves from the leaves to the root, and gives each edge's feature its
  /// part.
  @inline(__always)
  private func ascend(
    _ range: Range<Int>, _ nodes: UnsafePointer<TreeNode>, _ edges: UnsafePointer<Edge>,
    _ walk: Walk
  ) {
    let start = range.lowerBound
    let sums = walk.sums.base
    let states = walk.states.base
    for index in range.reversed() {
      let node = nodes[index]
      if node.isLeaf { continue }
      let left = Int(node.left)
      let feature = Int(node.feature)
      var total = Points()
      var parts = Points()
      for child in left...left + 1 {
        let sum = sums[child - start]
        total += sum
        parts += sum * Self.share(edges + child, states[child - start])
      }
      walk.totals.base[feature] += parts
      sums[index - start] = total
    }
  }
}
