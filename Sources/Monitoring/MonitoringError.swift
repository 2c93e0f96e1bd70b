/// Why a reference profile can't be used, in words for the person who asked.
public struct MonitoringError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What kind of failure it is.
  public let code: Code
  /// What is wrong, where, and how to mend it.
  public let message: String

  /// The kinds of failure.
  public enum Code: String, Sendable, CaseIterable {
    /// Counts or edges that no rows can have given.
    case damagedProfile
    /// A profile of a format that this program doesn't know yet.
    case newerProfile
  }

  /// Makes an error.
  public init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  /// The message.
  public var description: String { message }

  static func damaged(_ reason: String) -> MonitoringError {
    MonitoringError(
      .damagedProfile,
      "The reference profile is damaged: \(reason). Train and save the model again, or give --reference DATA."
    )
  }
}
