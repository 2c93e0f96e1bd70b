/// A random forest: trees on bootstrap samples, with a random choice of columns at every node.
///
/// A row's probability is the mean over the trees of the weighted share of positives in its leaf.
/// With `bootstrap`, each tree counts each row a Poisson(1) number of times, independent of the
/// others, and rows counted no time score the forest out of bag.
public struct ForestEstimator: Estimator {
  /// The number of trees, 1…32,767.
  public var treeCount: Int
  /// The most splits from a root to a leaf, at least 1; grown to the end when `nil`.
  public var maximumDepth: Int?
  /// The least rows in a leaf (as counted by the bootstrap, in units of the mean weight), at least
  /// 1.
  public var minimumLeafRows: Int
  /// The columns tried at each node, at least 1; the square root of their number when `nil`. More
  /// are tried while none splits the node.
  public var columnsPerNode: Int?
  /// Whether each tree sees a random sample of the rows with repetition, or all rows once.
  public var bootstrap: Bool
  /// The weight, in rows, with which a level's mean is drawn to its node's before levels are
  /// ordered, at least 0.
  public var categorySmoothing: Double

  /// Makes an estimator; the settings are checked when it fits.
  public init(
    treeCount: Int = 200, maximumDepth: Int? = 13, minimumLeafRows: Int = 10,
    columnsPerNode: Int? = nil, bootstrap: Bool = true, categorySmoothing: Double = 10
  ) {
    self.treeCount = treeCount
    self.maximumDepth = maximumDepth
    self.minimumLeafRows = minimumLeafRows
    self.columnsPerNode = columnsPerNode
    self.bootstrap = bootstrap
    self.categorySmoothing = categorySmoothing
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
    let bins = data.bins.make(threads: run.threads)
    return try ForestFit(self, data: data, bins: bins, run: run).model()
  }

  private func checkSettings() throws {
    try SettingCheck("the forest")
      .require((1...32_767).contains(treeCount), "treeCount", "\(treeCount)", "1 to 32767")
      .require(
        maximumDepth.map { $0 >= 1 } ?? true, "maximumDepth", "\(maximumDepth ?? 0)",
        "at least 1, or absent"
      )
      .require(minimumLeafRows >= 1, "minimumLeafRows", "\(minimumLeafRows)", "at least 1")
      .require(
        columnsPerNode.map { $0 >= 1 } ?? true, "columnsPerNode", "\(columnsPerNode ?? 0)",
        "at least 1, or absent"
      )
      .require(
        categorySmoothing >= 0 && categorySmoothing.isFinite, "categorySmoothing",
        "\(categorySmoothing)", "0 or more")
  }
}
