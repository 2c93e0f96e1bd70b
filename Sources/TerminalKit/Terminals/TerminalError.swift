/// Why a terminal could not be used, in words for the person who asked.
public struct TerminalError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What kind of failure it is.
  public let code: Code
  /// One sentence: what, and how to mend it.
  public let message: String

  /// The kinds of failure.
  public enum Code: String, Sendable {
    /// The process has no terminal.
    case noTerminal
    /// The terminal database knows neither this terminal nor the usual ones.
    case noDescription
    /// The screen is already taken by this process.
    case alreadyOpen
  }

  /// Makes an error.
  public init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  /// The message.
  public var description: String { message }
}
