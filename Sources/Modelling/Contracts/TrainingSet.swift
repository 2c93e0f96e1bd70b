/// What an estimator sees: encoded training rows, what is known of them, and rows held out for early
/// stopping.
public struct TrainingSet: Sendable {
  /// The encoded training rows.
  public let frame: FeatureFrame
  /// 0 or 1, one a row; a ranking objective reads any grade 0…30, higher being more relevant. Empty
  /// where amounts are all that is known.
  public let labels: [UInt8]
  /// A finite amount a row, which only ``BoostingObjective/squaredError`` reads.
  public let amounts: [Float]?
  /// The list that each row belongs to, which ranking objectives read: rows of equal code, wherever
  /// they stand, are put in order among themselves.
  public let groups: [Int32]?
  /// Weights above 0, one a row; all 1 when `nil`.
  public let weights: [Float]?
  /// How many rows at the end are made up: they are fitted to, and nothing is measured on them.
  public let madeUpCount: Int
  /// Rows for early stopping and for no fitting; none when `nil`.
  public let validation: Validation?
  /// The binned training rows that tree models share; made when the first of them asks.
  public let bins: SharedBins

  /// Held-out rows of the training part.
  public struct Validation: Sendable {
    /// The encoded rows, of the training schema.
    public let frame: FeatureFrame
    /// As of the training rows.
    public let labels: [UInt8]
    /// As of the training rows.
    public let amounts: [Float]?
    /// As of the training rows.
    public let groups: [Int32]?
    /// What each row counts in the log-loss that stops early, above 0; all 1 when `nil`. Where training
    /// rows were balanced they give the classes the same shares here.
    public let weights: [Float]?

    /// Makes validation rows with labels.
    ///
    /// - Precondition: one label and, if given, one amount, one group and one weight a row.
    public init(
      frame: FeatureFrame, labels: [UInt8], amounts: [Float]? = nil, groups: [Int32]? = nil,
      weights: [Float]? = nil
    ) {
      precondition(frame.rowCount == labels.count, "One label a row.")
      precondition(weights.map { $0.count == labels.count } ?? true, "One weight a row.")
      checkCounts(frame, amounts: amounts, groups: groups)
      self.frame = frame
      self.labels = labels
      self.amounts = amounts
      self.groups = groups
      self.weights = weights
    }

    /// Makes validation rows of which only amounts are known.
    ///
    /// - Precondition: one amount a row.
    public init(frame: FeatureFrame, amounts: [Float]) {
      checkCounts(frame, amounts: amounts, groups: nil)
      self.frame = frame
      self.amounts = amounts
      labels = []
      groups = nil
      weights = nil
    }
  }

  /// Makes a training set with labels.
  ///
  /// - Precondition: one label and, if given, one amount, group and weight a row; no more rows are made
  ///   up than there are.
  public init(
    frame: FeatureFrame, labels: [UInt8], amounts: [Float]? = nil, groups: [Int32]? = nil,
    weights: [Float]? = nil, validation: Validation? = nil, madeUpCount: Int = 0
  ) {
    precondition((0...labels.count).contains(madeUpCount), "Made-up rows are among the rows.")
    precondition(frame.rowCount == labels.count, "One label a row.")
    precondition(weights.map { $0.count == labels.count } ?? true, "One weight a row.")
    checkCounts(frame, amounts: amounts, groups: groups)
    self.frame = frame
    self.labels = labels
    self.amounts = amounts
    self.groups = groups
    self.weights = weights
    self.validation = validation
    self.madeUpCount = madeUpCount
    bins = SharedBins(frame: frame)
  }

  /// Makes a training set of which only amounts are known.
  ///
  /// - Precondition: one amount and, if given, one weight a row.
  public init(
    frame: FeatureFrame, amounts: [Float], weights: [Float]? = nil, validation: Validation? = nil
  ) {
    precondition(weights.map { $0.count == amounts.count } ?? true, "One weight a row.")
    checkCounts(frame, amounts: amounts, groups: nil)
    self.frame = frame
    self.amounts = amounts
    self.weights = weights
    self.validation = validation
    labels = []
    groups = nil
    madeUpCount = 0
    bins = SharedBins(frame: frame)
  }
}

private func checkCounts(_ frame: FeatureFrame, amounts: [Float]?, groups: [Int32]?) {
  precondition(amounts.map { $0.count == frame.rowCount } ?? true, "One amount a row.")
  precondition(groups.map { $0.count == frame.rowCount } ?? true, "One group a row.")
}
