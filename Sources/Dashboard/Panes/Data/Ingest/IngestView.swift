import TerminalKit
import Workbench

/// Draws the making of a table: the form, how far it is, and what came of it.
enum IngestView {
  private static let muted = Style(.muted, on: .panel)
  private static let plain = Style(.text, on: .panel)
  private static let titles = ["recipe", "raw files", "table to", "settings", "engine"]

  static func draw(_ state: State, of frame: inout Frame) {
    let screen = OverlayView.size(in: frame)
    let ingest = state.data.ingest
    let width = min(88, screen.width)
    let summary = IngestingSession.summary(of: ingest.plan.recipe) ?? ""
    var rest = Popup(
      "A table of raw logs",
      size: Size(width: width, height: min(height(ingest, summary, width: width), screen.height)),
      id: WidgetID.overlay, footnote: footnote(ingest)
    ).open(in: &frame)
    drawForm(ingest, in: rest.takeTop(titles.count), of: &frame)
    if rest.height > 4 { _ = rest.takeTop(1) }
    if let failure = ingest.failure {
      return frame.draw(Paragraph(failure, style: Style(.bad, on: .panel)), in: rest)
    }
    if let outcome = ingest.outcome { return draw(outcome, in: rest, of: &frame) }
    guard ingest.isRunning else {
      return frame.draw(
        Paragraph(summary, style: muted), in: rest)
    }
    drawProgress(ingest, in: rest, of: &frame)
  }

  /// Only what is told of a run needs a large box.
  private static func height(_ ingest: IngestState, _ summary: String, width: Int) -> Int {
    guard !ingest.isRunning, ingest.outcome == nil, ingest.failure == nil else { return 22 }
    return titles.count + 1 + max(4, Paragraph.lines(of: summary, width: width).count)
  }

  private static func footnote(_ ingest: IngestState) -> String {
    if ingest.entry != nil { return "Enter takes it, Esc leaves it" }
    if ingest.isRunning { return "c stops it, Esc closes, it goes on" }
    return ingest.outcome == nil
      ? "Enter makes it, e types, Esc closes" : "o opens the table, Esc closes"
  }

  private static func drawForm(_ ingest: IngestState, in area: Rect, of frame: inout Frame) {
    let plan = ingest.plan
    let values = [plan.recipe, plan.input, plan.output, plan.settings, plan.engine]
    let empty = ["", "a folder; e types it", "a folder; e types it", "none", ""]
    for (number, title) in titles.enumerated() {
      var place = area.line(number)
      frame.addHit(place, HitTarget(WidgetID.overlay, .row(number)))
      let isSelected = number == ingest.line && !ingest.isRunning
      frame.write(title, in: place.takeLeft(11), style: isSelected ? plain.bold : muted)
      let isTyped = IngestProgram.Line(rawValue: number)?.isTyped == true
      var cell = place.takeLeft(isTyped ? place.width : min(30, place.width))
      if isSelected, isTyped, let entry = ingest.entry {
        frame.draw(
          TextField(entry.text, cursor: entry.cursor, hint: "a folder, or name=value"), in: cell)
        continue
      }
      let text = values[number].isEmpty ? empty[number] : values[number]
      let shown = SafeText.width(of: text) > cell.width - 2 ? tail(text, cell.width - 3) : text
      guard isSelected else {
        _ = cell.takeLeft(1)
        frame.write(shown, in: cell, style: values[number].isEmpty ? muted : plain)
        continue
      }
      frame.fill(cell, style: Style(.text, on: .selection))
      let (less, more) = (cell.takeLeft(1), cell.takeRight(1))
      if !isTyped {
        frame.put(frame.glyphs.left, column: less.column, row: less.row, style: .selected)
        frame.put(frame.glyphs.right, column: more.column, row: more.row, style: .selected)
      }
      frame.write(shown, in: cell, style: .selected)
    }
  }

  /// The end of a path tells more than its beginning.
  private static func tail(_ text: String, _ width: Int) -> String {
    "…" + String(text.suffix(max(1, width)))
  }

  private static func drawProgress(
    _ ingest: IngestState, in area: Rect, of frame: inout Frame
  ) {
    var rest = area
    let share =
      ingest.stepCount > 0 ? Double(max(0, ingest.step - 1)) / Double(ingest.stepCount) : 0
    let note =
      ingest.isCancelling
      ? "stopping"
      : ingest.stepCount > 0 ? "step \(ingest.step) of \(ingest.stepCount)" : "looking at the files"
    frame.draw(
      Gauge(share, label: "running", note: note, background: .panel), in: rest.takeTop(1))
    // The step at work is last and stays in sight.
    for (number, title) in ingest.titles.enumerated().suffix(max(1, rest.height - 3)) {
      guard !rest.isEmpty else { return }
      let isLast = number == ingest.titles.count - 1
      frame.write(
        [
          Span(isLast ? "\(frame.glyphs.right) " : "  ", Style(.warning, on: .panel)),
          Span(title, isLast ? plain.bold : muted),
        ], in: rest.takeTop(1))
    }
    for note in ingest.notes.suffix(max(0, rest.height)) {
      frame.write("  " + note, in: rest.takeTop(1), style: muted)
    }
  }

  private static func draw(
    _ outcome: IngestingSession.Outcome, in area: Rect, of frame: inout Frame
  ) {
    var rest = area
    var words = [
      Span(NumberText.grouped(outcome.rows), Style(.good, on: .panel, .bold)),
      Span(" rows of ", muted), Span("\(outcome.columns)", plain), Span(" columns; ", muted),
      Span("\(outcome.promises)", plain), Span(" promises hold", muted),
    ]
    if outcome.rejected > 0 {
      words += [
        Span("; ", muted),
        Span(NumberText.grouped(outcome.rejected), Style(.warning, on: .panel)),
        Span(" rows rejected", muted),
      ]
    }
    frame.write(words, in: rest.takeTop(1))
    for line in outcome.report.dropLast() where !rest.isEmpty {
      frame.write(line, in: rest.takeTop(1), style: muted)
    }
  }
}
