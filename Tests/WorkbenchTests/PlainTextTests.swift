import Testing
import Workbench

@Suite struct PlainTextTests {
  @Test func nothingInAFileWritesToTheTerminal() {
    #expect(PlainText.line("a\u{1B}[31mb\u{7}\nc\u{9B}d\u{202E}e") == "a·[31mb··c·d·e")
    #expect(PlainText.lines("a\u{1B}b\nc") == "a·b\nc")
    #expect(PlainText.line(String(repeating: "x", count: 50), limit: 10) == "xxxxxxxxx…")
    #expect(PlainText.line("né – “ok”") == "né – “ok”")
  }
}
