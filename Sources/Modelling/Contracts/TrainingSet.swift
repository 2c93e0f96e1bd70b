/// What an estimator sees: encoded training rows, their labels, and rows held out for early stopping.
public struct TrainingSet: Sendable {
  /// The encoded training rows.
  public let frame: FeatureFrame
  /// 0 or 1, one a row.
  public let labels: [UInt8]
  /// Weights above 0, one a row; all 1 when `nil`.
  public let weights: [Float]?
  /// Rows for early stopping and for no fitting; none when `nil`.
  public let validation: Validation?
  /// The binned training rows that tree models share; made when the first of them asks.
  public let bins: SharedBins

  /// Held-out rows of the training part.
  public struct Validation: Sendable {
    /// The encoded rows, of the training schema.
    public let frame: FeatureFrame
    /// 0 or 1, one a row.
    public let labels: [UInt8]

    /// Makes validation rows.
    public init(frame: FeatureFrame, labels: [UInt8]) {
      precondition(frame.rowCount == labels.count, "One label a row.")
      self.frame = frame
      self.labels = labels
    }
  }

  /// Makes a training set.
  ///
  /// - Precondition: one label and, if given, one weight a row.
  public init(
    frame: FeatureFrame, labels: [UInt8], weights: [Float]? = nil, validation: Validation? = nil
  ) {
    precondition(frame.rowCount == labels.count, "One label a row.")
    precondition(weights.map { $0.count == labels.count } ?? true, "One weight a row.")
    self.frame = frame
    self.labels = labels
    self.weights = weights
    self.validation = validation
    bins = SharedBins(frame: frame)
  }
}
