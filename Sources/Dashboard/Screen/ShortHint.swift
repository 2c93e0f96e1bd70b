import Foundation
import TerminalKit

/// Hints on screens that are narrower than they are long.
enum ShortHint {
  /// As many whole clauses as fit, and an ellipsis for those that don't. Words are left as they are where
  /// not even the first clause fits, to be cut where the line ends.
  static func text(_ words: String, width: Int, glyphs: Glyphs) -> String {
    let isASCII = glyphs.isASCII
    guard SafeText.width(of: words, ascii: isASCII) > width else { return words }
    let mark = " \(glyphs.ellipsis)"
    var kept: Substring?
    var rest = words[...]
    while let end = ["; ", ". "].compactMap({ rest.range(of: $0) })
      .min(by: { $0.lowerBound < $1.lowerBound })
    {
      let clause = words[..<end.lowerBound]
      guard SafeText.width(of: clause + mark, ascii: isASCII) <= width else { break }
      kept = clause
      rest = words[end.upperBound...]
    }
    return kept.map { $0 + mark } ?? words
  }
}
