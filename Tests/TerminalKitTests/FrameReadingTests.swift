import Testing

@testable import TerminalKit

/// The screen as it is read aloud.
@Suite struct FrameReadingTests {
  private func frame() -> Frame {
    var frame = Frame(size: Size(width: 40, height: 10))
    frame.write("Header", in: Rect(column: 1, row: 0, width: 20, height: 1))
    let boxes = Rect(column: 0, row: 1, width: 40, height: 9).columns([1, 1])
    frame.draw(Panel("Left", note: "2", isFocused: true), in: boxes[0])
    frame.draw(
      ListView(["one", "two"].map { ListView.Entry($0) }, selected: 1, isFocused: true, id: 1),
      in: Panel.inside(boxes[0]))
    frame.draw(Panel("Right"), in: boxes[1])
    frame.draw(
      LineChart(
        "Loss", series: [.init("a", points: [.init(0, 0), .init(1, 1)], color: 0)],
        xAxis: .init("x"), yAxis: .init("y"), id: 2), in: Panel.inside(boxes[1]))
    return frame
  }

  @Test func boxesAreReadOneAfterAnotherAndChartsInWords() {
    let lines = frame().reading
    #expect(lines.prefix(4) == ["Header", "## Left  2 (focus)", "one", "❯ two"])
    #expect(lines.count == 6)
    #expect(lines[4] == "## Right")
    #expect(lines[5].hasPrefix("Loss: "))
  }

  @Test func theFocusedLineIsThatOfTheCursor() {
    #expect(frame().focusedLine == "❯ two")
    #expect(Frame(size: Size(width: 10, height: 2)).focusedLine == "")
  }

  @Test func aModalBoxTakesTheFocus() {
    var frame = frame()
    _ = Popup("Question", size: Size(width: 12, height: 2), id: 9).open(in: &frame)
    frame.settleCursor(in: frame.bounds)
    #expect(frame.focusedArea?.title == "Question")
    #expect(frame.cursor.map { frame.focusedArea?.rect.contains($0) ?? false } == true)
  }

  @Test func theCursorIsBroughtIntoTheFocus() {
    var frame = Frame(size: Size(width: 20, height: 6))
    frame.draw(Panel("Chart", isFocused: true), in: Rect(column: 4, row: 1, width: 10, height: 4))
    #expect(frame.cursor == nil)
    frame.settleCursor(in: frame.bounds)
    #expect(frame.cursor == Position(column: 6, row: 2))
  }
}
