/// Gradient-boosted trees on the log-loss, with XGBoost's second-order gain.
///
/// Trees are grown depth-wise on binned columns (``BinnedMatrix``). Missing values go where the
/// training loss falls more; categories are parted into two sets by their mean gradient. With
/// validation rows, the rounds up to the lowest validation log-loss are kept.
public struct BoostedEstimator: Estimator {
  /// The most trees, at least 1.
  public var rounds: Int
  /// The most splits from a root to a leaf, 1…30.
  public var maximumDepth: Int
  /// What share of each leaf's optimum is taken, above 0 and at most 1.
  public var learningRate: Double
  /// The L2 penalty of leaves, at least 0.
  public var lambda: Double
  /// The least gain of a split, at least 0.
  public var gamma: Double
  /// The least sum of hessians in a child, at least 0.
  public var minimumChildWeight: Double
  /// The share of the rows that each tree sees, above 0 and at most 1.
  public var rowSampling: Double
  /// The share of the columns that each tree sees, above 0 and at most 1.
  public var columnSampling: Double
  /// Rounds without a lower validation log-loss before stopping; without validation rows unused. At
  /// least 1.
  public var earlyStoppingRounds: Int
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
    columnSampling: Double = 1, earlyStoppingRounds: Int = 25, maximumBins: Int = 255,
    categorySmoothing: Double = 10, categoryLambda: Double = 10
  ) {
    self.rounds = rounds
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
  /// - Throws: ``ModellingError``: `invalidSetting`, `unusableData` for no rows, no features, one
  ///   class or a weight that is not above 0, and `cancelled` when no tree was done.
  public func fitted(to data: TrainingSet, run: TrainingRun) throws -> TreeEnsembleModel {
    try checkSettings()
    try TreeTrainingRows.check(data)
    let bins =
      maximumBins == BinnedMatrix.largestBinCount
      ? data.bins.make(threads: run.threads)
      : SharedBins.make(data.frame, maximumBins: maximumBins, threads: run.threads)
    var fit = BoostedFit(self, data: data, bins: bins, run: run)
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
        earlyStoppingRounds >= 1, "earlyStoppingRounds", "\(earlyStoppingRounds)", "at least 1"
      )
      .require((2...255).contains(maximumBins), "maximumBins", "\(maximumBins)", "2 to 255")
      .require(
        categorySmoothing >= 0 && categorySmoothing.isFinite, "categorySmoothing",
        "\(categorySmoothing)", "0 or more"
      )
      .require(
        categoryLambda >= 0 && categoryLambda.isFinite, "categoryLambda", "\(categoryLambda)",
        "0 or more")
  }
}

/// Says which setting of an estimator is out of its range.
struct SettingCheck {
  private let estimator: String

  init(_ estimator: String) { self.estimator = estimator }

  @discardableResult
  func require(
    _ condition: Bool, _ name: String, _ value: String, _ range: String
  ) throws -> SettingCheck {
    guard condition else {
      throw ModellingError(
        .invalidSetting, "\(name) of \(estimator) is \(value); it must be \(range).")
    }
    return self
  }
}
