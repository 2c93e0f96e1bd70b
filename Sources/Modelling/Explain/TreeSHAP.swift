import Threads

/// Exact path-dependent SHAP values of a tree ensemble.
///
/// The value of a set of features is what Lundberg's TreeSHAP takes (Lundberg et al. 2020,
/// doi:10.1038/s42256-019-0138-9): known features decide, and at a split on an unknown one both
/// children count by their training weight. A leaf's share for feature i is
/// leaf · (o − z) · ∫₀¹ ∏_{j≠i} (t·oⱼ + (1 − t)·zⱼ) dt, where z is the product of the feature's
/// weight shares on the path and o is 1 when the row satisfies all of the feature's splits there.
/// The integrand is a polynomial, so Gauss-Legendre points integrate it exactly; one walk over the
/// tree carries the product at each point down and the leaves' sums up (in the manner of Linear
/// TreeSHAP, Yu et al. 2022). Work is proportional to nodes times points, where half as many points
/// as different features on the longest path are enough. Beyond 64 such features 32 points are
/// kept, whose error is below double precision in practice.
public struct TreeSHAP: Sendable {
  private let trees: TreeNodes
  private let leafScale: Double
  private let width: Int
  private let base: Double
  private let walked: ShapleyTrees

  /// Prepares a model for explaining many rows.
  public init(_ model: TreeEnsembleModel) {
    trees = model.trees
    leafScale = model.leafScale
    width = model.schema.features.count
    walked = ShapleyTrees(model.trees, schema: model.schema)
    base = model.baseMargin + model.leafScale * PathLength.expectedSum(of: model.trees)
  }

  /// The SHAP values of a frame's rows in margin units; with the base they sum to the margins.
  ///
  /// - Precondition: the frame has the model's features.
  public func contributions(for frame: FeatureFrame, threads: Int) -> Contributions {
    precondition(frame.columns.count == width, "The frame has the model's features.")
    let count = frame.rowCount * width
    let block = blockSize(rowCount: frame.rowCount, threads: threads)
    let blockCount = (frame.rowCount + block - 1) / block
    let parts = walked.parts
    // Few rows are shared out by parts of the trees, many by rows.
    let groups = blockCount < threads * 4 ? parts.map { [$0] } : [parts]
    let sums = parallelMap(blockCount * groups.count, threads: threads) { item in
      let start = item / groups.count * block
      let rows = start..<min(frame.rowCount, start + block)
      return self.sums(rows, of: frame, parts: groups[item % groups.count])
    }
    let values = [Double](unsafeUninitializedCapacity: count) { buffer, initialised in
      initialised = count
      guard let target = buffer.baseAddress else { return }
      for item in sums.indices {
        let own = target + item / groups.count * block * width
        for (place, sum) in sums[item].enumerated() {
          (own + place).initialize(to: item % groups.count == 0 ? sum : own[place] + sum)
        }
      }
      for index in 0..<count { target[index] *= leafScale }
    }
    return Contributions(featureCount: width, base: base, values: values)
  }

  /// Unscaled SHAP values of rows, the parts added up in order.
  private func sums(
    _ rows: Range<Int>, of frame: FeatureFrame, parts: [Range<Int>]
  ) -> [Double] {
    let scratch = ScratchBuffer<Float>(count: rows.count * width, repeating: 0)
    RowBlock.fill(scratch.base, from: frame, rows: rows)
    var total: [Double] = []
    for part in parts {
      var own = [Double](repeating: 0, count: rows.count * width)
      own.withUnsafeMutableBufferPointer { own in
        guard let own = own.baseAddress else { return }
        walked.explain(scratch.base, rows.count, part: part, trees, to: own)
      }
      if total.isEmpty {
        total = own
      } else {
        for index in own.indices { total[index] += own[index] }
      }
    }
    return total
  }

  /// A row's sums run over the trees in the same order whatever rows are beside it, so blocks change
  /// nothing.
  private func blockSize(rowCount: Int, threads: Int) -> Int {
    min(64, max(1, (rowCount + threads - 1) / threads))
  }
}

/// Sizes of an ensemble's paths.
enum PathLength {
  /// The most different features on a way from a root to a leaf.
  static func mostFeatures(in trees: TreeNodes) -> Int {
    var most = 0
    for tree in 0..<trees.treeCount {
      most = max(most, mostFeatures(in: trees, below: Int(trees.starts[tree])))
    }
    return most
  }

  /// The walk keeps its own list of what is to do: a tree may be deeper than the stack.
  private static func mostFeatures(in trees: TreeNodes, below root: Int) -> Int {
    var most = 0
    var onPath: [Int32: Int] = [:]
    var open = [(node: root, isLeft: false)]
    while let (index, isLeft) = open.popLast() {
      let node = trees.nodes[index]
      if isLeft {
        let count = onPath[node.feature] ?? 1
        onPath[node.feature] = count == 1 ? nil : count - 1
      } else if node.isLeaf {
        most = max(most, onPath.count)
      } else {
        onPath[node.feature, default: 0] += 1
        open += [(index, true), (Int(node.left), false), (Int(node.left) + 1, false)]
      }
    }
    return most
  }

  /// The sum over trees of the mean leaf, by training weight.
  static func expectedSum(of trees: TreeNodes) -> Double {
    var means = trees.nodes.map { Double($0.value) }
    for index in trees.nodes.indices.reversed() where !trees.nodes[index].isLeaf {
      let left = Int(trees.nodes[index].left)
      let (a, b) = (Double(trees.covers[left]), Double(trees.covers[left + 1]))
      means[index] = (means[left] * a + means[left + 1] * b) / (a + b)
    }
    return (0..<trees.treeCount).reduce(0) { $0 + means[Int(trees.starts[$1])] }
  }
}
