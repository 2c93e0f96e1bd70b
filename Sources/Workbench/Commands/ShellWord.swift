/// Text as one word of a shell's command line.
public enum ShellWord {
  /// The text as it is if no shell reads anything into it, else in single quotes.
  public static func quoted(_ text: String) -> String {
    let isPlain = text.unicodeScalars.allSatisfy { scalar in
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", "/", ".", "_", "-", "+", ":", ",", "=", "@", "%": true
      default: scalar.value > 0x7F && scalar.properties.isAlphabetic
      }
    }
    if isPlain && !text.isEmpty { return text }
    return "'" + text.replacing("'", with: "'\\''") + "'"
  }

  /// A command line of words.
  public static func line(_ words: [String]) -> String { words.map(quoted).joined(separator: " ") }

  /// The words of a line as a shell takes it apart: blanks, quotes and backslashes, and nothing else; it
  /// runs nothing and looks nothing up.
  ///
  /// - Returns: `nil` if a quote is left open.
  public static func words(of line: String) -> [String]? {
    var words: [String] = []
    var word: String?
    var quote: Character?
    var isEscaped = false
    for character in line {
      if isEscaped {
        word = (word ?? "") + String(character)
        isEscaped = false
      } else if character == "\\", quote != "'" {
        isEscaped = true
      } else if let open = quote {
        if character == open { quote = nil } else { word = (word ?? "") + String(character) }
      } else if character == "'" || character == "\"" {
        quote = character
        word = word ?? ""
      } else if character == " " || character == "\t" {
        if let done = word { words.append(done) }
        word = nil
      } else {
        word = (word ?? "") + String(character)
      }
    }
    guard quote == nil, !isEscaped else { return nil }
    return words + [word].compactMap(\.self)
  }
}
