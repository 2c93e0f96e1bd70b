/// A named column of a table: one typed array with one entry a row.
///
/// The columns of a table that is large for the memory stand on disk (``isOnDisk``).
public struct Column: Sendable {
  /// The name as the file gives it; unique within a table.
  public let name: String
  private let storage: Storage

  private enum Storage {
    case held(Values)
    case onDisk(ValuesOnDisk)
  }

  /// Makes a column of the given values.
  public init(name: String, values: Values) {
    self.init(name: name, storage: .held(values))
  }

  /// The typed values, `count` of them. Of a column on disk they are read anew each time, so hold them
  /// where more than one row is wanted.
  public var values: Values {
    switch storage {
    case .held(let values): values
    case .onDisk(let values): values.values
    }
  }

  /// Whether the values stand on disk and not in memory.
  public var isOnDisk: Bool {
    if case .onDisk = storage { true } else { false }
  }

  /// The column with its values on disk; itself where they are dates or text, which stay in memory.
  ///
  /// - Throws: ``TabularError`` with the code `notWritten` where the disk is full.
  func putAside(on disk: ColumnsOnDisk) throws(TabularError) -> Column {
    guard let values = try ValuesOnDisk(values, to: disk) else { return self }
    return Column(name: name, storage: .onDisk(values))
  }

  private init(name: String, storage: Storage) {
    self.name = name
    self.storage = storage
  }

  /// A column of a few rows, where the values stand on disk: reading all of them would be slow.
  func few(_ rows: Int...) -> Column? {
    guard case .onDisk(let values) = storage else { return nil }
    return Column(name: name, values: values.few(rows))
  }

  /// The column with its values in memory, for work that goes through its rows one by one.
  public var inMemory: Column { isOnDisk ? Column(name: name, values: values) : self }

  /// The column under another name.
  public func renamed(_ name: String) -> Column { Column(name: name, storage: storage) }

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
    switch storage {
    case .onDisk(let values): values.count
    case .held(let values): Self.count(of: values)
    }
  }

  private static func count(of values: Values) -> Int {
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
    switch storage {
    case .onDisk(let values): values.kind
    case .held(let values): Self.kind(of: values)
    }
  }

  private static func kind(of values: Values) -> ColumnKind {
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
