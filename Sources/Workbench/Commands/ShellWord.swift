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
}
