import Testing

@testable import TerminalKit

@Suite struct RectTests {
  @Test func partsFillTheWidthAndKeepTheirGaps() {
    for width in 0...60 {
      let parts = Rect(column: 3, row: 0, width: width, height: 1).columns([1, 2, 1], gap: 2)
      #expect(parts.count == 3)
      #expect(parts.allSatisfy { $0.column >= 3 && $0.endColumn <= 3 + width })
      if width >= 7 {
        #expect(parts[0].column == 3)
        #expect(parts[2].endColumn == 3 + width)
        #expect(parts[1].column - parts[0].endColumn == 2)
      }
    }
  }

  @Test func takingTooMuchLeavesNothing() {
    var rect = Rect(column: 0, row: 0, width: 10, height: 3)
    #expect(rect.takeTop(2) == Rect(column: 0, row: 0, width: 10, height: 2))
    #expect(rect.takeBottom(5) == Rect(column: 0, row: 2, width: 10, height: 1))
    #expect(rect.isEmpty)
  }

  @Test func rectanglesApartShareNothing() {
    let left = Rect(column: 0, row: 0, width: 4, height: 4)
    let right = Rect(column: 6, row: 0, width: 4, height: 4)
    #expect(left.intersection(right).isEmpty)
    #expect(Rect(column: 2, row: 2, width: 9, height: 9).intersection(left).size.width == 2)
  }
}
