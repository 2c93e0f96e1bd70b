/// A table read from a CSV file, and what was assumed or repaired on the way.
public struct CSVResult: Sendable {
  /// The typed columns.
  public let table: Table
  /// What a person should know of the reading: on the encoding, then the header, the rows, the
  /// columns.
  public let notes: [CSVNote]
  /// How the file was cut into cells.
  public let dialect: CSVDialect
}

/// How a file was cut into cells.
public struct CSVDialect: Sendable, Equatable {
  /// The character between cells.
  public let delimiter: Character
  /// Whether the first row held the names.
  public let hasHeader: Bool
  /// The encoding that the bytes were read in; never `.sniffed`.
  public let encoding: CSVOptions.Encoding
}

/// One repair or assumption made while reading a file.
public struct CSVNote: Sendable, Equatable, CustomStringConvertible {
  /// What kind of repair it is.
  public let kind: Kind
  /// One sentence with the numbers in it.
  public let message: String
  /// The column concerned, if it is one column.
  public let column: String?
  /// How many cells, rows or names are concerned.
  public let count: Int
  /// The first few rows concerned, 0-based among the data rows; empty where rows are not the point.
  public let rows: [Int]

  /// The kinds of repair.
  public enum Kind: String, Sendable, CaseIterable {
    /// The bytes were read in another encoding than UTF-8, or repaired.
    case encoding
    /// The file has no header; the columns got names.
    case namesMade
    /// A column had no name and got one.
    case emptyName
    /// A name occurred twice and was numbered.
    case duplicateName
    /// The header has one name fewer than the rows have cells; the first column got a name.
    case unnamedFirstColumn
    /// Rows with fewer cells than columns; the rest of the row is missing.
    case shortRows
    /// Rows with more cells than columns; the surplus was dropped.
    case longRows
    /// Infinite numbers, which became missing.
    case infinity
    /// Cells that don't fit the kind that the options demand, which became missing.
    case unreadable
    /// Dates that could be read day first or month first; the column was left as it is.
    case ambiguousDate
    /// Numbers with decimal commas.
    case decimalComma
    /// A few words, or keys, among numbers, which made the column one of words.
    case nearlyNumbers
    /// Bytes of value zero inside cells.
    case zeroBytes
  }

  init(_ kind: Kind, _ message: String, column: String? = nil, count: Int = 1, rows: [Int] = []) {
    self.kind = kind
    self.message = message
    self.column = column
    self.count = count
    self.rows = rows
  }

  /// The message.
  public var description: String { message }
}
