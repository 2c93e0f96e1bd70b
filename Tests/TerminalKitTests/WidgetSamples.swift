@testable import TerminalKit

/// One of every widget, with contents that don't fit small areas.
enum WidgetSamples {
  static var all: [any Widget] { plain + charts }

  private static var plain: [any Widget] {
    [
      Panel("title of a panel", note: "note", footnote: "foot", isFocused: true),
      TabBar(["Data", "Train", "漢字"], selected: 1, id: 1),
      KeyFooter([KeyHint(key: "⏎", title: "open"), KeyHint(key: "q", title: "quit")], id: 2),
      Scrollbar(total: 100, visible: 4, first: 50, id: 3),
      TableView(
        columns: (0..<9).map { .init("column \($0)", isDecimal: $0 > 0, isFlexible: $0 == 0) },
        rowCount: 30,
        state: .init(selectedRow: 29, selectedColumn: 8, sortColumn: 8), isFocused: true, id: 4
      ) { Span("\($0).\($1)é漢") },
      TableView(columns: [], rowCount: 0, id: 5) { _, _ in Span("") },
      ListView((0..<20).map { .init("entry \($0)", note: "n") }, selected: 19, id: 6),
      FormView(
        [
          .init("head", .heading), .init("job", .choice("technician"), note: "12"),
          .init("age", .number("41", canDecrease: true, canIncrease: false), isChanged: true),
          .init("loan", .flag(true)), .init("name", .editing("漢字漢字漢字漢字漢字", cursor: 9)),
          .init("text", .text("fixed"), isEnabled: false),
        ], selected: 2, isFocused: true, id: 7),
      TextField("some text", cursor: 99, prompt: ":"),
      Gauge(0.5, label: "label", note: "50%"), Gauge(.nan), Gauge(nil),
      Paragraph("some words that need more than one line"),
      StatusLine(.warning, "something happened", note: "note"), Toast(.failure, "went wrong"),
    ]
  }

  private static var charts: [any Widget] {
    let points = (0...40).map { LineChart.Point(Double($0) / 40, Double($0 * $0) / 1600) }
    let odd = [LineChart.Point(.nan, 1), .init(0.5, .infinity), .init(-9, -9), .init(9, 9)]
    let axes = (ChartAxis("x", range: 0...1), ChartAxis("y"))
    return [
      LineChart(
        "curve",
        series: [
          .init("a", points: points, color: 0), .init("b", points: odd, color: 1),
          .init("c", points: points, color: 2, isScatter: true), .init("d", points: [], color: 9),
        ], xAxis: axes.0, yAxis: axes.1, reference: [.init(0, 0), .init(1, 1)], cursor: 0.3,
        highlighted: 0, id: 8),
      LineChart("none", series: [], xAxis: ChartAxis("x"), yAxis: ChartAxis("y"), id: 9),
      LineChart(
        "half", series: [.init("a", points: points, color: 0)], xAxis: axes.0, yAxis: axes.1,
        usesHalfBlocks: true, id: 10),
      BarChart(
        "bars",
        bars: [
          .init("up", 3, interval: 2...4), .init("down", -2.3), .init("tiny", 1e-9),
          .init("none", nil), .init("odd", .infinity, interval: -Double.infinity...0),
        ], selected: 1, id: 11),
      BarChart("empty", bars: [], id: 12),
      Sparkline([1, 2, .nan, -4], role: nil),
      Histogram(
        "bins", counts: [1, 5, 0, 9], overlay: [2, 1, .nan, 4],
        axis: ChartAxis("score", range: 0...1), cursor: 0.5, id: 13),
      Histogram("empty", counts: [], axis: ChartAxis("score"), id: 14),
      MatrixChart(
        "m", rowNames: ["a", "b"], columnNames: ["a", "b"],
        entries: [[.init("1", share: 1), .init("–")], [.init("0.5", share: .nan), .init("2")]],
        id: 15),
    ]
  }
}
