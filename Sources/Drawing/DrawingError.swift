/// Why there is no picture, in words for the person who asked.
public struct DrawingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The kinds of failure.
  public enum Code: String, Sendable {
    /// Cairo failed.
    case cairo
    /// No font of the kind that is needed is installed.
    case noFont
  }

  /// What kind it is.
  public let code: Code
  /// One sentence: what, and how to mend it.
  public let message: String

  /// Makes an error.
  public init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  /// The message.
  public var description: String { message }
}
