/// What is wrong with a catalogue, a condition, a profile or the scores given to a ranking.
public struct OfferError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The kind of the fault, for code that reacts to it.
  public enum Code: String, Sendable, CaseIterable {
    /// A condition of eligibility can't be read.
    case condition
    /// A required column of the catalogue is missing.
    case missingColumn
    /// A cell of the catalogue is empty or no number, date or setting.
    case badCell
    /// Two offers have the same id.
    case duplicate
    /// A condition or a setting names a column that the data do not have.
    case unknownColumn
    /// A value does not fit the column of a profile.
    case badValue
    /// A model gave a score that is no probability.
    case badScore
  }

  /// The kind of the fault.
  public let code: Code
  /// One sentence: what is wrong, where, and how to mend it.
  public let message: String

  /// Makes an error.
  public init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  /// The message.
  public var description: String { message }

  /// The same fault with the place where it was found in front.
  func at(_ place: String) -> OfferError { OfferError(code, "\(place): \(message)") }
}
