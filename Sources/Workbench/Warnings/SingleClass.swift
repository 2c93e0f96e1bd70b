import Tabular

/// A column of outcomes that holds one value only: rows of it can be scored, and nothing that compares
/// classes can be measured on them.
struct SingleClass {
  private let column: String
  private let value: String
  private let rows: Int

  /// Looks at a column; `nil` for one of several values, or of none.
  init?(_ column: Column) {
    var value: String?
    var rows = 0
    for row in 0..<column.count {
      guard let text = column.string(row) else { continue }
      guard value == nil || value == text else { return nil }
      value = text
      rows += 1
    }
    guard let value else { return nil }
    self.column = column.name
    self.value = value
    self.rows = rows
  }

  /// What was seen, without an end: `all 200 rows with an outcome in y are “no”`.
  var words: String {
    "all \(rows) rows with an outcome in \(column) are “\(PlainText.line(value, limit: 40))”"
  }
}
