/// Why a server can't start, in one sentence for the person who starts it.
public struct ServingError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What kind of failure it is.
  public let code: Code
  /// What, where, and how to mend it.
  public let message: String

  /// The kinds of failure.
  public enum Code: String, Sendable {
    /// A setting or a file can't be used as given.
    case badInput
    /// The work itself failed, as a port that is taken.
    case failed
  }

  init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  /// The message.
  public var description: String { message }
}
