import Testing

@testable import TerminalKit

@Suite struct LineChartTests {
  private func chart(cursor: Double? = nil) -> LineChart {
    LineChart(
      "ROC",
      series: [
        .init(
          "boosted", points: [.init(0, 0), .init(0.1, 0.6), .init(0.4, 0.9), .init(1, 1)], color: 0),
        .init("logistic", points: [.init(0, 0), .init(0.5, 0.7), .init(1, 1)], color: 1),
      ], xAxis: .init("false positives", range: 0...1),
      yAxis: .init("true positives", range: 0...1), reference: [.init(0, 0), .init(1, 1)],
      cursor: cursor, id: 1)
  }

  private func frame(_ chart: LineChart, _ medium: Medium = Medium()) -> Frame {
    var frame = Frame(size: Size(width: 46, height: 14), medium: medium)
    frame.draw(chart, in: frame.bounds)
    return frame
  }

  @Test func curvesInBraille() {
    #expect(
      frame(chart()).textLines == [
        "true positives",
        "1.0┤┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈⣀⣀⣀⣀⣀⣀⠤⠤⠤⠤⠤⠤⠒⠒⠒⣒⡲⠶⠝⠛⠉",
        "   │            ⢀⡠⠔⠊⠉⠉⠉        ⢀⣀⠤⠤⠒⠊⠉⠂⠁",
        "   │        ⢀⡠⠔⠊⠁        ⣀⡠⠤⠔⠒⠉⠁⡀⠄⠂⠁",
        "   │    ⢀⡠⠔⠊⠁        ⢀⡠⠒⠉   ⡀⠄⠂⠁",
        "0.5┤┈┈┈⢠⠃┈┈┈┈┈┈┈┈┈⢀⡠⠒⠁┈┈⡀⠄⠂⠁┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈",
        "   │   ⡎       ⢀⡠⠒⠁ ⡀⠄⠂⠁",
        "   │  ⡸      ⡠⠒⠁⡀⠄⠂⠁",
        "   │ ⢰⠁   ⡠⠔⠉⠄⠂⠁                ● boosted",
        "   │⢀⠇ ⡠⠔⠉⠂⠁                    ▲ logistic",
        "0.0┤⡼⠔⠉⠁┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈",
        "   └┬───────┬───────┬──────┬───────┬───────┬",
        "   0.0     0.2     0.4    0.6     0.8     1.0",
        "                false positives",
      ])
  }

  @Test func curvesInPlainCharacters() {
    #expect(
      frame(chart(), Medium(glyphs: .ascii, hasColor: false)).textLines == [
        "true positives",
        "1.0+                            oooooooo^^^^",
        "   |              oooooooooooooo  ^^^^^^.",
        "   |          oooo          ^^^^^^. .",
        "   |      oooo         ^^^^^. . .",
        "0.5+    oo         ^^^^ . .",
        "   |   o        ^^^ . .",
        "   |  o      ^^^. .",
        "   |  o  ^^^^ .                 o boosted",
        "   | o^^^ .                     ^ logistic",
        "0.0+^^.",
        "   ++-------+-------+------+-------+-------+",
        "   0.0     0.2     0.4    0.6     0.8     1.0",
        "                false positives",
      ])
  }

  @Test func theCursorReadsEveryCurve() {
    let frame = frame(chart(cursor: 0.5))
    #expect(frame.textLines.contains { $0.hasSuffix("● boosted  0.917") })
    #expect(frame.textLines.contains { $0.hasSuffix("▲ logistic 0.700") })
    #expect(frame.textLines[12].contains("0.500") && !frame.textLines[12].contains("0.4 "))
    #expect(
      frame.descriptions == [
        "ROC: true positives 0 to 1 over false positives 0 to 1; boosted is 0.917 at 0.500, "
          + "logistic is 0.700 at 0.500"
      ])
  }

  @Test func aClickOnThePlotIsAValueOfTheAxis() {
    let frame = frame(chart())
    #expect(frame.hit(at: Position(column: 4, row: 1))?.value == 0)
    #expect(frame.hit(at: Position(column: 43, row: 1))?.value == 1)
    #expect(frame.hit(at: Position(column: 4, row: 1))?.target == HitTarget(1, .plot))
    #expect(frame.hit(at: Position(column: 34, row: 8))?.target == HitTarget(1, .item(0)))
  }

  @Test func withoutColoursEachCurveCarriesItsMarker() {
    let text = frame(chart(), Medium(hasColor: false)).textLines[1...9].joined()
    #expect(text.filter { $0 == "●" }.count > 2 && text.filter { $0 == "▲" }.count > 2)
  }

  @Test func whatLiesOutsideOfTheRangeIsCutAtTheEdge() {
    let line = LineChart.Series("a", points: [.init(-1, -1), .init(2, 2)], color: 0)
    let chart = LineChart(
      "cut", series: [line], xAxis: .init("x", range: 0...1), yAxis: .init("y", range: 0...1),
      hasLegend: false, id: 1)
    let frame = frame(chart)
    #expect(frame[4, 10].style.foreground == .series1)
    #expect(frame[43, 1].style.foreground == .series1)
    #expect(frame[43, 10].style.foreground == .grid)
    #expect(LineChart.value(of: line, at: 0.5) == 0.5)
    #expect(LineChart.value(of: line, at: 3) == nil)
  }
}
