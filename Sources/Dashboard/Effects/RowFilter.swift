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
  private let dates: [DateBound]
  private let missingColumn: Column?

  init(_ text: String, table: Table) {
    self.table = table
    self.text = text.lowercased()
    let (dates, rest) = DateBound.split(text, table: table)
    self.dates = dates
    let parsed = (try? Condition.list(rest, of: table)) ?? []
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
    let rest = DateBound.split(text, table: table).rest
    let conditions = (try? Condition.list(rest, of: table)) ?? []
    return conditions.first { table[$0.column] == nil }?.column
  }

  /// Whether a text begins as a condition on one of the columns does and can't be read as one.
  static func isBroken(_ text: String, table: Table) -> Bool {
    let (dates, text) = DateBound.split(text, table: table)
    guard (try? Condition.list(text, of: table)) == nil else { return false }
    // What stands beside a date has to be a condition too.
    guard dates.isEmpty, let sign = text.firstIndex(where: { "<>=!".contains($0) })
    else { return !dates.isEmpty }
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
    let rows = Array(0..<table.rowCount)
    guard conditions.isEmpty && dates.isEmpty else {
      let dated = dates.reduce(rows) { $1.passing(among: $0) }
      return conditions.reduce(dated) { $1.rows(of: table, among: $0) }
    }
    var passes = [Bool](repeating: false, count: table.rowCount)
    for column in table.columns { mark(column, &passes) }
    return rows.filter { passes[$0] }
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
    switch column.values {
    // Most words that people look for are in no number, and most numbers stand in many rows.
    case .float(let numbers):
      guard Self.mayStandInNumbers(text) else { return }
      mark(column, numbers.map(\.bitPattern), &passes)
    case .double(let numbers):
      guard Self.mayStandInNumbers(text) else { return }
      mark(column, numbers.map(\.bitPattern), &passes)
    default:
      for row in 0..<column.count where !passes[row] {
        if column.string(row).map(holdsText) == true { passes[row] = true }
      }
    }
  }

  /// Spells each number once, as long as there are not too many.
  private func mark<Pattern: Hashable>(
    _ column: Column, _ patterns: [Pattern], _ passes: inout [Bool]
  ) {
    var known: [Pattern: Bool] = [:]
    for (row, pattern) in patterns.enumerated() where !passes[row] {
      if known[pattern] == nil {
        if known.count > 1 << 16 { known = [:] }
        known[pattern] = column.string(row).map(holdsText) ?? false
      }
      if known[pattern] == true { passes[row] = true }
    }
  }

  private func holdsText(_ value: String) -> Bool { value.lowercased().contains(text) }

  /// Whether a text could be a part of a number as it is spelt.
  private static func mayStandInNumbers(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { "0123456789.-+einf".unicodeScalars.contains($0) }
  }
}
