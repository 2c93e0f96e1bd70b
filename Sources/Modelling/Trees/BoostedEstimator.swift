/// Gradient-boosted trees with XGBoost's second-order gain, for classes, amounts and orders.
///
/// Trees are grown on binned columns (``BinnedMatrix``). Missing values go where the training loss
/// falls more; categories are parted into two sets by their mean gradient. With validation rows, the
/// rounds up to the lowest validation loss (``BoostingObjective/lossTitle``) are kept; for orders, up to
/// the lowest mean of the last rounds, two fifths of ``earlyStoppingRounds``.
public struct BoostedEstimator: Estimator {
  /// The most trees, at least 1.
  public var rounds: Int
  /// What the trees are fitted to.
  public var objective: BoostingObjective
  /// The places of a list that count for ranking objectives, at least 1; for YetiRank in its loss
  /// only.
  public var rankingCutoff: Int
  /// In what order nodes are split.
  public var growth: TreeGrowth
  /// The most leaves of a tree that is grown leaf-wise, at least 2; otherwise unused.
  public var maximumLeaves: Int
  /// The most splits from a root to a leaf, 1…30.
  public var maximumDepth: Int
  /// What share of each leaf's optimum is taken, above 0 and at most 1.
  public var learningRate: Double
  /// The L2 penalty of leaves, at least 0.
  public var lambda: Double
  /// The least gain of a split, at least 0.
  public var gamma: Double
  /// The least sum of hessians in a child, at least 0. A row's hessian is its weight for amounts, up
  /// to a quarter of it for classes, and often below a hundredth of it for orders, where the least
  /// sum is to be small.
  public var minimumChildWeight: Double
  /// The share of the rows that each tree sees, above 0 and at most 1.
  public var rowSampling: Double
  /// The share of the columns that each tree sees, above 0 and at most 1.
  public var columnSampling: Double
  /// The share of a tree's columns that each of its levels sees, above 0 and at most 1.
  public var columnSamplingByLevel: Double
  /// The share of a level's columns that each of its nodes sees, above 0 and at most 1; 1 for
  /// symmetric trees, whose nodes share their splits.
  public var columnSamplingByNode: Double
  /// Features along which predictions must not fall, or must not rise, all else being equal: by name,
  /// numbers and flags only. Missing values are not bound.
  public var monotone: [String: MonotoneDirection]
  /// Rounds without a lower validation loss before stopping; without validation rows unused. At
  /// least 1; `nil` keeps every round.
  public var earlyStoppingRounds: Int?
  /// The most bins of a column, 2…255.
  public var maximumBins: Int
  /// The weight, in hessians, with which a level's mean gradient is drawn to its node's, at least
  /// 0.
  public var categorySmoothing: Double
  /// Added to `lambda` for splits of categories with more than four levels, at least 0.
  public var categoryLambda: Double

  /// Makes an estimator; the settings are checked when it fits.
  public init(
    rounds: Int = 300, maximumDepth: Int = 6, learningRate: Double = 0.1, lambda: Double = 1,
    gamma: Double = 0, minimumChildWeight: Double = 1, rowSampling: Double = 1,
    columnSampling: Double = 1, earlyStoppingRounds: Int? = 25, maximumBins: Int = 255,
    categorySmoothing: Double = 10, categoryLambda: Double = 10,
    objective: BoostingObjective = .logistic, rankingCutoff: Int = 7,
    growth: TreeGrowth = .depthWise, maximumLeaves: Int = 31, columnSamplingByLevel: Double = 1,
    columnSamplingByNode: Double = 1, monotone: [String: MonotoneDirection] = [:]
  ) {
    self.rounds = rounds
    self.objective = objective
    self.rankingCutoff = rankingCutoff
    self.growth = growth
    self.maximumLeaves = maximumLeaves
    self.columnSamplingByLevel = columnSamplingByLevel
    self.columnSamplingByNode = columnSamplingByNode
    self.monotone = monotone
    self.maximumDepth = maximumDepth
    self.learningRate = learningRate
    self.lambda = lambda
    self.gamma = gamma
    self.minimumChildWeight = minimumChildWeight
    self.rowSampling = rowSampling
    self.columnSampling = columnSampling
    self.earlyStoppingRounds = earlyStoppingRounds
    self.maximumBins = maximumBins
    self.categorySmoothing = categorySmoothing
    self.categoryLambda = categoryLambda
  }

  /// Fits to the training rows.
  ///
  /// A cancelled run keeps the trees that are done.
  ///
  /// - Throws: ``ModellingError``: `invalidSetting`, `unusableData` for no rows, no features, a weight
  ///   that is not above 0 or labels, amounts or groups that the objective can't be fitted to, and
  ///   `cancelled` when no tree was done.
  public func fitted(to data: TrainingSet, run: TrainingRun) throws -> TreeEnsembleModel {
    try checkSettings()
    try TreeTrainingRows.check(data, for: objective)
    let bins =
      maximumBins == BinnedMatrix.largestBinCount
      ? data.bins.make(threads: run.threads)
      : SharedBins.make(data.frame, maximumBins: maximumBins, threads: run.threads)
    var fit = try BoostedFit(self, data: data, bins: bins, run: run)
    return try fit.model()
  }

  private func checkSettings() throws {
    try SettingCheck("boosted trees")
      .require(rounds >= 1, "rounds", "\(rounds)", "at least 1")
      .require((1...30).contains(maximumDepth), "maximumDepth", "\(maximumDepth)", "1 to 30")
      .require(
        learningRate > 0 && learningRate <= 1, "learningRate", "\(learningRate)",
        "above 0 and at most 1"
      )
      .require(lambda >= 0 && lambda.isFinite, "lambda", "\(lambda)", "0 or more")
      .require(gamma >= 0 && gamma.isFinite, "gamma", "\(gamma)", "0 or more")
      .require(
        minimumChildWeight >= 0 && minimumChildWeight.isFinite, "minimumChildWeight",
        "\(minimumChildWeight)", "0 or more"
      )
      .require(
        rowSampling > 0 && rowSampling <= 1, "rowSampling", "\(rowSampling)",
        "above 0 and at most 1"
      )
      .require(
        columnSampling > 0 && columnSampling <= 1, "columnSampling", "\(columnSampling)",
        "above 0 and at most 1"
      )
      .require(
        (earlyStoppingRounds ?? 1) >= 1, "earlyStoppingRounds", "\(earlyStoppingRounds ?? 1)",
        "at least 1"
      )
      .require((2...255).contains(maximumBins), "maximumBins", "\(maximumBins)", "2 to 255")
      .require(
        categorySmoothing >= 0 && categorySmoothing.isFinite, "categorySmoothing",
        "\(categorySmoothing)", "0 or more"
      )
      .require(
        categoryLambda >= 0 && categoryLambda.isFinite, "categoryLambda", "\(categoryLambda)",
        "0 or more")
    try checkGrowth()
  }

  private func checkGrowth() throws {
    let share = "above 0 and at most 1"
    try SettingCheck("boosted trees")
      .require(rankingCutoff >= 1, "rankingCutoff", "\(rankingCutoff)", "at least 1")
      .require(
        (2...(1 << 20)).contains(maximumLeaves), "maximumLeaves", "\(maximumLeaves)",
        "2 to \(1 << 20)"
      )
      .require(
        columnSamplingByLevel > 0 && columnSamplingByLevel <= 1, "columnSamplingByLevel",
        "\(columnSamplingByLevel)", share
      )
      .require(
        columnSamplingByNode > 0 && columnSamplingByNode <= 1, "columnSamplingByNode",
        "\(columnSamplingByNode)", share
      )
      .require(
        growth != .symmetric || columnSamplingByNode == 1, "columnSamplingByNode",
        "\(columnSamplingByNode)", "1 for symmetric trees, whose nodes share their splits"
      )
      .require(
        growth != .symmetric || maximumDepth <= 16, "maximumDepth", "\(maximumDepth)",
        "at most 16 for symmetric trees, which double with each level")
  }
}
