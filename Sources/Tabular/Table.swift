/// Typed columns of equal length: what a file becomes.
public struct Table: Sendable {
  /// The columns, in the order of the file.
  public let columns: [Column]
  /// The number of rows.
  public let rowCount: Int
  private let positions: [String: Int]

  /// Makes a table.
  ///
  /// - Precondition: the columns have equal counts and distinct names.
  public init(columns: [Column]) {
    self.columns = columns
    rowCount = columns.first?.count ?? 0
    var positions: [String: Int] = [:]
    for (position, column) in columns.enumerated() {
      precondition(column.count == rowCount, "Columns of a table have equal lengths.")
      precondition(
        positions.updateValue(position, forKey: column.name) == nil,
        "Columns of a table have distinct names.")
    }
    self.positions = positions
  }

  /// The column of that name, or `nil`.
  public subscript(name: String) -> Column? {
    positions[name].map { columns[$0] }
  }

  /// The names, in order.
  public var names: [String] { columns.map(\.name) }

  /// The chosen rows, in the given order; rows may repeat.
  public func rows(_ rows: [Int]) -> Table {
    Table(columns: columns.map { $0.rows(rows) })
  }

  /// The table with some columns' values in memory, for work that goes through their rows one by one.
  public func holding(_ names: [String]) -> Table {
    names.compactMap { self[$0] }.filter(\.isOnDisk).reduce(self) { $0.replacing($1.inMemory) }
  }

  /// The table with one column put in place of the one of the same name, or added at the end.
  public func replacing(_ column: Column) -> Table {
    var columns = columns
    if let position = positions[column.name] {
      columns[position] = column
    } else {
      columns.append(column)
    }
    return Table(columns: columns)
  }
}
