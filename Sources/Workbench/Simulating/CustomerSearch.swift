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
      conditions = try Condition.list(Self.parted(plain, table))
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
    var passes = [Bool](repeating: true, count: table.rowCount)
    for condition in conditions { condition.narrow(&passes, in: table) }
    return passes.indices.filter { passes[$0] }
  }

  /// `in` and `between` are words, so that they are told from keys by being read.
  private static func isCondition(_ text: String) -> Bool {
    guard let conditions = try? Condition.list(text) else { return false }
    return !conditions.isEmpty
  }

  /// The text with a semicolon before each condition: before a column's name that a comparison follows.
  private static func parted(_ text: String, _ table: Table) -> String {
    if (try? Condition.list(text)) != nil { return text }
    let words = text.split(separator: " ", omittingEmptySubsequences: true).map(String.init)
    var parts: [String] = []
    for (index, word) in words.enumerated() {
      let sign = word.firstIndex { "<>=!".contains($0) }
      let name = sign.map { String(word[..<$0]) } ?? word
      let follows = index + 1 < words.count ? words[index + 1] : ""
      let isCompared =
        sign != nil || follows.first.map { "<>=!".contains($0) } == true
        || ["in", "not", "between"].contains(follows.lowercased())
      let isNext = table[name] != nil && isCompared && !name.isEmpty
      if isNext, let last = parts.last, last != ";", last.lowercased() != "and" {
        parts.append(";")
      }
      parts.append(word)
    }
    return parts.joined(separator: " ")
  }

  private static func example(_ table: Table) -> String {
    let number = table.columns.first { column in
      if case .float = column.values { true } else { false }
    }
    return number.map { "\($0.name)>\($0.number(0).map { ProfileValue.plainText($0) } ?? "0")" }
      ?? "\(table.names.first ?? "column")=value"
  }
}

extension Condition {
  /// Takes the rows away that don't fulfil the condition; a level is looked at once, not once a row.
  func narrow(_ passes: inout [Bool], in table: Table) {
    guard let column = table[self.column] else { return passes = passes.map { _ in false } }
    var known: [String: Bool] = [:]
    for row in passes.indices where passes[row] {
      if case .category(let codes, let levels) = column.values {
        guard codes[row] >= 0 else {
          passes[row] = false
          continue
        }
        let level = levels[Int(codes[row])]
        if let before = known[level] {
          passes[row] = before
          continue
        }
        passes[row] = allows(CustomerProfile([(self.column, .text(level))]))
        known[level] = passes[row]
        continue
      }
      passes[row] = allows(CustomerProfile(table: table, row: row, columns: [self.column]))
    }
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
