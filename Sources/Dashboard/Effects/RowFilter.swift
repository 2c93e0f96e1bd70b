import Foundation
import Offers
import Tabular

extension RowRequest {
  /// The rows that pass, in order.
  func rows() -> [Int] {
    let found = filter.isEmpty ? nil : RowFilter(filter, table: table).rows()
    guard let sort, table.columns.indices.contains(sort.column) else {
      return found ?? Array(0..<table.rowCount)
    }
    return table.columns[sort.column].order(of: found, isAscending: sort.isAscending)
  }
}

/// Finds rows by a text in any of their cells, or by conditions such as `age >= 40 and job = student`,
/// or by `age is missing`.
struct RowFilter {
  private let table: Table
  private let text: String
  private let conditions: [Condition]
  private let missingColumn: Column?

  init(_ text: String, table: Table) {
    self.table = table
    self.text = text.lowercased()
    let parsed = (try? Condition.list(text)) ?? []
    // A word such as “yes” reads as no condition.
    conditions = parsed.allSatisfy { table[$0.column] != nil } ? parsed : []
    missingColumn = Self.missingColumn(in: text, table: table)
  }

  /// The text that finds the rows without a value in a column.
  static func missing(in column: String) -> String { "\(column) is missing" }

  private static func missingColumn(in text: String, table: Table) -> Column? {
    let end = " is missing"
    let plain = text.trimmingCharacters(in: .whitespaces)
    guard plain.lowercased().hasSuffix(end) else { return nil }
    return table[String(plain.dropLast(end.count)).trimmingCharacters(in: .whitespaces)]
  }

  /// The name in a text that reads as a condition on a column that the table lacks; `nil` if the text
  /// is none, or the columns are there.
  static func unknownColumn(in text: String, table: Table) -> String? {
    let conditions = (try? Condition.list(text)) ?? []
    return conditions.first { table[$0.column] == nil }?.column
  }

  /// Whether a text begins as a condition on one of the columns does and can't be read as one.
  static func isBroken(_ text: String, table: Table) -> Bool {
    guard (try? Condition.list(text)) == nil,
      let sign = text.firstIndex(where: { "<>=!".contains($0) })
    else { return false }
    let name = text[..<sign].trimmingCharacters(in: .whitespaces)
    return table[name] != nil
  }

  /// Whether a text compares something, so that it is meant for rows.
  static func comparesValues(_ text: String) -> Bool {
    text.contains { "<>=".contains($0) }
  }

  /// The rows that pass, ascending.
  func rows() -> [Int] {
    if let missingColumn {
      return (0..<table.rowCount).filter { missingColumn.isMissing($0) }
    }
    var rows = Array(0..<table.rowCount)
    guard conditions.isEmpty else {
      for condition in conditions {
        guard let column = table[condition.column] else { return [] }
        rows = passing(condition, column, among: rows)
      }
      return rows
    }
    var passes = [Bool](repeating: false, count: table.rowCount)
    for column in table.columns { mark(column, &passes) }
    rows.removeAll { !passes[$0] }
    return rows
  }

  /// Numbers are compared as they lie there, and words once a level: a profile for each of a million
  /// rows takes seconds.
  private func passing(_ condition: Condition, _ column: Column, among rows: [Int]) -> [Int] {
    func allows(_ row: Int) -> Bool {
      condition.allows(CustomerProfile(table: table, row: row, columns: [column.name]))
    }
    switch (column.values, condition.test) {
    case (.float(let numbers), .order(let order, let bound)):
      let near = Float(bound)
      return rows.filter { row in
        let number = numbers[row]
        // What 32 bits can't tell apart is compared as it is spelt.
        return number == near ? allows(row) : Self.holds(Double(number), order, Double(near))
      }
    case (.double(let numbers), .order(let order, let bound)):
      return rows.filter { numbers[$0].isFinite && Self.holds(numbers[$0], order, bound) }
    case (.category(let codes, let levels), _):
      var known = [Bool?](repeating: nil, count: levels.count)
      return rows.filter { row in
        guard codes[row] >= 0 else { return allows(row) }
        let code = Int(codes[row])
        let verdict = known[code] ?? allows(row)
        known[code] = verdict
        return verdict
      }
    default: return rows.filter(allows)
    }
  }

  private static func holds(
    _ number: Double, _ order: Condition.Order, _ bound: Double
  ) -> Bool {
    switch order {
    case .less: number < bound
    case .lessOrEqual: number <= bound
    case .greater: number > bound
    case .greaterOrEqual: number >= bound
    }
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
