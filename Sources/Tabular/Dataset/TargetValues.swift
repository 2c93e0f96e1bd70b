/// The distinct values of a target column with their counts, as far as a two-valued target needs
/// them.
struct TargetValues {
  /// The values as the file spells them and their counts, most frequent first; at most ten.
  let values: [(spelling: String, count: Int)]
  /// The number of distinct values.
  let distinctCount: Int
  /// The rows without a value.
  let missingCount: Int

  init(_ column: Column) {
    let profile = ColumnProfiler(column, labels: nil).profile()
    values = profile.mostFrequent.map { ($0.value, $0.count) }
    distinctCount = profile.distinctCount
    missingCount = profile.missingCount
  }

  /// The two values with their counts, or `nil` when there are not exactly two.
  var pair: (first: (spelling: String, count: Int), second: (spelling: String, count: Int))? {
    distinctCount == 2 && values.count == 2 ? (values[0], values[1]) : nil
  }

  /// Values and counts as a person reads them: `no 39922, yes 5289`.
  var listing: String {
    values.prefix(5).map { "\"\($0.spelling)\" in \($0.count) rows" }.joined(separator: ", ")
      + (distinctCount > 5 ? ", …" : "")
  }

  private static let affirmative: Set<String> = ["1", "yes", "y", "true", "t", "positive"]
  private static let negative: Set<String> = ["0", "-1", "no", "n", "false", "f", "negative"]

  /// The positive class of a pair and why: the one that says yes where the other says no, else the
  /// rarer, else the second in order.
  static func positive(
    of pair: (first: (spelling: String, count: Int), second: (spelling: String, count: Int))
  ) -> (spelling: String, reason: String) {
    let (first, second) = pair
    let saysYes = [first, second].filter { affirmative.contains($0.spelling.lowercased()) }
    // The 1 of 1 and 2 says nothing.
    let saysNo = [first, second].filter { negative.contains($0.spelling.lowercased()) }
    if saysYes.count == 1, saysNo.count == 1 { return (saysYes[0].spelling, "it says yes") }
    if first.count != second.count {
      let rarer = first.count < second.count ? first : second
      return (rarer.spelling, "it is the rarer value (\(rarer.count) rows)")
    }
    let last = first.spelling < second.spelling ? second : first
    return (last.spelling, "both values are equally frequent, and it is the later in order")
  }
}
