/// The order that people expect of a category's levels: months, weekdays, grades and ranges of numbers.
enum LevelOrder {
  private static let scales: [[String]] = [
    [
      "january", "february", "march", "april", "may", "june", "july", "august", "september",
      "october", "november", "december",
    ],
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"],
    ["very low", "low", "medium", "high", "very high"],
    ["low", "middle", "high"],
    ["primary", "secondary", "tertiary"],
    ["small", "medium", "large"],
    ["bronze", "silver", "gold", "platinum", "diamond"],
    ["first", "second", "third", "fourth", "fifth"],
    ["morning", "noon", "afternoon", "evening", "night"],
  ]
  /// What stands for no level at all, and comes last.
  private static let leftovers: Set = [
    "", "?", "missing", "unknown", "other", "others", "nonexistent", "none", "na", "n/a", "-",
  ]

  /// The places of the levels in their natural order; `nil` where they have none.
  static func natural(_ levels: [String]) -> [Int]? {
    let words = levels.map { $0.lowercased() }
    let last = words.indices.filter { leftovers.contains(words[$0]) }
    let named = words.indices.filter { !leftovers.contains(words[$0]) }
    guard named.count >= 2 else { return nil }
    for scale in scales {
      let places = named.compactMap { place(of: words[$0], in: scale) }
      guard places.count == named.count, Set(places).count == places.count else { continue }
      return zip(named, places).sorted { $0.1 < $1.1 }.map(\.0) + last
    }
    let ranges = named.compactMap { NumberRange(words[$0]) }
    guard ranges.count == named.count else { return nil }
    return zip(named, ranges).sorted { $0.1 < $1.1 }.map(\.0) + last
  }

  /// The place of a word, or of its first three letters or more.
  private static func place(of word: String, in scale: [String]) -> Int? {
    if let exact = scale.firstIndex(of: word) { return exact }
    let stem = word.hasSuffix(".") ? String(word.dropLast()) : word
    return stem.count < 3 ? nil : scale.firstIndex { $0.hasPrefix(stem) }
  }

  /// A level that begins with a number, such as `1-5`, `<18`, `65+` or `over 65`.
  private struct NumberRange: Comparable {
    /// The numbers in it, from left to right.
    let numbers: [Double]
    /// -1 for what lies below its number, 1 for what lies above.
    let side: Int

    init?(_ word: String) {
      let below = ["<", "under ", "below ", "up to ", "until "]
      let above = [">", "over ", "above "]
      let prefix = (below + above).first { word.hasPrefix($0) }
      let rest = word.dropFirst(prefix?.count ?? 0).drop { "=$€£ ".contains($0) }
      guard rest.first?.isNumber == true else { return nil }
      numbers = rest.split { !$0.isNumber && $0 != "." }.compactMap { Double($0) }
      guard !numbers.isEmpty else { return nil }
      side = prefix.map { below.contains($0) ? -1 : 1 } ?? (word.hasSuffix("+") ? 1 : 0)
    }

    static func < (left: NumberRange, right: NumberRange) -> Bool {
      if left.numbers[0] != right.numbers[0] { return left.numbers[0] < right.numbers[0] }
      if left.side != right.side { return left.side < right.side }
      return left.numbers.lexicographicallyPrecedes(right.numbers)
    }
  }
}
