import TerminalKit

/// How a copied table is written.
public enum TableFormat: String, Codable, Hashable, Sendable {
  /// Cells parted by tabs, for spreadsheets.
  case tabs
  /// A Markdown table.
  case markdown
}

/// A table as it is copied: what stands on screen, without colours and cuts.
struct CopiedTable: Equatable {
  /// What it is called in the news.
  let name: String
  let titles: [String]
  /// One text a column in each row.
  let rows: [[String]]

  /// The table as text, its lines ended.
  func text(_ format: TableFormat) -> String {
    let lines = [titles] + rows
    switch format {
    case .tabs:
      return lines.map { $0.map(CopiedTable.plain).joined(separator: "\t") + "\n" }.joined()
    case .markdown:
      let rule = titles.indices.map { $0 == 0 ? "---" : "---:" }
      let cells =
        [titles.map(CopiedTable.escaped), rule] + rows.map { $0.map(CopiedTable.escaped) }
      return cells.map { "| " + $0.joined(separator: " | ") + " |\n" }.joined()
    }
  }

  /// The effect that copies it; the news names it and says how much it is.
  func copied(as format: TableFormat) -> [Effect] {
    [
      .copyTable(
        text: text(format), file: fileName(format),
        news: "\(name), \(counted(rows.count, "row"))\(format == .markdown ? " as Markdown" : "")")
    ]
  }

  /// A name without blanks and signs, as shells like it.
  private func fileName(_ format: TableFormat) -> String {
    let words = name.lowercased().split { !$0.isLetter && !$0.isNumber }
    return words.joined(separator: "-") + (format == .markdown ? ".md" : ".txt")
  }

  /// A cell may not hold what parts cells and lines; what is undefined is empty.
  private static func plain(_ cell: String) -> String {
    cell == "–" ? "" : String(cell.map { $0 == "\t" || $0.isNewline ? " " : $0 })
  }

  private static func escaped(_ cell: String) -> String {
    String(cell.map { $0.isNewline ? " " : $0 }).replacing("|", with: "\\|")
  }
}
