import Testing

@testable import TerminalKit

@Suite struct KeyPressTests {
  @Test func textReadsBackAsTheSameKey() {
    var keys = KeyPress.Name.allCases.map { KeyPress($0) }
    keys += (1...12).map { KeyPress(.function($0)) }
    keys += ["g", "G", "-", "é", "?", "ctrl-r", "shift-tab", "ctrl-alt-left", "alt-x", "ctrl--"]
    for key in keys { #expect(KeyPress(key.text) == key) }
    #expect(Set(keys.map(\.text)).count == keys.count)
  }

  @Test func synonymsAndCaseDoNotMatter() {
    #expect(KeyPress("Return") == KeyPress(.enter))
    #expect(KeyPress("C-R") == KeyPress(.character("r"), .control))
    #expect(KeyPress("shift-g") == KeyPress(.character("G")))
    #expect(KeyPress("PgDn") == KeyPress(.pageDown))
    #expect(KeyPress(" ") == KeyPress(.space))
  }

  @Test(arguments: ["", "ctrl-", "hyper-x", "f13", "word", "\u{1B}"])
  func whatIsNoKeyIsRefused(_ text: String) {
    #expect(KeyPress(text) == nil)
  }

  @Test func labelsFitTheMedium() {
    #expect(KeyPress("shift-tab").label(.unicode) == "⇧Tab")
    #expect(KeyPress("shift-tab").label(.ascii) == "S-Tab")
    #expect(KeyPress("ctrl-r").label(.unicode) == "^R")
    #expect(KeyPress("up").label(.ascii).utf8.allSatisfy { $0 < 0x7F })
  }

  @Test func onlyCharactersAreTyped() {
    #expect(KeyPress("G").typed == "G")
    #expect(KeyPress("space").typed == " ")
    #expect(KeyPress("ctrl-g").typed == nil)
    #expect(KeyPress("enter").typed == nil)
  }
}
