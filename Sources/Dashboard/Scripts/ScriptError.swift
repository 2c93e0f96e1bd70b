/// What is wrong with a script, in one sentence that names the line.
public struct ScriptError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The kinds of trouble.
  public enum Code: String, Sendable {
    /// A line that is no step.
    case badLine
    /// The file is too long, or no text.
    case badFile
    /// A step that does not hold: an expected text is not on screen.
    case notMet
  }

  /// What kind it is.
  public let code: Code
  /// The sentence: where, what, and how to mend it.
  public let message: String

  /// Makes an error.
  public init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  /// The message.
  public var description: String { message }
}
