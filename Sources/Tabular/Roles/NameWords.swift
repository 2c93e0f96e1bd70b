/// The words of a column's name, for guessing what it is for.
struct NameWords {
  /// The whole name in lower case.
  let whole: String
  /// Its words in lower case: `customerID2` is `customer`, `id`, `2`.
  let words: [String]

  init(_ name: String) {
    whole = name.lowercased()
    var words: [String] = []
    var word = ""
    var previous: Character?
    func finish() {
      if !word.isEmpty { words.append(word.lowercased()) }
      word = ""
    }
    for character in name {
      guard character.isLetter || character.isNumber else {
        finish()
        previous = nil
        continue
      }
      if let previous {
        let startsWord = character.isUppercase && previous.isLowercase
        if startsWord || character.isNumber != previous.isNumber { finish() }
      }
      word.append(character)
      previous = character
    }
    finish()
    self.words = words
  }

  /// Whether one of the words is among those given.
  func hasAny(_ hints: Set<String>) -> Bool { words.contains { hints.contains($0) } }

  /// Whether the name says that the column holds keys.
  var namesKey: Bool {
    hasAny(["id", "ids", "uuid", "guid", "key", "index"])
      || words.first.map { $0.hasSuffix("id") && $0.count > 4 } ?? false || whole == "#"
  }
}
