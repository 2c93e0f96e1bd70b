public import Modelling

/// What a training tells while it runs, in this order for each model; of a model that
/// is taken over from an earlier comparison only its end.
public enum TrainingEvent: Sendable {
  /// The rows are split and encoded.
  case prepared(SplitSummary)
  /// A model's fit begins.
  case started(ModelKind)
  /// A model's fit moves on.
  case progress(ModelKind, TrainingProgress)
  /// A model is fitted; its threshold is chosen and its metrics are computed.
  case evaluating(ModelKind)
  /// A model is fitted and measured, or failed, or was cancelled.
  case finished(ModelResult)
}

/// The two sides of a split, as the table's header states them.
public struct SplitSummary: Sendable, Equatable {
  /// How rows were divided.
  public let scheme: SplitScheme
  /// The seed of the division.
  public let seed: UInt64
  /// Rows that the models were fitted on.
  public let fitRows: Int
  /// Rows of the training side held out for early stopping and thresholds.
  public let validationRows: Int
  /// Rows that every metric was computed on.
  public let testRows: Int
  /// Positive rows among the test rows.
  public let testPositives: Int

  /// Rows of the training side: fit and validation rows.
  public var trainRows: Int { fitRows + validationRows }
}
