public import Tabular

/// A customer as a model sees one: columns in the order of the table, each with a value.
///
/// Copies share their storage until they are changed, so that a profile joined with fifty offers
/// stays cheap.
public struct CustomerProfile: Sendable, Equatable {
  /// The names, in order, distinct.
  public let columns: [String]
  /// The values, one for each name.
  public private(set) var values: [ProfileValue]
  private let positions: [String: Int]

  /// Makes a profile from names and values, in order.
  ///
  /// - Precondition: the names are distinct.
  public init(_ entries: [(column: String, value: ProfileValue)]) {
    columns = entries.map(\.column)
    values = entries.map(\.value)
    positions = Dictionary(uniqueKeysWithValues: zip(columns, columns.indices))
  }

  /// The profile of one row of a table.
  ///
  /// Number columns and flags spelt 0 and 1 give numbers; other flags, categories, text and dates
  /// give the file's spelling.
  ///
  /// - Parameters:
  ///   - table: the table.
  ///   - row: the row, counted from 0.
  ///   - columns: the columns to take, in this order; `nil` takes all.
  /// - Precondition: the table has the row and the columns.
  public init(table: Table, row: Int, columns: [String]? = nil) {
    self.init(
      Self.chosen(columns, of: table).map { ($0.name, Self.value(of: $0, row: row)) })
  }

  /// The value of a column; `nil` if the profile has no such column.
  public subscript(column: String) -> ProfileValue? {
    positions[column].map { values[$0] }
  }

  /// Changes the value of a column.
  ///
  /// - Returns: `false`, with nothing changed, if the profile has no such column.
  @discardableResult
  public mutating func set(_ column: String, to value: ProfileValue) -> Bool {
    guard let position = positions[column] else { return false }
    values[position] = value
    return true
  }

  /// The profile with some columns changed; names that it lacks are passed over.
  ///
  /// A column that holds text keeps holding text, so that a code such as `12` is not made a number.
  public func setting(_ settings: [String: String]) -> CustomerProfile {
    var changed = self
    for (column, spelling) in settings {
      guard let position = positions[column] else { continue }
      changed.values[position] = values[position].replaced(by: spelling)
    }
    return changed
  }

  /// A column in which two profiles differ.
  public struct Difference: Sendable, Equatable {
    /// The name of the column.
    public let column: String
    /// The value in the other, earlier profile; `nil` if it has no such column.
    public let before: ProfileValue?
    /// The value in this profile; `nil` if it has no such column.
    public let after: ProfileValue?
  }

  /// Where this profile differs from another, in the order of this one's columns, then the other's.
  public func difference(from other: CustomerProfile) -> [Difference] {
    let own = columns.enumerated().compactMap { position, column in
      let before = other[column]
      return before == values[position]
        ? nil : Difference(column: column, before: before, after: values[position])
    }
    let lost = other.columns.filter { positions[$0] == nil }
    return own + lost.map { Difference(column: $0, before: other[$0], after: nil) }
  }

  /// Whether the names and the values are the same, in the same order.
  public static func == (left: CustomerProfile, right: CustomerProfile) -> Bool {
    left.columns == right.columns && left.values == right.values
  }

  static func chosen(_ names: [String]?, of table: Table) -> [Column] {
    guard let names else { return table.columns }
    return names.map { name in
      guard let column = table[name] else {
        preconditionFailure("A profile takes columns of its table; there is no \(name).")
      }
      return column
    }
  }

  /// A 32-bit number as its file spells it: 70.15 rather than 70.1500015258789.
  static func number(_ value: Float) -> ProfileValue {
    Double("\(value)").flatMap { $0.isFinite ? .number($0) : nil } ?? .missing
  }

  static func value(of column: Column, row: Int) -> ProfileValue {
    if column.isMissing(row) { return .missing }
    switch column.values {
    case .float(let numbers):
      return number(numbers[row])
    case .double:
      return column.number(row).flatMap { $0.isFinite ? .number($0) : nil } ?? .missing
    case .flag(_, let labels) where labels == .digits:
      return column.number(row).map(ProfileValue.number) ?? .missing
    case .flag, .category, .date, .text:
      return column.string(row).map(ProfileValue.text) ?? .missing
    }
  }
}

extension CustomerProfile: Codable {
  private struct Entry: Codable {
    let column: String
    let value: ProfileValue
  }

  /// Reads an array of `{"column": …, "value": …}`, which keeps the order.
  public init(from decoder: any Decoder) throws {
    let entries = try [Entry](from: decoder)
    var seen: Set<String> = []
    for entry in entries where !seen.insert(entry.column).inserted {
      throw OfferError(
        .badValue, "The profile names column \(entry.column) twice; leave one of the two out.")
    }
    self.init(entries.map { ($0.column, $0.value) })
  }

  /// Writes an array of `{"column": …, "value": …}`.
  public func encode(to encoder: any Encoder) throws {
    try zip(columns, values).map { Entry(column: $0, value: $1) }.encode(to: encoder)
  }
}
