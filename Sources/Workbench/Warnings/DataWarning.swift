/// Something about the data that can make every number wrong, with the column and a figure.
public struct DataWarning: Sendable, Codable, Equatable {
  /// What it is about.
  public let kind: Kind
  /// The column, or `nil` when it is about the table.
  public let column: String?
  /// What was measured, in the unit that the message states.
  public let figure: Double?
  /// One sentence: what was seen, and what to do.
  public let message: String

  /// The traps that are looked for.
  public enum Kind: String, Sendable, Codable, CaseIterable {
    /// A column that tells the outcome nearly by itself, or is named like one.
    case leakage
    /// A column that numbers or names the rows.
    case identifier
    /// A number that stands for "no value".
    case sentinel
    /// A column with one value, or nearly.
    case constant
    /// A missing value that itself predicts.
    case missingness
    /// A target whose rate changes along the file.
    case drift
    /// The same features in many rows, and rows that agree in all but the outcome.
    case duplicates
    /// Customers with several rows, which a row-wise split puts on both sides.
    case customers
    /// Few positive rows.
    case imbalance
    /// A column that tells where something was shown, used as an ordinary feature.
    case position
  }

  /// Makes a warning.
  public init(_ kind: Kind, column: String? = nil, figure: Double? = nil, message: String) {
    self.kind = kind
    self.column = column
    self.figure = figure
    self.message = message
  }
}
