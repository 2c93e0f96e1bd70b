/// A named column of a table: one typed array with one entry a row.
public struct Column: Sendable {
  /// The name as the file gives it; unique within a table.
  public let name: String
  /// The typed values, `count` of them.
  public let values: Values

  /// Makes a column of the given values.
  public init(name: String, values: Values) {
    self.name = name
    self.values = values
  }

  /// The typed storage of a column. Each case states how it writes "missing".
  public enum Values: Sendable {
    /// 0, 1, or ``Column/missingFlag``; the labels say how the file spells the two.
    case flag([UInt8], labels: FlagLabels)
    /// Numbers that survive 32 bits exactly; missing is NaN.
    case float([Float])
    /// Numbers that need 64 bits; missing is NaN.
    case double([Double])
    /// Indices into `levels`, which are distinct and ascending by Unicode scalars; missing is −1.
    case category(codes: [Int32], levels: [String])
    /// Microseconds since 1970-01-01T00:00:00 UTC; missing is ``Column/missingDate``.
    case date([Int64])
    /// Free text and keys; missing is a `nil` element.
    case text(TextValues)
  }

  /// How the file spells the two values of a flag column.
  public struct FlagLabels: Sendable, Hashable, Codable {
    /// The spelling of 0, for example `no`.
    public let zero: String
    /// The spelling of 1, for example `yes`.
    public let one: String

    /// Makes a pair of spellings.
    public init(zero: String, one: String) {
      self.zero = zero
      self.one = one
    }

    /// The spelling `0` and `1`.
    public static let digits = FlagLabels(zero: "0", one: "1")
  }

  /// The stored value of a missing flag.
  public static let missingFlag: UInt8 = 255
  /// The stored value of a missing date.
  public static let missingDate = Int64.min

  /// The number of rows.
  public var count: Int {
    switch values {
    case .flag(let flags, _): flags.count
    case .float(let numbers): numbers.count
    case .double(let numbers): numbers.count
    case .category(let codes, _): codes.count
    case .date(let dates): dates.count
    case .text(let texts): texts.count
    }
  }

  /// The kind of the column, as people name it.
  public var kind: ColumnKind {
    switch values {
    case .flag: .flag
    case .float, .double: .number
    case .category: .category
    case .date: .date
    case .text: .text
    }
  }
}

/// The kinds of column that a table distinguishes.
public enum ColumnKind: String, Sendable, Codable, CaseIterable {
  case number, flag, category, date, text
}
