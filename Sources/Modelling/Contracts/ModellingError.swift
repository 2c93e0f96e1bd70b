/// Why something could not be fitted, loaded or scored, in words for the person who asked.
public struct ModellingError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What kind of failure it is.
  public let code: Code
  /// One sentence: what, where, and how to mend it.
  public let message: String

  /// The kinds of failure.
  public enum Code: String, Sendable {
    /// A hyperparameter outside its range.
    case invalidSetting
    /// Data that can't be fitted: no rows, one class, no features.
    case unusableData
    /// The person asked to stop.
    case cancelled
    /// A model file that is damaged, foreign or from a newer version.
    case invalidModel
    /// XGBoost refused the work.
    case xgboostFailure
  }

  /// Makes an error.
  public init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  /// The message.
  public var description: String { message }
}
