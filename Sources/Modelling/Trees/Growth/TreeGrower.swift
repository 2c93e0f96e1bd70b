/// Grows one tree after another on the rows of one matrix.
protocol TreeGrower: AnyObject {
  /// The rows of the nodes; the caller puts a tree's rows into it before growing.
  var partition: RowPartition { get }
  var rules: SplitRules { get }
  /// Where rows end that were not part of the growing.
  func router(_ tree: GrownTree) -> BinRouter
  /// Grows a tree on the first `rowCount` rows of the partition.
  ///
  /// - Parameters:
  ///   - pairs: a pair for each row of the matrix.
  ///   - total: the sum of the pairs of those rows.
  func grown(
    rowCount: Int, pairs: RowPairs, total: GradientPair, columns: ColumnChoice
  ) -> GrowthResult
}

/// A finished tree, without the values of its leaves, and its leaves.
struct GrowthResult {
  var tree: GrownTree
  /// All leaves, those of ``twins`` too.
  var leaves: [GrownLeaf]
  var twins: [TwinLeaves] = []
}

/// Two leaves of one parent whose rows were never parted, as nothing is grown on them.
struct TwinLeaves {
  /// The parent's rows, a range of ``RowPartition/rows``.
  let range: Range<Int>
  /// The group whose byte tells the side of a row, and 1 for each byte that goes left.
  let group: Int
  let sendsLeft: [UInt8]
  /// Places of the leaves among the tree's nodes.
  let left: Int
  let right: Int
}

/// A leaf of a tree that was just grown.
struct GrownLeaf {
  /// Its place among the tree's nodes.
  let node: Int
  /// Its rows, a range of ``RowPartition/rows``; empty for one of ``TwinLeaves``.
  let range: Range<Int>
  /// The sum of their pairs.
  let sum: GradientPair
  /// Where its value must lie.
  var limits = ValueLimits.none
}

extension LevelGrower: TreeGrower {
  func grown(
    rowCount: Int, pairs: RowPairs, total: GradientPair, columns: ColumnChoice
  ) -> GrowthResult {
    let result = grow(rowCount: rowCount, pairs: pairs, total: total, columns: columns.tree)
    return GrowthResult(
      tree: result.tree,
      leaves: result.leaves.map { GrownLeaf(node: $0.node, range: $0.range, sum: $0.sum) },
      twins: result.twins)
  }
}

extension BoostedEstimator {
  /// The grower of these settings.
  ///
  /// - Throws: ``ModellingError`` with `invalidSetting` for a monotone feature that is none of the
  ///   schema's, or a category.
  func grower(
    of objective: ObjectiveFit, schema: FeatureSchema, run: TrainingRun
  ) throws -> any TreeGrower {
    let matrix = objective.rows.matrix
    let rules = SplitRules(
      lambda: lambda, minimumChildWeight: minimumChildWeight,
      minimumGain: objective.gain(gamma), categorySmoothing: categorySmoothing,
      categoryLambda: categoryLambda, unit: objective.gradients.unit,
      directions: try schema.directions(monotone, of: "boosted trees"))
    switch growth {
    case .depthWise
    where rules.directions.isEmpty && columnSamplingByLevel == 1
      && columnSamplingByNode == 1:
      return LevelGrower(
        matrix: matrix, rules: rules, maximumDepth: maximumDepth, threads: run.threads)
    case .depthWise:
      // Without a limit of leaves the order of splitting does not matter.
      return BestFirstGrower(
        matrix: matrix, rules: rules, maximumDepth: maximumDepth, maximumLeaves: .max,
        threads: run.threads)
    case .leafWise:
      return BestFirstGrower(
        matrix: matrix, rules: rules, maximumDepth: maximumDepth, maximumLeaves: maximumLeaves,
        threads: run.threads)
    case .symmetric:
      return SymmetricGrower(
        matrix: matrix, rules: rules, maximumDepth: maximumDepth, threads: run.threads)
    }
  }
}
