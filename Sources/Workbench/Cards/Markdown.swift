/// Text as Markdown that says just that: what files hold opens no markup, no row and no link.
enum Markdown {
  /// One line of text.
  static func text(_ text: String) -> String {
    var result = ""
    for character in PlainText.line(text) {
      if "\\`*_[]<>|#".contains(character) { result.append("\\") }
      result.append(character)
    }
    return result
  }

  /// A table; every row has as many cells as the heading.
  static func table(_ heading: [String], _ rows: [[String]]) -> String {
    let line = { (cells: [String]) in "| " + cells.map(text).joined(separator: " | ") + " |" }
    return
      ([line(heading), "|" + String(repeating: "---|", count: heading.count)] + rows.map(line))
      .joined(separator: "\n")
  }

  /// A list.
  static func bullets(_ points: [String]) -> String {
    points.map { "- " + text($0) }.joined(separator: "\n")
  }
}
