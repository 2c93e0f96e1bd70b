import Tabular

/// The first cell of a column of text that is written unlike most others, such as a word among dates.
struct OddCell {
  /// Which it is, and what the others look like, in words.
  let words: String

  /// Looks at how values are written, digit for digit and letter for letter; `nil` where fewer than half
  /// are written alike with digits, and where all are.
  init?(_ column: Column) {
    var counts: [String: Int] = [:]
    var (values, example) = (0, [String: String]())
    for row in 0..<column.count {
      guard let text = column.string(row) else { continue }
      let shape = Self.shape(text)
      values += 1
      counts[shape, default: 0] += 1
      if example[shape] == nil { example[shape] = text }
    }
    guard let most = counts.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }),
      most.value * 2 >= values, most.key.contains("0"), let usual = example[most.key],
      let odd = (0..<column.count).first(where: { row in
        column.string(row).map { Self.shape($0) != most.key } ?? false
      })
    else { return nil }
    words =
      "\(most.value) of \(values) values are written like “\(usual)”, and the first that is not is "
      + "“\(PlainText.line(column.string(odd) ?? "", limit: 40))” in data row \(odd + 1)"
  }

  private static func shape(_ text: String) -> String {
    String(text.map { $0.isNumber ? "0" : $0.isLetter ? "a" : $0 })
  }
}
