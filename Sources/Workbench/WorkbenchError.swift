/// Why a use case could not be carried out, in words for the person who asked.
public struct WorkbenchError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What kind of failure it is.
  public let code: Code
  /// One sentence: what, where, and how to mend it.
  public let message: String

  /// The kinds of failure.
  public enum Code: String, Sendable {
    /// The data, a description or a setting can't be used as given.
    case badInput
    /// No column can be told to be the one to predict.
    case noTarget
    /// The work itself failed.
    case failed
  }

  /// How the advice to name a target begins, which the dashboard replaces by its own.
  public static let targetAdvice = " Use --target with"

  /// Makes an error.
  public init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  /// The message.
  public var description: String { message }
}
