/// Why figures could not be computed, in words for the person who asked.
public struct EvaluationError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What kind of failure it is.
  public let code: Code
  /// One or two sentences: what, where, and how to mend it. Rows are counted from 0.
  public let message: String

  /// The kinds of failure.
  public enum Code: String, Sendable {
    /// A score, prediction or actual value that is not a number.
    case notANumber
    /// A label other than 0 and 1.
    case invalidLabel
    /// A weight that is negative, infinite or not a number.
    case invalidWeight
    /// A threshold rule or segments that are not written as they should be, or ask for what can't be.
    case invalidRule
  }

  /// Makes an error.
  public init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  /// The message.
  public var description: String { message }

  static func notANumber(_ what: String, row: Int) -> EvaluationError {
    EvaluationError(
      .notANumber,
      "The \(what) of row \(row) (counted from 0) is not a number. "
        + "Leave such rows out, or mend the model that made them.")
  }

  static func invalidLabel(_ label: UInt8, row: Int) -> EvaluationError {
    EvaluationError(
      .invalidLabel,
      "The label of row \(row) (counted from 0) is \(label). "
        + "Labels are 0 and 1: leave out rows whose outcome is not known.")
  }

  static func invalidWeight(_ weight: Double, row: Int) -> EvaluationError {
    EvaluationError(
      .invalidWeight,
      "The weight of row \(row) (counted from 0) is \(weight). "
        + "Weights are finite and not negative.")
  }
}
