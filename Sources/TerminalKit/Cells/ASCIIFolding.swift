/// Stand-ins in ASCII for characters that a terminal without UTF-8 can't show.
enum ASCIIFolding {
  /// Letters of Latin-1 and Latin Extended-A, from U+00C0, without their marks.
  private static let letters = Array(
    ("AAAAAAACEEEEIIIIDNOOOOOxOUUUUYTsaaaaaaaceeeeiiiidnooooo/ouuuuyty"
      + "AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIiIiJjKkkLlLlLlLlLl"
      + "NnNnNnnNnOoOoOoOoRrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs").utf8)

  /// Punctuation and signs that data and our own words use.
  private static let signs: [UInt32: String] = [
    0xA0: " ", 0xA1: "!", 0xA3: "#", 0xA9: "c", 0xAB: "<", 0xAE: "r", 0xB0: "o", 0xB1: "+/-",
    0xB2: "2", 0xB3: "3", 0xB4: "'", 0xB5: "u", 0xB7: ".", 0xB9: "1", 0xBB: ">", 0xBF: "?",
    0x2010: "-", 0x2011: "-", 0x2012: "-", 0x2013: "-", 0x2014: "-", 0x2015: "-", 0x2018: "'",
    0x2019: "'", 0x2020: "!", 0x201A: ",", 0x201C: "\"", 0x201D: "\"", 0x201E: "\"", 0x2022: "*",
    0x2026: "~",
    0x2039: "<", 0x203A: ">", 0x20AC: "E", 0x2190: "<", 0x2191: "^", 0x2192: ">", 0x2193: "v",
    0x2212: "-", 0x2248: "~", 0x2264: "<", 0x2265: ">", 0x25B2: "^", 0x25BC: "v", 0x2713: "+",
    0x2717: "x", 0x394: "d",
  ]

  /// Characters that stand for another, as wide as that one but for `±`, which a single character would
  /// make another number of; question marks if there is no likeness.
  static func folded(_ code: UInt32, width: Int) -> [UInt8] {
    if code >= 0xC0, Int(code - 0xC0) < letters.count { return [letters[Int(code - 0xC0)]] }
    if let sign = signs[code] { return Array(sign.utf8) }
    // The full-width forms of ASCII lie at a fixed distance from it.
    if code >= 0xFF01, code <= 0xFF5E { return [UInt8(code - 0xFEE0), 0x20] }
    return Array(repeating: UInt8(ascii: "?"), count: width)
  }
}
