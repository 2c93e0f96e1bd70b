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
    while let end = clauseEnd(in: rest) {
      let clause = words[..<end.lowerBound]
      guard SafeText.width(of: clause + mark, ascii: isASCII) <= width else { break }
      kept = clause
      rest = words[end.upperBound...]
    }
    return kept.map { $0 + mark } ?? words
  }

  /// A semicolon or full stop that ends words; one by itself is the name of a key.
  private static func clauseEnd(in words: Substring) -> Range<Substring.Index>? {
    words.indices.lazy.compactMap { place -> Range<Substring.Index>? in
      guard words[place] == ";" || words[place] == ".", place > words.startIndex,
        words[words.index(before: place)] != " "
      else { return nil }
      let next = words.index(after: place)
      guard next < words.endIndex, words[next] == " " else { return nil }
      return place..<words.index(after: next)
    }.first
  }
}
