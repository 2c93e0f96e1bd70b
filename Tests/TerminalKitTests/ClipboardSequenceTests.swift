import Testing

@testable import TerminalKit

@Suite struct ClipboardSequenceTests {
  private func text(_ environment: [String: String], _ text: String = "Hello") -> String {
    String(decoding: ClipboardSequence.bytes(for: text, environment: environment), as: UTF8.self)
  }

  @Test func plainTerminalsGetThePlainSequence() {
    #expect(text([:]) == "\u{1B}]52;c;SGVsbG8=\u{07}")
    #expect(text(["TMUX": ""]) == "\u{1B}]52;c;SGVsbG8=\u{07}")
  }

  @Test func tmuxGetsItPlainAndWrapped() {
    #expect(
      text(["TMUX": "/tmp/tmux-0/default,1,0"])
        == "\u{1B}]52;c;SGVsbG8=\u{07}\u{1B}Ptmux;\u{1B}\u{1B}]52;c;SGVsbG8=\u{07}\u{1B}\\")
  }

  @Test func screenGetsPieces() {
    let whole = text(["STY": "1.tty"], String(repeating: "x", count: 1_000))
    let pieces = whole.split(separator: "\u{1B}\\")
    #expect(pieces.allSatisfy { $0.hasPrefix("\u{1B}P") && $0.utf8.count <= 242 })
    #expect(
      pieces.map { $0.dropFirst(2) }.joined() == text([:], String(repeating: "x", count: 1_000)))
  }

  @Test func theLongestStaysBelowTheTerminalsLimit() {
    let longest = String(repeating: "x", count: ClipboardSequence.byteLimit)
    #expect(text([:], longest).utf8.count <= 100_000)
    #expect(text([:], longest + "xxx").utf8.count > 100_000)
  }
}
