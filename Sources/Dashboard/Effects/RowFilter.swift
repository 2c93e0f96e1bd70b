import Foundation
import Offers
import Tabular

/// Finds rows by a text in any of their cells, or by a condition such as `age >= 40`.
struct RowFilter {
  private let table: Table
  private let text: String
  private let condition: Condition?

  init(_ text: String, table: Table) {
    self.table = table
    self.text = text.lowercased()
    let parsed = try? Condition(text)
    // A word such as “yes” reads as no condition.
    condition = parsed.flatMap { table[$0.column] == nil ? nil : $0 }
  }

  /// The name in a text that reads as a condition on a column that the table lacks; `nil` if the text
  /// is none, or the column is there.
  static func unknownColumn(in text: String, table: Table) -> String? {
    guard let condition = try? Condition(text), table[condition.column] == nil else { return nil }
    return condition.column
  }

  /// Whether a text begins as a condition on one of the columns does and can't be read as one.
  static func isBroken(_ text: String, table: Table) -> Bool {
    guard (try? Condition(text)) == nil,
      let sign = text.firstIndex(where: { "<>=!".contains($0) })
    else { return false }
    let name = text[..<sign].trimmingCharacters(in: .whitespaces)
    return table[name] != nil
  }

  /// The rows that pass, ascending.
  func rows() -> [Int] {
    if let condition {
      return (0..<table.rowCount).filter { row in
        condition.allows(CustomerProfile(table: table, row: row, columns: [condition.column]))
      }
    }
    var passes = [Bool](repeating: false, count: table.rowCount)
    for column in table.columns { mark(column, &passes) }
    return passes.indices.filter { passes[$0] }
  }

  private func mark(_ column: Column, _ passes: inout [Bool]) {
    // A category is compared once a level, not once a row.
    if case .category(let codes, let levels) = column.values {
      let found = levels.map { $0.lowercased().contains(text) }
      for (row, code) in codes.enumerated() where code >= 0 && found[Int(code)] {
        passes[row] = true
      }
      return
    }
    for row in 0..<column.count where !passes[row] {
      if let value = column.string(row), value.lowercased().contains(text) { passes[row] = true }
    }
  }
}
