public import TerminalKit

/// The rows of the table in sight.
public struct RowsState: Sendable {
  /// What is selected and scrolled to; rows count among those that pass the filter.
  public var table = TableView.State(selectedRow: 0)
  /// The selected column of the data.
  public var column = 0
  /// The text being typed as filter; `nil` while none is typed.
  public var entry: TextEntry?
  /// The filter in force; empty for none.
  public var filter = ""
  /// The order in force; `nil` for that of the file.
  public var sort: RowSort?
  /// The rows that pass, in order; `nil` for all in the order of the file.
  public var matches: [Int]?
  /// The number of the newest request for rows; answers to older ones are passed over.
  public var request = 0
  /// Whether rows are being looked for or put in order.
  public var isArranging = false

  /// Makes the state of all rows.
  public init() {}
}

/// The order of rows.
public struct RowSort: Codable, Hashable, Sendable {
  /// The column of the data.
  public var column: Int
  /// Whether the smallest value comes first; rows without a value are last in any case.
  public var isAscending: Bool

  /// Makes an order.
  public init(column: Int, isAscending: Bool) {
    self.column = column
    self.isAscending = isAscending
  }
}
