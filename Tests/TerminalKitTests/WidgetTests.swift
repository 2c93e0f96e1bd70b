import Testing

@testable import TerminalKit

@Suite struct WidgetTests {
  private func frame(
    _ width: Int, _ height: Int, medium: Medium = Medium(), _ widget: some Widget
  ) -> Frame {
    var frame = Frame(size: Size(width: width, height: height), medium: medium)
    frame.draw(widget, in: frame.bounds)
    return frame
  }

  private func table(rows: Int, state: TableView.State = .init()) -> TableView {
    let cells = [
      ["forest", "0.61", "12.5"], ["boosted", "0.625", "3"], ["logistic", "–", "0.25"],
    ]
    return TableView(
      columns: [.init("model"), .init("F1", isDecimal: true), .init("seconds", isDecimal: true)],
      rowCount: rows, state: state, isFocused: true, id: 7
    ) { row, column in Span(cells[row % 3][column]) }
  }

  @Test func numbersMeetAtTheirDecimalPoint() {
    let frame = frame(32, 5, table(rows: 3, state: .init(sortColumn: 1)))
    #expect(
      frame.textLines == [
        "model       F1▼   seconds",
        "forest    0.61      12.5",
        "boosted   0.625      3",
        "logistic  –          0.25",
        "",
      ])
  }

  @Test func theSelectedRowIsInSightAndHeadingsCanBeClicked() {
    let frame = frame(40, 6, table(rows: 100, state: .init(selectedRow: 50, sortColumn: 0)))
    #expect(frame.textLines[5].hasPrefix("logistic"))
    #expect(frame[0, 5].style.background == .selection)
    #expect(frame.hit(at: Position(column: 0, row: 0))?.target == HitTarget(7, .column(0)))
    #expect(
      frame.hit(at: Position(column: 0, row: 5))?.target == HitTarget(7, .cell(row: 50, column: 0)))
    #expect(frame.hit(at: Position(column: 39, row: 5))?.target == HitTarget(7, .scrollbar))
    #expect(frame.hit(at: Position(column: 39, row: 5))?.value == 1)
  }

  @Test func columnsScrollBesideTheFrozenOne() {
    let columns = (0..<12).map { TableView.Column("column\($0)", minimumWidth: 8) }
    let table = TableView(
      columns: columns, rowCount: 1, state: .init(selectedColumn: 9), id: 1
    ) { _, column in Span("v\(column)") }
    let line = frame(40, 2, table).textLines[1]
    #expect(line.hasPrefix("v0 "))
    #expect(line.contains("v9"))
    #expect(!line.contains("v1 "))
  }

  @Test func aHeadingIsShownWholeOrNotAtAll() {
    let titles = ["model", "PSI", "ECE", "missing", "Brier", "levels"]
    let table = TableView(
      columns: titles.map {
        .init($0, alignment: $0 == "model" || $0 == "levels" ? .left : .right)
      },
      rowCount: 2, id: 1
    ) { row, column in Span(column == 0 ? "a" : "\(row)\(column)") }
    for width in 8...50 {
      let shown = frame(width, 3, table).textLines[0]
        .split { $0 == " " || $0 == "▸" }.map(String.init)
      #expect(shown == Array(titles.prefix(shown.count)), "\(width): \(shown)")
    }
  }

  @Test func signedBarsGrowFromACommonZero() {
    let bars = BarChart(
      "Why", bars: [.init("up", 2), .init("down", -1), .init("none", nil)], id: 1)
    let frame = frame(24, 3, bars)
    #expect(
      frame.textLines == [
        "up        ██████████   2", "down █████            -1", "none                   –",
      ])
    #expect(frame.descriptions == ["Why: 3 bars; largest up 2, down -1"])
  }

  @Test func wordsAreWrapped() {
    #expect(
      Paragraph.lines(of: "the quick brown fox\n\nincomprehensibilities", width: 9) == [
        "the quick", "brown fox", "", "incompreh", "ensibilit", "ies",
      ])
    #expect(frame(9, 1, Paragraph("the quick brown fox")).textLines[0].hasSuffix("…"))
  }

  @Test func aPopupTakesTheMouse() {
    var frame = Frame(size: Size(width: 40, height: 10))
    frame.draw(TabBar(["Data", "Train"], selected: 0, id: 1), in: frame.bounds)
    let inside = Popup("Keys", size: Size(width: 10, height: 3), id: 9).open(in: &frame)
    #expect(inside.size == Size(width: 10, height: 3))
    #expect(frame.hit(at: Position(column: 1, row: 0))?.target == HitTarget(9, .outside))
    #expect(frame.hit(at: inside.origin)?.target == HitTarget(9, .body))
  }

  @Test func aTextFieldKeepsItsCursorInSight() {
    let field = TextField("0123456789abcdef", cursor: 16, prompt: "/")
    let frame = frame(8, 1, field)
    #expect(frame.cursor == Position(column: 7, row: 0))
    #expect(frame.textLines == ["/abcdef"])
  }

  @Test func theFooterShowsWholeHintsOnly() {
    let hints = ["open", "filter", "help", "quit"].enumerated().map {
      KeyHint(key: "k", title: $0.element, index: $0.offset)
    }
    #expect(frame(24, 1, KeyFooter(hints, id: 1)).textLines == [" k open  k filter  …"])
    #expect(frame(60, 1, KeyFooter(hints, id: 1)).hitRegions.count == 4)
  }

  @Test func sparklinesShowWhatIsRare() {
    #expect(Sparkline([0, 1, 1000, 500]).text(width: 4, glyphs: .unicode) == " ▁█▄")
    #expect(Sparkline([.nan, 1]).text(width: 4, glyphs: .unicode) == " █")
    #expect(Sparkline([]).text(width: 4, glyphs: .unicode) == "")
  }

  @Test(arguments: [Medium(), Medium(glyphs: .ascii, hasColor: false)])
  func nothingTrapsOrLeavesItsAreaAtAnySize(_ medium: Medium) {
    for width in [0, 1, 2, 3, 5, 8, 13, 21, 34, 70] {
      for height in [0, 1, 2, 3, 5, 8, 13] {
        var frame = Frame(size: Size(width: width + 4, height: height + 4), medium: medium)
        let area = Rect(column: 2, row: 2, width: width, height: height)
        for widget in WidgetSamples.all { frame.draw(widget, in: area) }
        for row in 0..<frame.size.height {
          for column in 0..<frame.size.width
          where !area.contains(Position(column: column, row: row)) {
            #expect(frame[column, row] == .blank)
          }
        }
        #expect(frame.hitRegions.allSatisfy { $0.rect == $0.rect.intersection(area) })
        if medium.glyphs.isASCII {
          #expect(frame.text.utf8.allSatisfy { $0 == 0x0A || $0 >= 0x20 && $0 < 0x7F })
        }
        _ = Popup("p", size: Size(width: 30, height: 9), id: 1).open(in: &frame)
      }
    }
  }
}
