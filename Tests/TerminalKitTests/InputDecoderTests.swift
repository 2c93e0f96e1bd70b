import CTerminal
import Testing

@testable import TerminalKit

@Suite struct InputDecoderTests {
  private func decode(_ codes: [InputDecoder.Code]) -> [InputEvent] {
    var decoder = InputDecoder()
    return codes.compactMap { decoder.decode($0) }
  }

  private func characters(_ text: String) -> [InputDecoder.Code] {
    text.unicodeScalars.map { .character($0.value) }
  }

  private func function(_ code: Int) -> InputDecoder.Code { .function(UInt32(code)) }

  @Test func controlCharactersAreKeys() {
    #expect(
      decode(characters("\r\t\u{1B}\u{7F}\u{12}\u{0} é")) == [
        .key("enter"), .key("tab"), .key("esc"), .key("backspace"), .key("ctrl-r"),
        .key("ctrl-space"), .key("space"), .key("é"),
      ])
  }

  @Test func functionKeysCarryModifiers() {
    let codes = [
      Int(CTERMINAL_UP), Int(CTERMINAL_RIGHT) + Int(CTERMINAL_CONTROL), Int(CTERMINAL_BACK_TAB),
      Int(CTERMINAL_F0) + 5 + Int(CTERMINAL_SHIFT),
    ]
    #expect(
      decode(codes.map(function)) == [
        .key("up"), .key("ctrl-right"), .key("shift-tab"), .key("shift-f5"),
      ])
  }

  @Test func mouseReportsAreReadWhole() {
    let start = function(Int(CTERMINAL_MOUSE))
    let place = Position(column: 9, row: 4)
    #expect(decode([start] + characters("0;10;5M")) == [.mouse(.init(.press(.left), at: place))])
    #expect(decode([start] + characters("0;10;5m")) == [.mouse(.init(.release(.left), at: place))])
    #expect(decode([start] + characters("34;10;5M")) == [.mouse(.init(.drag(.right), at: place))])
    #expect(decode([start] + characters("65;10;5M")) == [.mouse(.init(.wheelDown, at: place))])
    #expect(
      decode([start] + characters("20;10;5M")) == [
        .mouse(.init(.press(.left), at: place, modifiers: [.shift, .control]))
      ])
  }

  @Test func brokenReportsAreDroppedAndTheNextKeyCounts() {
    let start = function(Int(CTERMINAL_MOUSE))
    #expect(decode([start] + characters("0;0;5Mq")) == [.key("q")])
    #expect(decode([start] + characters("0;1q")) == [.key("q")])
    #expect(decode([start] + characters("99999999999999999999999999q")).last == .key("q"))
  }

  @Test func pastesArriveAsOneText() {
    let paste = [function(Int(CTERMINAL_PASTE_START))] + characters("a\rq\u{1B}[31m")
    let events = decode(
      paste + [function(Int(CTERMINAL_PASTE_END))] + characters("q")
        + [function(Int(CTERMINAL_FOCUS_OUT))])
    #expect(events == [.paste("a\nq\u{1B}[31m"), .key("q"), .focus(false)])
  }
}
