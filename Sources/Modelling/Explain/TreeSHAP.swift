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
  private let tables: PathTables

  /// Prepares a model for explaining many rows.
  public init(_ model: TreeEnsembleModel) {
    trees = model.trees
    leafScale = model.leafScale
    width = model.schema.features.count
    tables = PathTables(model.trees)
    base = model.baseMargin + model.leafScale * PathLength.expectedSum(of: model.trees)
  }

  /// The SHAP values of a frame's rows in margin units; with the base they sum to the margins.
  ///
  /// - Precondition: the frame has the model's features.
  public func contributions(for frame: FeatureFrame, threads: Int) -> Contributions {
    precondition(frame.columns.count == width, "The frame has the model's features.")
    let count = frame.rowCount * width
    let values = [Double](unsafeUninitializedCapacity: count) { buffer, initialised in
      initialised = count
      guard let target = buffer.baseAddress else { return }
      target.initialize(repeating: 0, count: count)
      let block = blockSize(rowCount: frame.rowCount, threads: threads)
      inRowBlocks(frame.rowCount, of: block, threads: threads) { rows, _ in
        let scratch = ScratchBuffer<Float>(count: rows.count * width, repeating: 0)
        RowBlock.fill(scratch.base, from: frame, rows: rows)
        let own = target + rows.lowerBound * width
        tables.explain(scratch.base, rows.count, width, trees, to: own)
        for index in 0..<rows.count * width { own[index] *= leafScale }
      }
    }
    return Contributions(featureCount: width, base: base, values: values)
  }

  /// A row's sums run over the trees in order whatever rows are beside it, so blocks change
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
