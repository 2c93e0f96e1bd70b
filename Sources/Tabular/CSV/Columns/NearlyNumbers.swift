/// Looks in columns of words for numbers: a few stray words, or keys too long for a number, turn a
/// whole column into categories, which nobody should have to find out from a model.
struct NearlyNumbers {
  /// Below this share of numbers among the cells with a value, a column is what it looks like.
  private static let leastShare = 0.9
  /// So many cells tell whether the rest is worth reading.
  private static let sampleCount = 1_000

  private let parser = NumberParser(acceptsKeys: true)
  private var cells = 0
  private var words = 0
  private var firstWord: (row: Int, text: String)?

  /// The note on a column that is nearly one of numbers; `nil` for others.
  static func note(on values: Column.Values, name: String) -> CSVNote? {
    var scan = NearlyNumbers()
    switch values {
    case .category(let codes, let levels): scan.read(codes, levels)
    case .text(let texts): scan.read(texts)
    default: return nil
    }
    return scan.note(name)
  }

  private func isNumber(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { parser.parse($0) != nil }
  }

  private mutating func read(_ codes: [Int32], _ levels: [String]) {
    let numeric = levels.map(isNumber)
    guard numeric.contains(true) else { return }
    for (row, code) in codes.enumerated() where code >= 0 {
      count(isNumber: numeric[Int(code)], row: row) { levels[Int(code)] }
    }
  }

  private mutating func read(_ texts: TextValues) {
    for row in 0..<texts.count where !texts.isMissing(row) {
      let isNumber = texts.withUTF8(at: row) { parser.parse($0) != nil }
      count(isNumber: isNumber, row: row) { texts[row] ?? "" }
      if cells == Self.sampleCount, Double(cells - words) < Self.leastShare * Double(cells) {
        return
      }
    }
  }

  private mutating func count(isNumber: Bool, row: Int, text: () -> String) {
    cells += 1
    if isNumber { return }
    words += 1
    if firstWord == nil { firstWord = (row, text()) }
  }

  private func note(_ name: String) -> CSVNote? {
    guard cells > 0, Double(cells - words) >= Self.leastShare * Double(cells) else { return nil }
    guard let (row, text) = firstWord else {
      // Every cell is a number; only keys are refused then.
      return CSVNote(
        .nearlyNumbers,
        "\(name) holds digits that begin with 0 or are beyond 2^53, so it is read as keys, not as "
          + "numbers.", column: name, count: cells)
    }
    return CSVNote(
      .nearlyNumbers,
      "\(words) of \(cells) cells of \(name) are no numbers, the first in data row \(row + 1) (“\(text)”), "
        + "so it is read as words; mend or empty them to get numbers.",
      column: name, count: words, rows: [row])
  }
}
