import Evaluation
import Modelling
import TerminalKit
import Workbench

/// Puts leaderboard, chart and threshold where they have room.
struct CompareView {
  let state: State
  let board: Leaderboard

  /// The widgets' numbers under the mouse.
  enum Widget {
    static let leaderboard = ComparePane.widget(0)
    static let tabs = ComparePane.widget(1)
    static let chart = ComparePane.widget(2)
    static let slider = ComparePane.widget(3)
    static let models = ComparePane.widget(4)
    static let list = ComparePane.widget(5)
    static let folds = ComparePane.widget(6)
    static let segments = ComparePane.widget(7)

    /// Charts that stand beside others have a number each.
    static func chart(_ chart: CompareChart) -> Int {
      ComparePane.widget(20 + (CompareChart.allCases.firstIndex(of: chart) ?? 0))
    }

    /// The chart that a widget is; `nil` for others.
    static func chart(of id: Int, in state: State) -> CompareChart? {
      if id == chart { return CompareLayout(state.size).chart(of: state) }
      return CompareChart.allCases.first { chart($0) == id }
    }
  }

  private var layout: CompareLayout { CompareLayout(state.size) }
  private var models: [(kind: ModelKind, model: TrainedModel)] { Leaderboard.trained(state) }
  private var selected: ModelKind? { board.selected?.kind }

  func draw(in area: Rect, of frame: inout Frame) {
    if let charts = layout.grid(of: state) { return drawGrid(charts, in: area, of: &frame) }
    if state.isZoomed { return drawZoomed(in: area, of: &frame) }
    switch layout {
    case .wide: drawWide(in: area, of: &frame)
    case .medium: drawMedium(in: area, of: &frame)
    case .compact: drawCompact(in: area, of: &frame)
    }
  }

  private func hasFocus(_ area: CompareArea) -> Bool {
    ComparePane.hasFocus(area, state)
  }

  private var leaderboard: LeaderboardView {
    LeaderboardView(board: board, isFocused: hasFocus(.leaderboard), id: Widget.leaderboard)
  }

  // MARK: Wide

  private func drawWide(in area: Rect, of frame: inout Frame) {
    var rest = area
    let remarks = ComparisonRemarks.lines(state, glyphs: frame.glyphs)
    let top = rest.takeTop(board.rows.count + 3 + remarks.count)
    frame.draw(
      Panel(
        "Leaderboard", note: rowsNote, footnote: sortNote, isFocused: hasFocus(.leaderboard)),
      in: top)
    var inside = Panel.inside(top)
    leaderboard.draw(in: inside.takeTop(board.rows.count + 1), of: &frame)
    for (index, line) in remarks.enumerated() { frame.write(line, in: inside.line(index)) }
    let halves = rest.columns([rest.width - 62, 62])
    drawChartPanel(in: halves[0], of: &frame)
    let right = halves[1]
    let title = state.compare.cursorTitle
    frame.draw(
      Panel(
        title ?? "Thresholds", note: title == nil ? "from validation rows" : "of all models",
        isFocused: hasFocus(.threshold)), in: right)
    threshold.draw(in: Panel.inside(right), of: &frame)
  }

  private var threshold: ThresholdView {
    ThresholdView(
      state: state, models: models, selected: selected, isFocused: hasFocus(.threshold),
      ids: (Widget.slider, Widget.models))
  }

  private var rowsNote: String {
    guard let split = state.session.training.split ?? state.session.comparison?.split else {
      return ""
    }
    return "\(NumberText.grouped(split.testRows)) test rows, "
      + "\(NumberText.grouped(split.testPositives)) positive"
  }

  private var sortNote: String {
    let title = board.state.sort.title(isShort: false)
    let order =
      board.state.sort == .model
      ? "in order" : board.state.isReversed ? "worst first" : "best first"
    return board.state.showsDifferences
      ? "differences to ref, by \(title)" : "by \(title), \(order)"
  }

  private func drawChartPanel(in area: Rect, of frame: inout Frame) {
    frame.draw(
      Panel("", isFocused: hasFocus(.chart)), in: area)
    var line = area.line(0)
    _ = line.takeLeft(2)
    drawTabs(in: line.takeLeft(min(line.width - 2, tabsWidth)), background: .canvas, of: &frame)
    drawChart(in: Panel.inside(area), of: &frame)
  }

  // MARK: Zoomed

  /// One chart with what it says of the selected model below it.
  private func drawZoomed(in area: Rect, of frame: inout Frame) {
    var rest = area
    if layout != .compact {
      drawReading(in: rest.takeBottom(1).inset(horizontal: 1), of: &frame)
    }
    drawPage(in: rest, of: &frame)
  }

  /// Four charts under one cursor.
  private func drawGrid(_ charts: [CompareChart], in area: Rect, of frame: inout Frame) {
    var rest = area
    var tabs = rest.takeTop(1).inset(horizontal: 1)
    if let title = state.compare.cursorTitle {
      frame.write(
        title, in: tabs.takeRight(title.count), style: Style.accent.bold, alignment: .right)
    }
    drawTabs(in: tabs, background: .canvas, of: &frame)
    drawReading(in: rest.takeBottom(1).inset(horizontal: 1), of: &frame)
    let rows = rest.rows([1, 1])
    for (index, chart) in charts.enumerated() {
      let place = rows[index / 2].columns([1, 1])[index % 2]
      let isCurrent = chart == layout.chart(of: state)
      frame.draw(Panel(chart.title, isFocused: isCurrent), in: place)
      if let tab = layout.charts(of: state).firstIndex(of: chart) {
        frame.addHit(place.line(0), HitTarget(Widget.tabs, .item(tab)))
      }
      let inside = Panel.inside(place)
      if chart == .threshold {
        var view = threshold
        view.isBrief = true
        view.draw(in: inside, of: &frame)
      } else {
        draw(chart, id: Widget.chart(chart), in: inside, of: &frame)
      }
    }
  }

  private func drawReading(in line: Rect, of frame: inout Frame) {
    let reading = CursorReading(state: state, models: models, selected: selected)
    frame.write(reading.spans(frame.glyphs, width: line.width), in: line)
  }

  // MARK: Chart

  private var tabsWidth: Int { layout.charts(of: state).reduce(0) { $0 + $1.title.count + 3 } }

  private func drawTabs(in line: Rect, background: Role, of frame: inout Frame) {
    frame.draw(
      TabBar(
        layout.charts(of: state).map(tabsWidth > line.width + 1 ? \.shortTitle : \.title),
        selected: layout.charts(of: state).firstIndex(of: layout.chart(of: state)) ?? 0,
        id: Widget.tabs,
        firstNumber: nil, background: background), in: line)
  }

  private func drawChart(in area: Rect, of frame: inout Frame) {
    guard !models.isEmpty else {
      EmptyPage.draw("The first model is being trained.", in: area, of: &frame)
      return
    }
    draw(layout.chart(of: state), id: Widget.chart, in: area, of: &frame)
  }

  private func draw(_ chart: CompareChart, id: Int, in area: Rect, of frame: inout Frame) {
    switch chart {
    case .segments:
      SegmentsView(state: state, models: models, selected: selected, id: Widget.segments)
        .draw(in: area, of: &frame)
    case .balance:
      BalanceView(models: models, selected: selected, id: Widget.segments)
        .draw(in: area, of: &frame)
    case .money: MoneyView(state: state, models: models).draw(in: area, of: &frame)
    case .list:
      ListExplanationView(
        list: state.compare.list, models: models, selected: selected, id: Widget.list
      ).draw(in: area, of: &frame)
    case .roc, .precisionRecall, .calibration, .gains, .scores, .profit, .threshold:
      CompareChartView(state: state, chart: chart, models: models, selected: selected, id: id)
        .draw(in: area, of: &frame)
    }
  }

  /// One chart, or the threshold, under its tabs.
  private func drawPage(in area: Rect, of frame: inout Frame) {
    var rest = area
    drawTabs(in: rest.takeTop(1).inset(horizontal: 1), background: .canvas, of: &frame)
    let body = rest.inset(horizontal: 1)
    if layout.chart(of: state) == .threshold {
      threshold.draw(in: body, of: &frame)
    } else {
      drawChart(in: body, of: &frame)
    }
  }

  // MARK: Medium and compact

  private func drawMedium(in area: Rect, of frame: inout Frame) {
    var rest = area
    leaderboard.draw(
      in: rest.takeTop(board.rows.count + 1).inset(horizontal: 1), of: &frame)
    // The matrices at the threshold need the room of the lesser remarks.
    let limit = layout.chart(of: state) == .threshold ? 1 : 4
    for line in ComparisonRemarks.lines(state, glyphs: frame.glyphs).prefix(limit) {
      frame.write(line, in: rest.takeTop(1).inset(horizontal: 1))
    }
    drawPage(in: rest, of: &frame)
  }

  private func drawCompact(in area: Rect, of frame: inout Frame) {
    var rest = area
    leaderboard.draw(
      in: rest.takeTop(board.rows.count + 1).inset(horizontal: 1), of: &frame)
    _ = rest.takeTop(rest.height > 8 ? 1 : 0)
    if layout.chart(of: state) == .list {
      drawChart(in: rest.inset(horizontal: 1), of: &frame)
      return
    }
    guard let row = board.selected, let trained = row.trained else { return }
    let point = state.compare.point(of: trained)
    let threshold = point.threshold
    var heading = ThresholdView.name(
      row.kind, mark: trained.mark, isBright: false, .canvas, frame.glyphs)
    heading.append(
      Span(
        "  at \(NumberText.fixed(threshold, digits: 3)): \(ThresholdView.contacts(point))", .muted))
    frame.write(heading, in: rest.takeTop(1).inset(horizontal: 1))
    drawFigures(of: row, point, in: rest.inset(horizontal: 1), of: &frame)
  }

  private func drawFigures(
    of row: Leaderboard.Row, _ point: OperatingPoint, in area: Rect, of frame: inout Frame
  ) {
    let atThreshold: [MetricKind: Double?] = [
      .f1: point.f1, .precision: point.confusion.precision, .recall: point.confusion.recall,
    ]
    let facts = board.columns.dropFirst().map { column -> (String, String) in
      var text = board.text(column, row, best: nil).text
      if case .metric(let kind) = column, let value = atThreshold[kind] { text = kind.text(value) }
      return (column.title(isShort: false), text)
    }
    let columnCount = 3
    let rowCount = (facts.count + columnCount - 1) / columnCount
    let columns = area.columns(Array(repeating: 1, count: columnCount), gap: 3)
    for (index, fact) in facts.enumerated() {
      let line = columns[index / rowCount].line(index % rowCount)
      frame.write(fact.0, in: line, style: .muted)
      frame.write(fact.1, in: line, alignment: .right)
    }
  }
}

extension ThresholdView {
  /// How many are contacted, in words.
  static func contacts(_ point: OperatingPoint) -> String {
    let share = point.contactShare.map { " (\(NumberText.percent($0, digits: 1)))" } ?? ""
    let count = Int(point.contacts.rounded())
    return "\(NumberText.grouped(count)) contact\(count == 1 ? "" : "s")\(share)"
  }
}
