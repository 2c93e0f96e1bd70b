import Evaluation
import Registry
import TerminalKit
import Workbench

/// Draws the table of runs, and below it what is known of the selected one.
struct RunsView {
  let state: State
  let table: RunsTable

  /// The widgets' numbers under the mouse.
  enum Widget {
    static let runs = RunsPane.widget(0)
    static let tabs = RunsPane.widget(1)
    static let models = RunsPane.widget(2)
  }

  /// The columns that have room.
  static func columns(width: Int) -> [RunsColumn] {
    let narrow: Set<RunsColumn> = [.time, .data, .best, .figure, .champion]
    if width < 90 { return RunsColumn.allCases.filter(narrow.contains) }
    return width < 100
      ? RunsColumn.allCases.filter { $0 != .kind && $0 != .rows } : RunsColumn.allCases
  }

  func draw(in area: Rect, of frame: inout Frame) {
    let isRoomy = area.height >= 20
    var rest = area
    if state.isZoomed {
      if state.runs.isBelow {
        drawBelow(in: rest, of: &frame)
      } else {
        drawRuns(in: rest, of: &frame)
      }
      return
    }
    let wanted = RunsBelow(table: table, glyphs: frame.glyphs).lineCount + 3
    let least = isRoomy ? 11 : 7
    let below = rest.takeBottom(max(least, min(wanted, area.height - max(6, area.height / 3))))
    drawRuns(in: rest, of: &frame)
    drawBelow(in: below, of: &frame)
  }

  // MARK: Runs

  private func drawRuns(in area: Rect, of frame: inout Frame) {
    let place =
      table.runs.isEmpty
      ? "none of \(table.state.listing?.runs.count ?? 0)"
      : "\((table.selectedRow ?? 0) + 1) of \(table.runs.count)"
    frame.draw(
      Panel(
        "Runs", note: note(frame.glyphs),
        footnote: state.runs.filter.isEmpty ? place : "\(place) with “\(state.runs.filter)”",
        isFocused: !state.runs.isBelow), in: area)
    var rest = Panel.inside(area)
    if let entry = state.runs.entry {
      frame.draw(
        TextField(
          entry.text, cursor: entry.cursor, prompt: "/ ",
          hint: "part of a name, a data set, a model"),
        in: rest.takeTop(1))
    }
    let columns = Self.columns(width: state.size.width)
    let glyphs = frame.glyphs
    frame.draw(
      TableView(
        columns: columns.map(column), rowCount: table.runs.count,
        state: TableView.State(
          selectedRow: table.selectedRow,
          sortColumn: columns.firstIndex(of: state.runs.sort),
          isAscending: isAscending),
        isFocused: !state.runs.isBelow, id: Widget.runs,
        emptyText: "No run passes the filter."
      ) { row, place in
        span(table.runs[row], columns[place], glyphs)
      }, in: rest)
  }

  /// Times and figures begin at the top with the newest and the best, words with the first letter.
  private var isAscending: Bool {
    switch state.runs.sort {
    case .time, .rows: state.runs.isReversed
    case .figure: (state.runs.metric.higherIsBetter == false) != state.runs.isReversed
    default: !state.runs.isReversed
    }
  }

  private func note(_ glyphs: Glyphs) -> String {
    let marked = table.marked.map { ", \(glyphs.disc) marked \($0.id.suffix(6))" } ?? ""
    return "\(ShortName.text(state.options.artifacts ?? "", width: 30))\(marked)"
  }

  private func column(_ column: RunsColumn) -> TableView.Column {
    switch column {
    case .time: .init("  Registered", minimumWidth: 12)
    case .kind: .init("Kind")
    case .data: .init("Data", maximumWidth: 22)
    case .rows: .init("Rows", alignment: .right)
    case .split: .init("Split", maximumWidth: 16)
    case .best: .init("Best", maximumWidth: 12)
    case .figure: .init(state.runs.metric.title, isDecimal: true, minimumWidth: 6)
    case .champion: .init("Champion", maximumWidth: 12)
    }
  }

  private func span(_ run: RegisteredRun, _ column: RunsColumn, _ glyphs: Glyphs) -> Span {
    var text = RunsTable.text(column, of: run, by: state.runs.metric)
    switch column {
    case .time:
      // Small screens leave out the year.
      if state.size.width < 70 { text = String(text.dropFirst(5)) }
      let isMarked = run.id == state.runs.marked
      return Span(
        (isMarked ? "\(glyphs.disc) " : "  ") + text, isMarked ? Style(.accent) : .text)
    case .champion:
      return text.isEmpty ? Span("", .text) : Span("\(glyphs.check) \(text)", Style(.good))
    case .kind, .rows, .split: return Span(text, .muted)
    case .data, .best, .figure: return Span(text, .text)
    }
  }

  // MARK: Below

  private func drawBelow(in area: Rect, of frame: inout Frame) {
    let inside = PagedPanel(
      state.runs.page, title: \.title, note: belowNote, isFocused: state.runs.isBelow,
      id: Widget.tabs
    ).open(in: area, of: &frame)
    RunsBelow(table: table, glyphs: frame.glyphs).draw(
      in: inside, isFocused: state.runs.isBelow, of: &frame)
  }

  private var belowNote: String {
    guard let run = table.selected else { return "" }
    switch state.runs.page {
    case .models: return "of \(run.id.suffix(6))"
    case .comparison:
      return table.pair.map { "\($0.first.id.suffix(6)) and \($0.second.id.suffix(6))" } ?? ""
    case .log: return counted(table.state.listing?.log.count ?? 0, "line")
    }
  }
}
