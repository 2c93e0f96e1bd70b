/// Text from files, made fit for a terminal and a log.
public enum PlainText {
  /// One line without control characters, which could write to the terminal, at most `limit`
  /// characters long; what is cut ends in “…”.
  public static func line(_ text: String, limit: Int = 2_000) -> String {
    let safe = cleaned(text, keepsLines: false)
    return safe.count <= limit ? safe : String(safe.prefix(limit - 1)) + "…"
  }

  /// Lines without control characters but their ends.
  public static func lines(_ text: String) -> String { cleaned(text, keepsLines: true) }

  private static func cleaned(_ text: String, keepsLines: Bool) -> String {
    let isHarmful = { (scalar: Unicode.Scalar) in
      switch scalar.value {
      case 0x0A: !keepsLines
      case 0..<0x20, 0x7F..<0xA0, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
      default: false
      }
    }
    guard text.unicodeScalars.contains(where: isHarmful) else { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { result.append(isHarmful(scalar) ? "·" : scalar) }
    return String(result)
  }
}
