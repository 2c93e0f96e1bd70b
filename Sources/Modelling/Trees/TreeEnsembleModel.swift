/// Trees fitted by boosting or as a forest: the sum or the mean of their leaves.
public struct TreeEnsembleModel: Model, Equatable {
  /// How the trees came about and what becomes of their leaves.
  public enum Kind: String, Sendable, Codable {
    /// The margin is the base and the sum of the leaves; what it means is its objective's.
    case boosted
    /// The margin is the probability: the mean of the leaves.
    case forest
  }

  /// How the rows left out of each tree's sample were scored by the trees that left them out.
  public struct OutOfBagScore: Sendable, Codable, Equatable {
    /// The number of rows, none of them made up, that at least one tree left out.
    public let rowCount: Int
    /// Their log-loss, with probabilities kept 1e-7 from 0 and 1.
    public let logLoss: Double
    /// Their area under the ROC curve; `nil` when they are of one class.
    public let rocAUC: Double?
  }

  /// A line from scores to log-odds (Platt's scaling).
  public struct Calibration: Sendable, Codable, Equatable {
    /// Log-odds for each unit of score; above 0.
    public let slope: Double
    /// The log-odds of a score of 0.
    public let intercept: Double

    /// Whether it keeps the order of scores.
    var isRising: Bool { slope > 0 && slope.isFinite && intercept.isFinite }
  }

  /// The features that it was fitted on.
  public let schema: FeatureSchema
  /// How the trees came about.
  public let kind: Kind
  /// What boosted trees were fitted to; logistic in a forest.
  public let objective: BoostingObjective
  /// How a ranker's scores become log-odds; `nil` where they have not been calibrated.
  public let calibration: Calibration?
  /// What a row has before any tree: log-odds of the training prevalence, the mean amount, or 0 in a
  /// forest and a ranker.
  public let baseMargin: Double
  /// For a forest with bootstrap, its score on left-out rows.
  public let outOfBag: OutOfBagScore?
  /// Each feature's share of the total gain of all splits; all 0 when nothing was split.
  public let gainImportance: [Double]
  let trees: TreeNodes
  /// The nodes once more, in the form that scoring reads.
  let scoringNodes: [ScoringNode]
  /// What a leaf's value is multiplied with.
  let leafScale: Double
  private let explainer = MadeOnce<TreeSHAP>()
  /// The trees as many rows at once go through them; `nil` where they are too deep for that.
  let sliced = MadeOnce<SlicedTrees?>()
  /// The longest way from each root to a leaf.
  let depths: [Int32]
  /// Whether each tree tests numbers and flags only, so that no set of levels is looked up.
  let areNumeric: [Bool]

  /// The number of trees; with early stopping those up to the best round.
  public var treeCount: Int { trees.treeCount }
  /// The number of leaves of all trees.
  public var leafCount: Int { trees.nodes.count { $0.isLeaf } }
  /// The longest way from a root to a leaf, in splits.
  public var depth: Int { Int(depths.max() ?? 0) }

  /// Probability for a forest; the objective's for boosted trees, log-odds once they are calibrated.
  public var marginScale: MarginScale {
    kind == .forest ? .probability : calibration == nil ? objective.marginScale : .logOdds
  }

  init(
    schema: FeatureSchema, kind: Kind, objective: BoostingObjective = .logistic,
    baseMargin: Double, trees: TreeNodes, gainImportance: [Double],
    outOfBag: OutOfBagScore? = nil, calibration: Calibration? = nil
  ) {
    self.schema = schema
    self.kind = kind
    self.objective = objective
    self.calibration = calibration
    self.baseMargin = baseMargin
    self.trees = trees
    scoringNodes = trees.nodes.map(ScoringNode.init)
    self.gainImportance = gainImportance
    self.outOfBag = outOfBag
    leafScale =
      kind == .boosted ? calibration?.slope ?? 1 : 1 / Double(max(1, trees.treeCount))
    depths = (0..<trees.treeCount).map { Self.depth(of: trees, tree: $0) }
    areNumeric = (0..<trees.treeCount).map { tree in
      !trees.nodes[trees.range(ofTree: tree)].contains { $0.isCategory && !$0.isLeaf }
    }
  }

  private static func depth(of trees: TreeNodes, tree: Int) -> Int32 {
    let range = trees.range(ofTree: tree)
    var depths = [Int32](repeating: 0, count: range.count)
    for index in range {
      let node = trees.nodes[index]
      guard !node.isLeaf else { continue }
      let child = Int(node.left) - range.lowerBound
      depths[child] = depths[index - range.lowerBound] + 1
      depths[child + 1] = depths[child]
    }
    return depths.max() ?? 0
  }

  /// The model whose margins are log-odds: `intercept` + `slope` × this model's margin. Its order of
  /// rows is the same.
  ///
  /// - Precondition: the model is one of scores that were not calibrated, and `slope` is above 0.
  public func calibrated(slope: Double, intercept: Double) -> TreeEnsembleModel {
    precondition(marginScale == .score, "Only scores are calibrated, and only once.")
    precondition(
      slope > 0 && slope.isFinite && intercept.isFinite, "A calibration rises with the score.")
    return TreeEnsembleModel(
      schema: schema, kind: kind, objective: objective,
      baseMargin: intercept + slope * baseMargin, trees: trees, gainImportance: gainImportance,
      calibration: Calibration(slope: slope, intercept: intercept))
  }

  /// Boosted trees whose margins are `intercept` + `slope` × these log-odds, to be written for another
  /// library.
  ///
  /// - Precondition: margins are log-odds, and `slope` is at least 0.
  func with(slope: Double, intercept: Double) -> TreeEnsembleModel {
    precondition(marginScale == .logOdds && slope >= 0, "A line over log-odds reverses no order.")
    return TreeEnsembleModel(
      schema: schema, kind: kind, objective: objective,
      baseMargin: intercept + slope * baseMargin, trees: trees, gainImportance: gainImportance,
      calibration: Calibration(slope: slope * leafScale, intercept: intercept))
  }

  /// Exact path-dependent SHAP values (``TreeSHAP``) in margin units.
  public func contributions(for frame: FeatureFrame, threads: Int) -> Contributions {
    explainer.value { TreeSHAP(self) }.contributions(for: frame, threads: threads)
  }

  /// Shares of the total gain by feature, summing to 1; all 0 without a split.
  static func shares(of gains: [Double]) -> [Double] {
    let sum = gains.reduce(0, +)
    return sum > 0 ? gains.map { $0 / sum } : gains.map { _ in 0 }
  }
}
