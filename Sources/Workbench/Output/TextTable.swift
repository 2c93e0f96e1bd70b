/// Aligned columns of text for people who read a terminal or a log.
struct TextTable {
  private var rows: [[String]]
  private let leftAligned: Set<Int>

  /// A table with a heading; the columns of `leftAligned` hold words, all others numbers.
  init(heading: [String], leftAligned: Set<Int> = [0]) {
    rows = [heading]
    self.leftAligned = leftAligned
  }

  /// Adds a row; cells come from files, so they are kept to one short line.
  mutating func append(_ row: [String]) { rows.append(row.map { PlainText.line($0, limit: 60) }) }

  /// The lines, with two blanks between columns and none at the end.
  var text: String {
    let columnCount = rows.map(\.count).max() ?? 0
    let widths = (0..<columnCount).map { column in
      rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
    }
    return rows.map { row in
      let cells = row.enumerated().map { column, cell in
        let gap = String(repeating: " ", count: widths[column] - cell.count)
        return leftAligned.contains(column) ? cell + gap : gap + cell
      }
      var line = cells.joined(separator: "  ")
      while line.last == " " { line.removeLast() }
      return line
    }.joined(separator: "\n")
  }
}
