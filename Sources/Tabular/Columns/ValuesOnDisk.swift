/// The values of a column that stands on disk.
struct ValuesOnDisk: Sendable {
  private let disk: ColumnsOnDisk
  private let place: ColumnsOnDisk.Place
  private let form: Form

  private enum Form {
    case flag(Column.FlagLabels)
    case float
    case double
    case category([String])
  }

  /// Writes values; `nil` for dates and text, which stay in memory.
  ///
  /// - Throws: ``TabularError`` with the code `notWritten` where the disk is full.
  init?(_ values: Column.Values, to disk: ColumnsOnDisk) throws(TabularError) {
    self.disk = disk
    switch values {
    case .flag(let flags, let labels):
      place = try disk.add(flags)
      form = .flag(labels)
    case .float(let numbers):
      place = try disk.add(numbers)
      form = .float
    case .double(let numbers):
      place = try disk.add(numbers)
      form = .double
    case .category(let codes, let levels):
      place = try disk.add(codes)
      form = .category(levels)
    case .date, .text: return nil
    }
  }

  /// The number of rows.
  var count: Int { place.count }

  /// The kind of the column.
  var kind: ColumnKind {
    switch form {
    case .flag: .flag
    case .float, .double: .number
    case .category: .category
    }
  }

  /// All values, read anew.
  var values: Column.Values {
    switch form {
    case .flag(let labels): .flag(disk.values(at: place), labels: labels)
    case .float: .float(disk.values(at: place))
    case .double: .double(disk.values(at: place))
    case .category(let levels): .category(codes: disk.values(at: place), levels: levels)
    }
  }

  /// The values of a few rows, each read by itself.
  func few(_ rows: [Int]) -> Column.Values {
    switch form {
    case .flag(let labels):
      .flag(rows.map { disk.value(at: place, row: $0) }, labels: labels)
    case .float: .float(rows.map { disk.value(at: place, row: $0) })
    case .double: .double(rows.map { disk.value(at: place, row: $0) })
    case .category(let levels):
      .category(codes: rows.map { disk.value(at: place, row: $0) }, levels: levels)
    }
  }
}
