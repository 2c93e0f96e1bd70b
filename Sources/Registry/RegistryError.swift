/// Why the registry could not do what was asked, in words for the person who asked.
public struct RegistryError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What kind of failure it is.
  public let code: Code
  /// One sentence: what, where, and how to mend it.
  public let message: String

  /// The kinds of failure.
  public enum Code: String, Sendable {
    /// There is no registry, run or model of that name.
    case notFound
    /// The name fits several, or the change is not allowed as things stand.
    case refused
    /// The database or a file is foreign, newer, damaged or changed by another hand.
    case untrusted
    /// The folder or database can't be read or written now.
    case unavailable
  }

  init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  /// The message.
  public var description: String { message }
}
