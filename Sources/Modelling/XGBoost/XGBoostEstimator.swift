/// Gradient boosted trees by the XGBoost library, as a second opinion.
///
/// Histogram trees; categories are split natively by their codes, missing values go the better way.
/// For classes it starts from the share of positives, whatever the library's version; for orders
/// from 0.
///
/// Rankers watch the lists' first 7 places when they stop early, by the mean of their last rounds. Version 1 of the library has no limit
/// of places in its gradients: it draws pairs from the whole list, by generators that belong to threads,
/// so that its rankers are fitted by one thread to be the same at any number.
public struct XGBoostEstimator: Estimator {
  /// Trees at most, at least 1.
  public var rounds: Int
  /// Levels of a tree, 1…20.
  public var maximumDepth: Int
  /// The share of each tree that is added, above 0 and up to 1.
  public var learningRate: Double
  /// The L2 penalty on leaves, at least 0.
  public var lambda: Double
  /// The gain that a split must have, at least 0.
  public var gamma: Double
  /// The sum of second derivatives that a leaf must have, at least 0.
  public var minimumChildWeight: Double
  /// The share of rows for each tree, above 0 and up to 1.
  public var rowSampling: Double
  /// The share of features for each tree, above 0 and up to 1.
  public var columnSampling: Double
  /// Bins of a number, 2…65536.
  public var maximumBins: Int
  /// Stops when the validation loss hasn't improved for this many rounds, and keeps the best round;
  /// `nil` trains all rounds. Has no effect without validation rows.
  public var earlyStoppingRounds: Int?
  /// What the trees are fitted to.
  public var objective: XGBoostObjective
  /// Pairs that a ranker's gradients take for each row, 1…1000: drawn from the whole list by version 1
  /// of the library, and those with the so many first places from version 2 on.
  public var pairsPerRow: Int
  /// Features along which predictions may go one way only, by name: numbers and flags.
  public var monotone: [String: MonotoneDirection]

  /// Makes settings; out of range values are refused by fitting.
  public init(
    rounds: Int = 300, maximumDepth: Int = 6, learningRate: Double = 0.1, lambda: Double = 1,
    gamma: Double = 0, minimumChildWeight: Double = 1, rowSampling: Double = 1,
    columnSampling: Double = 1, maximumBins: Int = 256, earlyStoppingRounds: Int? = 30,
    objective: XGBoostObjective = .logistic, pairsPerRow: Int = 7,
    monotone: [String: MonotoneDirection] = [:]
  ) {
    self.rounds = rounds
    self.maximumDepth = maximumDepth
    self.learningRate = learningRate
    self.lambda = lambda
    self.gamma = gamma
    self.minimumChildWeight = minimumChildWeight
    self.rowSampling = rowSampling
    self.columnSampling = columnSampling
    self.maximumBins = maximumBins
    self.earlyStoppingRounds = earlyStoppingRounds
    self.objective = objective
    self.pairsPerRow = pairsPerRow
    self.monotone = monotone
  }

  /// Fits to the training rows; validation rows serve early stopping and its losses.
  ///
  /// A run that is cancelled after the first round gives the model so far (or its best round).
  ///
  /// - Throws: ``ModellingError`` with `invalidSetting`, with `unusableData` for no rows, no
  ///   features, one class (for orders: no list of rows of different grades) or bad weights, with
  ///   `cancelled` before the first round is done, and with `xgboostFailure` when the library refuses.
  public func fitted(to data: TrainingSet, run: TrainingRun) throws -> XGBoostModel {
    try checkSettings()
    if objective.isRanking { try data.requireLists() } else { try data.requireTwoClasses() }
    let session = try XGBoostSession(self, data: data, run: run)
    return try session.fitted()
  }

  private func checkSettings() throws {
    let check = SettingCheck("XGBoost")
    let share = "above 0 and at most 1"
    try check.require((1...100_000).contains(rounds), "rounds", rounds, "1 to 100000")
    try check.require((1...20).contains(maximumDepth), "maximumDepth", maximumDepth, "1 to 20")
    try check.require(learningRate > 0 && learningRate <= 1, "learningRate", learningRate, share)
    try check.require(lambda >= 0 && lambda.isFinite, "lambda", lambda, "0 or more")
    try check.require(gamma >= 0 && gamma.isFinite, "gamma", gamma, "0 or more")
    try check.require(
      minimumChildWeight >= 0 && minimumChildWeight.isFinite, "minimumChildWeight",
      minimumChildWeight, "0 or more")
    try check.require(rowSampling > 0 && rowSampling <= 1, "rowSampling", rowSampling, share)
    try check.require(
      columnSampling > 0 && columnSampling <= 1, "columnSampling", columnSampling, share)
    try check.require((2...65536).contains(maximumBins), "maximumBins", maximumBins, "2 to 65536")
    try check.require((1...1000).contains(pairsPerRow), "pairsPerRow", pairsPerRow, "1 to 1000")
    if let patience = earlyStoppingRounds {
      try check.require(patience >= 1, "earlyStoppingRounds", patience, "1 or more")
    }
  }
}
