public import Tabular

extension Condition {
  /// The rows of a table that fulfil the condition, in the order given; none where the table lacks the
  /// column.
  ///
  /// Numbers are compared as they lie there, and words once a level: a profile for each of a million
  /// rows would take seconds.
  ///
  /// - Parameter rows: rows of the table, counted from 0.
  public func rows(of table: Table, among rows: [Int]) -> [Int] {
    guard let column = table[column] else { return [] }
    func isAllowed(_ row: Int) -> Bool {
      allows(CustomerProfile(table: table, row: row, columns: [column.name]))
    }
    switch (column.values, test) {
    case (.float(let numbers), .order(let order, let bound)):
      let near = Float(bound)
      return rows.filter { row in
        let number = numbers[row]
        // What 32 bits can't tell apart is compared as it is spelt.
        return number == near ? isAllowed(row) : Self.holds(Double(number), order, Double(near))
      }
    case (.double(let numbers), .order(let order, let bound)):
      return rows.filter { numbers[$0].isFinite && Self.holds(numbers[$0], order, bound) }
    case (.category(let codes, let levels), _):
      var known = [Bool?](repeating: nil, count: levels.count)
      return rows.filter { row in
        guard codes[row] >= 0 else { return false }
        let code = Int(codes[row])
        let verdict = known[code] ?? isAllowed(row)
        known[code] = verdict
        return verdict
      }
    default: return rows.filter(isAllowed)
    }
  }

  /// Reads conditions on a table's columns, with semicolons, `and` or mere blanks between them, such as
  /// `age>60 job=retired`.
  ///
  /// - Throws: ``OfferError`` for a text that is none.
  public static func list(_ text: String, of table: Table) throws(OfferError) -> [Condition] {
    if let conditions = try? list(text) { return conditions }
    return try list(parted(text, table))
  }

  /// The text with a semicolon before each condition: before a column's name that a comparison follows.
  private static func parted(_ text: String, _ table: Table) -> String {
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
}
