import Offers
import Tabular

/// Finds customers by a key or by conditions such as `age>60 job=retired`.
public struct CustomerSearch: Sendable {
  /// What is looked for, in words.
  public let title: String
  private let conditions: [Condition]
  private let key: (columns: [String], text: String)?
  private let table: Table

  /// Reads what is looked for.
  ///
  /// Text with no comparison in it is a key of the simulator's ``Simulator/keyColumns``; else
  /// conditions with blanks, `;` or `and` between them, as catalogues write them.
  ///
  /// - Throws: ``WorkbenchError`` for text that is neither, or names a column that is not there.
  public init(_ text: String, in simulator: Simulator) throws {
    table = simulator.data.dataset.table
    let plain = text.trimmed
    guard !plain.isEmpty else {
      throw WorkbenchError(.badInput, "Write a key, or conditions such as age>60 job=retired.")
    }
    if !plain.contains(where: { "<>=!".contains($0) }), !Self.isCondition(plain) {
      let columns = simulator.keyColumns
      guard !columns.isEmpty else {
        throw WorkbenchError(
          .badInput,
          "“\(plain)” is no condition, and these data have no keys; write conditions such as "
            + "\(Self.example(table)).")
      }
      (conditions, key, title) = ([], (columns, plain), plain)
      return
    }
    do {
      conditions = try Condition.list(plain, of: table)
    } catch {
      throw WorkbenchError(.badInput, error.message)
    }
    for condition in conditions where table[condition.column] == nil {
      throw WorkbenchError(
        .badInput,
        "There is no column \(condition.column); there are "
          + table.names.prefix(20).joined(separator: ", ") + (table.names.count > 20 ? ", …" : "")
          + ".")
    }
    key = nil
    title = conditions.map(\.description).joined(separator: "; ")
  }

  /// The rows that fit, ascending, counted from 0.
  public func rows() -> [Int] {
    if let key {
      var rows = Set<Int>()
      for column in key.columns.compactMap({ table[$0] }) {
        for row in 0..<column.count where column.string(row) == key.text { rows.insert(row) }
      }
      return rows.sorted()
    }
    return conditions.reduce(Array(0..<table.rowCount)) { $1.rows(of: table, among: $0) }
  }

  /// `in` and `between` are words, so that they are told from keys by being read.
  private static func isCondition(_ text: String) -> Bool {
    guard let conditions = try? Condition.list(text) else { return false }
    return !conditions.isEmpty
  }

  private static func example(_ table: Table) -> String {
    let number = table.columns.first { column in
      if case .float = column.values { true } else { false }
    }
    return number.map { "\($0.name)>\($0.number(0).map { ProfileValue.plainText($0) } ?? "0")" }
      ?? "\(table.names.first ?? "column")=value"
  }
}

extension String {
  fileprivate var trimmed: String {
    var rest = self[...]
    while rest.first?.isWhitespace == true { rest.removeFirst() }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return String(rest)
  }
}
