import Testing

@testable import TerminalKit

@Suite struct SafeTextTests {
  @Test func escapeCodesOfDataNeverReachACell() {
    let hostile = "a\u{1B}[31mb\u{9B}2Jc\u{07}\u{202E}d\u{200D}e\u{FE0F}\u{7F}"
    #expect(SafeText.sanitized(hostile) == "a[31mb2Jcde")
    var frame = Frame(size: Size(width: 30, height: 1))
    frame.write(hostile, column: 0, row: 0)
    for column in 0..<30 {
      for scalar in frame.scalars(column: column, row: 0) {
        #expect(scalar >= 0x20 && !(0x7F...0x9F).contains(scalar))
      }
    }
  }

  @Test func lineEndsAndTabsAreSpaces() {
    #expect(SafeText.sanitized("a\tb\r\nc") == "a b c")
  }

  @Test func widthsFollowTheTerminal() {
    #expect(SafeText.width(of: "naïve") == 5)
    #expect(SafeText.width(of: "e\u{301}") == 1)
    #expect(SafeText.width(of: "漢字") == 4)
    #expect(SafeText.width(of: "⣿█─") == 3)
  }

  @Test func aGlyphKeepsFourMarks() {
    let clusters = SafeText.clusters(of: "a\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}b")
    #expect(clusters.map(\.marks.count) == [4, 0])
  }

  @Test func asciiKeepsTheWidthOfWhatItReplaces() {
    for text in ["Zürich – “ok”…", "漢字", "Łódź", "ÿŸ", "→≤≥", "ＡＢ"] {
      let folded = SafeText.sanitized(text, ascii: true)
      #expect(folded.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F })
      #expect(SafeText.width(of: text) == folded.utf8.count)
    }
    #expect(SafeText.sanitized("Zürich Łódź ŽŸ ſ ß", ascii: true) == "Zurich Lodz ZY s s")
    #expect(SafeText.sanitized("ĀĉĦĳŁŊŒŠŴž", ascii: true) == "AcHiLNOSWz")
  }
}
