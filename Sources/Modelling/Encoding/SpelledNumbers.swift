import Tabular

/// Numbers in a column that was read as words since some cells are none.
///
/// The column's cells decide together whether a comma or a point stands before the fraction, so that one
/// stray word changes one cell only.
struct SpelledNumbers {
  private let hasCommas: Bool

  init(_ column: Column) {
    var points = 0
    var commas = 0
    func count(_ text: String, _ cells: Int) {
      if Self.value(of: text, hasComma: false) != nil { points += cells }
      if Self.value(of: text, hasComma: true) != nil { commas += cells }
    }
    switch column.values {
    case .category(let codes, let levels):
      var cells = [Int](repeating: 0, count: levels.count)
      for code in codes where code >= 0 { cells[Int(code)] += 1 }
      for (level, cells) in zip(levels, cells) { count(level, cells) }
    case .text(let texts):
      for row in 0..<texts.count { if let text = texts[row] { count(text, 1) } }
    // What is no text has its numbers already.
    case .flag, .float, .double, .date: break
    }
    hasCommas = commas > points
  }

  /// The number that a cell spells, with blanks around it or without; `nil` for none.
  func value(of text: String) -> Double? { Self.value(of: text, hasComma: hasCommas) }

  private static func value(of text: String, hasComma: Bool) -> Double? {
    var digits = text.withoutOuterBlanks
    if hasComma {
      guard !digits.utf8.contains(UInt8(ascii: ".")) else { return nil }
      digits = digits.replacing(",", with: ".", maxReplacements: 1)
    }
    // Swift would take hexadecimal digits too.
    guard digits.utf8.allSatisfy({ $0 < UInt8(ascii: "a") || $0 == UInt8(ascii: "e") }),
      let value = Double(digits), value.isFinite
    else { return nil }
    return value
  }
}

extension String {
  /// Without blanks at both ends, which say nothing.
  var withoutOuterBlanks: String {
    guard utf8.first == 0x20 || utf8.last == 0x20 else { return self }
    let start = drop { $0 == " " }
    return String(
      start[..<(start.lastIndex { $0 != " " }.map(start.index(after:)) ?? start.startIndex)])
  }
}
