import Drawing
import Foundation
import Reporting
import Testing

/// Figures as files: of the right kind, with all their words, whatever the numbers.
@Suite struct FigureTests {
  private func lines(_ points: [(Double, Double)], name: String = "boosted") -> LineFigure {
    LineFigure(
      title: "ROC curves", remark: "Higher is better.", x: .share("false alarms"),
      y: .share("found"),
      series: [
        .init(
          name: name, style: 0, points: points.map { .init($0.0, $0.1) }, isStepped: true,
          hasDots: true, whiskers: [.init(x: 0.5, lower: 0.2, upper: .nan)],
          mark: points.first.map { .init($0.0, $0.1) })
      ], guides: [.init("chance", [.init(0, 0), .init(1, 1)])])
  }

  private func check(_ figure: some Figure) throws {
    let files = try figure.files(width: 400, height: 300)
    #expect(Array(files.png.prefix(4)) == [0x89, 0x50, 0x4E, 0x47])
    #expect(Array(files.png[16..<24]) == [0, 0, 3, 32, 0, 0, 2, 88])
    #expect(String(decoding: files.svg, as: UTF8.self).contains("</svg>"))
    #expect(try figure.files(width: 400, height: 300).png == files.png)
  }

  @Test func figuresAreFiles() throws {
    try check(lines([(0, 0), (0.2, 0.7), (1, 1)]))
    try check(
      BarFigure(
        title: "Models",
        panels: [
          .init(
            title: "ROC-AUC", axis: Axis("", from: 0, to: 0.93),
            bars: [
              .init(name: "boosted", value: 0.92, interval: 0.9...0.93, label: "0.920", style: 0),
              .init(name: "forest", value: nil, label: "–", style: 1),
            ])
        ], columns: 2))
    try check(
      HistogramFigure(
        title: "Scores", x: .share("p"),
        classes: [.init(name: "no", counts: [5, 3, 0]), .init(name: "yes", counts: [0, 0, 0])],
        cut: ("threshold", 0.4)))
  }

  @Test func anyNumbersAndNamesCanBeDrawn() throws {
    try check(lines([]))
    try check(lines([(.nan, 1), (.infinity, 0), (0.5, -.infinity)]))
    try check(lines([(0, 0), (1, 1)], name: String(repeating: "a very long name ", count: 30)))
    try check(lines([(0, 0), (1, 1)], name: "Привет 你好 \u{10FFFD}"))
    for (low, high) in [
      (0.0, 0.0), (-1e308, 1e308), (.nan, .infinity), (5, 5), (-3, -3), (0, 1e-300),
    ] {
      let axis = Axis("x", from: low, to: high, format: .percent)
      #expect(axis.lower < axis.upper)
      try check(
        BarFigure(
          title: "",
          panels: [
            .init(
              title: "t", axis: axis,
              bars: [.init(name: "a", value: high, interval: -1...1, label: "x", style: -9)])
          ], columns: 1))
    }
    try check(BarFigure(title: "none", panels: [], columns: 3))
    try check(FigureGrid(title: "none", figures: [], columns: 0))
  }

  @Test func moreSeriesTakeOtherInk() throws {
    let one = try lines([(0, 0), (1, 1)]).files(width: 400, height: 300).png
    var two = lines([(0, 0), (1, 1)])
    two.series[0].style = 1
    #expect(try two.files(width: 400, height: 300).png != one)
  }
}
