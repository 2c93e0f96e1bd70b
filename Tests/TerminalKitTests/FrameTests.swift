import Testing

@testable import TerminalKit

@Suite struct FrameTests {
  @Test func textIsCutWithAnEllipsis() {
    var frame = Frame(size: Size(width: 8, height: 3))
    frame.write("campaign", in: Rect(column: 0, row: 0, width: 8, height: 1))
    frame.write("campaigns", in: Rect(column: 0, row: 1, width: 8, height: 1))
    frame.write("12", in: Rect(column: 0, row: 2, width: 8, height: 1), alignment: .right)
    #expect(frame.textLines == ["campaign", "campaig…", "      12"])
  }

  @Test func aWideGlyphIsNeverHalved() {
    var frame = Frame(size: Size(width: 4, height: 4))
    frame.write("漢字漢", column: 0, row: 0)
    frame.write("a漢字", column: 0, row: 1)
    frame.write("漢字", column: 0, row: 2)
    frame.write("x", column: 1, row: 2)
    frame.write("漢字", column: 0, row: 3)
    frame.write("x", column: 2, row: 3)
    #expect(frame.textLines == ["漢字", "a漢", " x字", "漢x"])
    #expect(frame[3, 1] == Cell(code: 0x20, style: .text))
  }

  @Test func drawingOutsideOfTheClipDoesNothing() {
    var frame = Frame(size: Size(width: 10, height: 5))
    let clip = Rect(column: 2, row: 1, width: 5, height: 2)
    frame.clipped(to: clip) { frame in
      frame.fill(Rect(column: -5, row: -5, width: 50, height: 50), with: "x")
      frame.write("漢漢漢漢漢漢", column: -1, row: 1)
      frame.addHit(Rect(column: 0, row: 0, width: 50, height: 50), HitTarget(1))
    }
    for row in 0..<5 {
      for column in 0..<10 where !clip.contains(Position(column: column, row: row)) {
        #expect(frame[column, row] == .blank)
      }
    }
    #expect(frame.hitRegions.map(\.rect) == [clip])
    #expect(frame.clip == frame.bounds)
  }

  @Test func combiningMarksStayWithTheirGlyph() {
    var first = Frame(size: Size(width: 3, height: 1))
    var second = first
    first.write("e\u{301}x", column: 0, row: 0)
    second.write("o\u{301}", column: 0, row: 0)
    second.write("e\u{301}x", column: 0, row: 0)
    #expect(first.scalars(column: 0, row: 0) == [0x65, 0x301])
    #expect(first == second)
    second.write("e\u{300}x", column: 0, row: 0)
    #expect(first != second)
  }

  @Test func theTopmostRegionIsHit() {
    var frame = Frame(size: Size(width: 20, height: 10))
    frame.addHit(
      Rect(column: 0, row: 0, width: 11, height: 10), HitTarget(1, .plot), horizontalValues: 0...1)
    frame.addHit(Rect(column: 0, row: 0, width: 3, height: 1), HitTarget(2, .item(4)))
    #expect(frame.hit(at: Position(column: 1, row: 0))?.target == HitTarget(2, .item(4)))
    #expect(frame.hit(at: Position(column: 5, row: 5))?.value == 0.5)
    #expect(frame.hit(at: Position(column: 15, row: 5)) == nil)
    // A drag that leaves the plot stays at its edge.
    #expect(Hit(frame.hitRegions[0], at: Position(column: 19, row: 5)).value == 1)
  }

  @Test func stylesHaveAPlaneOfTheirOwn() {
    var frame = Frame(size: Size(width: 6, height: 1))
    frame.write([Span("ab", .accent), Span("cd", .text), Span("e", .selected)], in: frame.bounds)
    #expect(frame.stylePlane.lines == ["aa..b"])
    #expect(
      frame.stylePlane.legend == ["a accent on canvas", "b selectionText on selection bold"])
  }
}
