/// The columns whose equal values, taken together, make rows one group: a customer, or a customer on
/// a day.
public struct GroupKey: Sendable, Equatable {
  /// The columns, each once, in the order given; at least one.
  public let columns: [String]

  /// Makes a key; repeated names count once.
  ///
  /// - Precondition: there is a column.
  public init(_ columns: [String]) {
    precondition(!columns.isEmpty, "A group has at least one column.")
    var seen: Set<String> = []
    self.columns = columns.filter { seen.insert($0).inserted }
  }

  /// The key in words: its column, or `a + b`.
  public var title: String { columns.joined(separator: " + ") }

  /// The values of a row in words, as ``title`` is; `nil` where one of them is missing or no column.
  public func text(ofRow row: Int, in table: Table) -> String? {
    let values = columns.compactMap { table[$0]?.string(row) }
    return values.count == columns.count ? values.joined(separator: " + ") : nil
  }
}

extension GroupKey: ExpressibleByStringLiteral {
  /// The key of one column.
  public init(stringLiteral column: String) { self.init([column]) }
}

extension GroupKey: Codable {
  /// Reads a name or a list of names.
  ///
  /// - Throws: `DecodingError` for an empty list.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let column = try? container.decode(String.self) {
      self.init([column])
      return
    }
    let columns = try container.decode([String].self)
    guard !columns.isEmpty else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "A group has at least one column.")
    }
    self.init(columns)
  }

  /// Writes one column as its name, several as a list.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if columns.count == 1 {
      try container.encode(columns[0])
    } else {
      try container.encode(columns)
    }
  }
}
