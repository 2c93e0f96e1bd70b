import Modelling
import Monitoring
import TerminalKit
import Workbench

/// Draws the verdict, the table of columns, and below it what is known of the selected one.
struct MonitorView {
  let state: State
  private let table: DriftTable

  init(state: State) {
    self.state = state
    table = DriftTable(state.monitor)
  }

  /// The widgets' numbers under the mouse.
  enum Widget {
    static let columns = MonitorPane.widget(0)
    static let tabs = MonitorPane.widget(1)
    static let below = MonitorPane.widget(2)
  }

  /// From this width on the table and what is below it stand side by side.
  private static let wide = 170

  /// The cells of a picture of shares: deciles fit, and where there is room most lists of levels.
  private var pictureWidth: Int { Self.tableWidth(of: state) < 124 ? 10 : 12 }

  /// The width that the table has.
  static func tableWidth(of state: State) -> Int {
    state.size.width >= wide && !state.isZoomed ? state.size.width * 3 / 5 : state.size.width
  }

  /// The fields that have room.
  static func fields(width: Int) -> [DriftField] {
    let left: Set<DriftField> =
      width < 70
      ? [.noise, .shape, .missing, .beyond, .new, .chance, .before, .now]
      : width < 88
        ? [.missing, .beyond, .new, .before, .now]
        : width < 116 ? [.before, .now] : []
    return DriftField.allCases.filter { !left.contains($0) }
  }

  func draw(in area: Rect, of frame: inout Frame) {
    guard let answer = state.monitor.answer else { return drawNothing(in: area, of: &frame) }
    var rest = area
    if !state.isZoomed { drawVerdict(answer, in: rest.takeTop(2), of: &frame) }
    if state.isZoomed {
      if state.monitor.isBelow {
        drawBelow(answer, in: rest, of: &frame)
      } else {
        drawTable(in: rest, of: &frame)
      }
    } else if state.size.width >= Self.wide {
      var left = rest.takeLeft(Self.tableWidth(of: state))
      drawBelow(answer, in: rest, of: &frame)
      // What is left over under a short table shows what else there is.
      let height = max(table.count + 4, left.height / 2)
      if left.height - height >= 16 {
        let other: MonitorPage = state.monitor.page == .conversion ? .column : .conversion
        drawPage(other, answer, in: left.takeBottom(left.height - height), of: &frame)
      }
      drawTable(in: left, of: &frame)
    } else {
      // The table keeps a heading and four rows; what is below gets what it can use.
      let wanted =
        lines(state.monitor.page, answer, width: area.width - 4, glyphs: frame.glyphs).count + 2
      let least = max(5, rest.height / 2)
      let below = rest.takeBottom(min(max(least, min(wanted, rest.height - 12)), rest.height - 5))
      drawTable(in: rest, of: &frame)
      drawBelow(answer, in: below, of: &frame)
    }
  }

  // MARK: Without an answer

  private func drawNothing(in area: Rect, of frame: inout Frame) {
    if state.monitor.underway != nil {
      let place = area.centered(Size(width: min(50, area.width - 4), height: 3))
      frame.write("Judging \(rowsName)", in: place.line(0), style: .muted, alignment: .center)
      frame.draw(
        Gauge(state.monitor.share, note: NumberText.percent(state.monitor.share)),
        in: place.line(2))
      return
    }
    EmptyPage.draw(words, in: area, of: &frame)
  }

  private var words: String {
    if let failure = state.monitor.failure {
      return "\(failure.reason)\n \no names other rows, m another model, r tries again."
    }
    if state.session.training.isRunning { return "The models are being trained." }
    return MonitorPane.refusal(in: state).map { reason in
      "Here a model is held against new rows: what has moved, and whether its promises hold.\n \n\(reason)"
    } ?? "r holds the model against \(rowsName)."
  }

  private var rowsName: String {
    switch state.monitor.rows {
    case .test: "the test rows"
    case .file(let path): ShortName.text(path, width: 40)
    }
  }

  // MARK: Verdict

  private func drawVerdict(_ answer: DriftAnswer, in area: Rect, of frame: inout Frame) {
    let report = answer.finding.report
    let mark = SeverityMark.span(report.severity, frame.glyphs)
    frame.write(
      [
        Span(" "), mark,
        Span("  \(DriftWords.verdict(report))", Style(.text, on: .canvas, .bold)),
      ] + (state.monitor.underway == nil ? [] : [progress]), in: area.line(0))
    let rows = counted(report.rowCount, "row")
    let reference = "\(NumberText.grouped(report.referenceRowCount)) then"
    let parts = [modelName(answer), dataName(answer), "\(rows) now, \(reference)"]
    var spans = [Span(" ", .muted)]
    var used = 1
    // Whole facts only: what does not fit is left out.
    for (place, part) in parts.enumerated() {
      let text = place == 0 ? part : "  \(frame.glyphs.dot)  \(part)"
      let size = SafeText.width(of: text)
      guard used + size <= area.width else { break }
      used += size
      spans.append(Span(text, .muted))
    }
    frame.write(spans, in: area.line(1))
  }

  private var progress: Span {
    Span("   judging, \(NumberText.percent(state.monitor.share))", Style(.warning))
  }

  private func modelName(_ answer: DriftAnswer) -> String {
    switch answer.question.model {
    case .trained(let kind): "\(kind.rawValue), trained here"
    case .registered(let name):
      "\(answer.finding.modelKind) of run \(name.dropFirst(4).split(separator: "/").first?.suffix(6) ?? "")"
    }
  }

  private func dataName(_ answer: DriftAnswer) -> String {
    let path = answer.finding.dataPath
    return "against "
      + ShortName.text(
        answer.question.rows == .test
          ? path : String(path.split(separator: "/").last ?? path[...]),
        width: 30)
  }

  // MARK: Table

  private func drawTable(in area: Rect, of frame: inout Frame) {
    let place =
      table.rows.isEmpty
      ? "none of \(table.count)" : "\((table.selectedRow ?? 0) + 1) of \(table.rows.count)"
    frame.draw(
      Panel(
        "Columns", note: tableNote(width: area.width),
        footnote: state.monitor.filter.isEmpty
          ? place : "\(place) with “\(state.monitor.filter)”",
        isFocused: !state.monitor.isBelow), in: area)
    var rest = Panel.inside(area)
    if let entry = state.monitor.entry {
      frame.draw(
        TextField(
          entry.text, cursor: entry.cursor, prompt: "/ ", hint: "part of a name or a finding"),
        in: rest.takeTop(1))
    }
    let fields = Self.fields(width: Self.tableWidth(of: state))
    let glyphs = frame.glyphs
    frame.draw(
      TableView(
        columns: fields.map(column), rowCount: table.rows.count,
        state: TableView.State(
          selectedRow: table.selectedRow, sortColumn: fields.firstIndex(of: state.monitor.sort),
          isAscending: isAscending),
        frozenCount: 2, isFocused: !state.monitor.isBelow, id: Widget.columns,
        emptyText: "No column passes the filter; Esc takes it away."
      ) { row, place in
        span(fields[place], table.rows[row], glyphs)
      }, in: rest)
  }

  /// What the columns are sorted by where that column has no room, as after a turn to a smaller screen.
  private func tableNote(width: Int) -> String {
    let sort = state.monitor.sort
    if !Self.fields(width: Self.tableWidth(of: state)).contains(sort) {
      return "sorted by \(sort.title)"
    }
    return width < 70 ? "" : "then: when the model was made"
  }

  /// Names and chances begin at the top with the first and the smallest, all else with the largest.
  private var isAscending: Bool {
    [.column, .chance].contains(state.monitor.sort) != state.monitor.isReversed
  }

  private func column(_ field: DriftField) -> TableView.Column {
    switch field {
    case .severity: .init("", minimumWidth: 9)
    case .column: .init(field.title, minimumWidth: max(8, width(of: field)), maximumWidth: 18)
    case .finding: .init(field.title, minimumWidth: max(10, width(of: field)))
    case .before, .now: .init(field.title, minimumWidth: pictureWidth)
    default: .init(field.title, alignment: .right, minimumWidth: max(5, width(of: field)))
    }
  }

  /// The width of the widest text of all rows, so that columns stay where they are while rows scroll; of
  /// thousands of rows the first are enough, since each frame asks.
  private func width(of field: DriftField) -> Int {
    let widest =
      table.rows.prefix(200).map { SafeText.width(of: DriftTable.text(field, of: $0)) }.max() ?? 0
    return min(18, widest)
  }

  private func span(_ field: DriftField, _ column: ColumnDrift, _ glyphs: Glyphs) -> Span {
    switch field {
    case .severity: return SeverityMark.span(column.severity, glyphs)
    case .column:
      let isScore = column == state.monitor.answer?.finding.report.score
      return Span(column.name, isScore ? Style(.accent) : .text)
    case .before, .now:
      return Span(picture(of: column, field, glyphs), Style(.series(field == .before ? 1 : 0)))
    case .noise, .missing, .beyond, .new: return Span(DriftTable.text(field, of: column), .muted)
    default: return Span(DriftTable.text(field, of: column), .text)
    }
  }

  /// A bar a bin; an ellipsis stands for those that have no room.
  private func picture(of column: ColumnDrift, _ field: DriftField, _ glyphs: Glyphs) -> String {
    let all = DriftWords.shares(of: column)
    let shown = all.count > pictureWidth ? Array(all.prefix(pictureWidth - 1)) : all
    let highest = max(1e-12, all.map { max($0.then, $0.now) }.max() ?? 1)
    let bars = Sparkline(shown.map { field == .before ? $0.then : $0.now }, range: 0...highest)
      .text(width: shown.count, glyphs: glyphs)
    return bars + (shown.count < all.count ? String(Character(glyphs.ellipsis)) : "")
  }

  // MARK: Below

  /// The lines that what is below would take.
  var lineCount: Int {
    guard let answer = state.monitor.answer else { return 0 }
    let width = state.size.width - (state.size.width >= Self.wide ? Self.tableWidth(of: state) : 0)
    return lines(state.monitor.page, answer, width: width - 4, glyphs: .unicode).count
  }

  private func lines(
    _ page: MonitorPage, _ answer: DriftAnswer, width: Int, glyphs: Glyphs
  ) -> [[Span]] {
    switch page {
    case .column:
      guard let column = table.selected else {
        return [[Span("No column is selected.", .muted)]]
      }
      let detail = DriftDetail(column: column, glyphs: glyphs)
      let bars = detail.histogram(width: width)
      return detail.facts(width: width) + (bars.isEmpty ? [] : [[]] + bars)
    case .conversion:
      return ConversionPage(finding: answer.finding, glyphs: glyphs).lines(width: width)
    case .history: return history(glyphs).lines(width: width)
    }
  }

  private func history(_ glyphs: Glyphs) -> HistoryPage {
    HistoryPage(state: state.monitor, path: MonitorPane.historyPath(state), glyphs: glyphs)
  }

  private func drawBelow(_ answer: DriftAnswer, in area: Rect, of frame: inout Frame) {
    let inside = PagedPanel(
      state.monitor.page, title: \.title, note: note, isFocused: state.monitor.isBelow,
      id: Widget.tabs
    ).open(in: area, of: &frame)
    draw(state.monitor.page, answer, from: state.monitor.firstLine, in: inside, of: &frame)
    if state.monitor.isBelow {
      frame.offerCursor(Position(column: area.column + 2, row: area.row + 1))
    }
  }

  /// A page that has room beside the one that was chosen.
  private func drawPage(
    _ page: MonitorPage, _ answer: DriftAnswer, in area: Rect, of frame: inout Frame
  ) {
    let note = page == .column ? table.selected.map { ShortName.text($0.name) } ?? "" : ""
    frame.draw(Panel(page.title, note: note), in: area)
    draw(page, answer, from: 0, in: Panel.inside(area), of: &frame)
  }

  private func draw(
    _ page: MonitorPage, _ answer: DriftAnswer, from start: Int, in area: Rect,
    of frame: inout Frame
  ) {
    if let description = description(page, answer, frame.glyphs) { frame.describe(description) }
    var body = area
    let lines = lines(page, answer, width: body.width, glyphs: frame.glyphs)
    let first = max(0, min(start, lines.count - body.height))
    if lines.count > body.height {
      frame.draw(
        Scrollbar(total: lines.count, visible: body.height, first: first, id: Widget.below),
        in: body.takeRight(1))
    }
    for (offset, line) in lines.dropFirst(first).prefix(body.height).enumerated() {
      frame.write(line, in: body.line(offset))
    }
  }

  /// The picture of the page in words; `nil` where it shows none.
  private func description(
    _ page: MonitorPage, _ answer: DriftAnswer, _ glyphs: Glyphs
  ) -> String? {
    switch page {
    case .column: table.selected.map { DriftDetail(column: $0, glyphs: glyphs).description }
    case .conversion: ConversionPage(finding: answer.finding, glyphs: glyphs).description
    case .history: history(glyphs).description
    }
  }

  private var note: String {
    switch state.monitor.page {
    case .column: table.selected.map { ShortName.text($0.name) } ?? ""
    case .conversion: "by deciles of the score"
    case .history: state.monitor.history.map { counted($0.entries.count, "finding") } ?? ""
    }
  }
}
