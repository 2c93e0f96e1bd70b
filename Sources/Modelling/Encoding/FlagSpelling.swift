public import Tabular

extension Column.FlagLabels {
  /// Words that say yes or no, in any case.
  private static let words: [String: Float] = [
    "1": 1, "true": 1, "t": 1, "yes": 1, "y": 1, "0": 0, "false": 0, "f": 0, "no": 0, "n": 0,
  ]

  /// What a word says by itself: 1 for `yes` and its like, 0 for `no` and its like, in any case; `nil` for
  /// all else.
  public static func meaning(of word: String) -> Float? { words[word.lowercased()] }

  /// The flag that a spelling stands for: 1, 0, or `nil` for neither.
  ///
  /// Beside its own two spellings a flag takes 1 and 0, and one of words that say yes or no takes all such
  /// words: programs that write Parquet make true and false of yes and no.
  func value(of text: String) -> Float? {
    if text == one || text == "1" { return 1 }
    if text == zero || text == "0" { return 0 }
    guard Self.words[one.lowercased()] == 1, Self.words[zero.lowercased()] == 0 else { return nil }
    return Self.words[text.lowercased()]
  }
}
