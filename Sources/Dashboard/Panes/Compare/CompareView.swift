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
  }

  private var layout: CompareLayout { CompareLayout(state.size) }
  private var models: [(kind: ModelKind, model: TrainedModel)] { Leaderboard.trained(state) }
  private var selected: ModelKind? { board.selected?.kind }

  func draw(in area: Rect, of frame: inout Frame) {
    if state.isZoomed {
      drawPage(in: area, of: &frame)
      return
    }
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
    let title = state.compare.threshold.map { "Threshold \(NumberText.fixed($0, digits: 3))" }
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
    if layout.chart(of: state) == .segments {
      SegmentsView(state: state, models: models, selected: selected, id: Widget.segments)
        .draw(in: area, of: &frame)
      return
    }
    if layout.chart(of: state) == .balance {
      BalanceView(models: models, selected: selected, id: Widget.segments)
        .draw(in: area, of: &frame)
      return
    }
    if layout.chart(of: state) == .list {
      ListExplanationView(
        list: state.compare.list, models: models, selected: selected, id: Widget.list
      ).draw(in: area, of: &frame)
      return
    }
    CompareChartView(
      state: state, chart: layout.chart(of: state), models: models, selected: selected,
      id: Widget.chart
    ).draw(in: area, of: &frame)
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
    let threshold = state.compare.threshold ?? trained.threshold
    let point = trained.ranked.blocks.operatingPoint(at: threshold)
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
    let facts = LeaderboardColumn.all.dropFirst().map { column -> (String, String) in
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
