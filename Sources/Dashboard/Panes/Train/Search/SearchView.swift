import Evaluation
import Modelling
import TerminalKit
import Workbench

/// Draws a search: the form, how far it is, the best trials, and the verdict of the test rows.
enum SearchView {
  private static let muted = Style(.muted, on: .panel)
  private static let plain = Style(.text, on: .panel)

  static func draw(_ state: State, of frame: inout Frame) {
    let screen = OverlayView.size(in: frame)
    var rest = Popup(
      "Search for better settings",
      size: Size(width: min(88, screen.width), height: min(22, screen.height)),
      id: WidgetID.overlay, footnote: footnote(state.search)
    ).open(in: &frame)
    drawForm(state, in: rest.takeTop(5), of: &frame)
    if rest.height >= 14 { _ = rest.takeTop(1) }
    let search = state.search
    if let failure = search.failure {
      return frame.draw(Paragraph(failure, style: Style(.bad, on: .panel)), in: rest)
    }
    guard let plan = search.plan else {
      return frame.draw(
        Paragraph(
          "Settings are drawn at random and judged on 5 folds of the training rows; hopeless ones are "
            + "given up early. Test rows are looked at once, at the end. Settings that you changed stay "
            + "as they are.", style: muted), in: rest)
    }
    drawProgress(search, plan, in: &rest, of: &frame)
    if rest.height >= 8 { _ = rest.takeTop(1) }
    let verdict = verdictLines(search)
    let below = verdict.isEmpty ? nil : rest.takeBottom(min(rest.height, verdict.count))
    drawTrials(search, plan, in: rest, of: &frame)
    if let below {
      for (index, line) in verdict.enumerated() { frame.write(line, in: below.line(index)) }
    }
  }

  private static func footnote(_ search: SearchState) -> String {
    if search.isRunning { return "c ends it now, Esc closes, it goes on" }
    return search.best == nil ? "Enter starts, Esc closes" : "a uses the best, Enter searches anew"
  }

  private static func drawForm(_ state: State, in area: Rect, of frame: inout Frame) {
    let search = state.search
    let values = [
      search.kind.title, seconds(search.seconds), search.metric.title,
      search.method == .random ? "random draws" : "halving, best third",
      search.record.isEmpty ? "none" : search.record,
    ]
    for (line, title) in ["model", "budget", "metric", "method", "record"].enumerated() {
      var place = area.line(line)
      frame.addHit(place, HitTarget(WidgetID.overlay, .row(line)))
      let isSelected = line == search.line && !search.isRunning
      frame.write(title, in: place.takeLeft(9), style: isSelected ? plain.bold : muted)
      let isRecord = line == SearchProgram.Line.record.rawValue
      var cell = place.takeLeft(isRecord ? place.width : 30)
      if isRecord, let entry = search.entry {
        frame.draw(
          TextField(entry.text, cursor: entry.cursor, hint: "trials.jsonl; empty for none"),
          in: cell)
        continue
      }
      guard isSelected else {
        _ = cell.takeLeft(1)
        frame.write(values[line], in: cell, style: plain)
        continue
      }
      frame.fill(cell, style: Style(.text, on: .selection))
      let (less, more) = (cell.takeLeft(1), cell.takeRight(1))
      frame.put(frame.glyphs.left, column: less.column, row: less.row, style: .selected)
      frame.put(frame.glyphs.right, column: more.column, row: more.row, style: .selected)
      frame.write(values[line], in: cell, style: .selected)
    }
  }

  private static func seconds(_ seconds: Double) -> String {
    seconds < 120
      ? "\(NumberText.fixed(seconds, digits: 0)) s"
      : "\(NumberText.fixed(seconds / 60, digits: 0)) min"
  }

  private static func drawProgress(
    _ search: SearchState, _ plan: SearchPlan, in rest: inout Rect, of frame: inout Frame
  ) {
    let share = plan.seconds.map { min(1, search.elapsed / $0) } ?? 0
    let note =
      search.isRunning
      ? search.isTesting
        ? "on the test rows"
        : search.isCancelling ? "ending" : "\(seconds(search.secondsLeft.rounded(.up))) left"
      : "after \(seconds(search.elapsed))"
    frame.draw(
      Gauge(share, label: search.isRunning ? "running" : "ended  ", note: note, background: .panel),
      in: rest.takeTop(1))
    var words = [
      Span("trials ", muted), Span("\(search.count(.done))", plain), Span(" done  ", muted),
      Span("\(search.count(.pruned))", plain), Span(" pruned", muted),
    ]
    if search.count(.failed) > 0 {
      words += [
        Span("  \(search.count(.failed))", Style(.bad, on: .panel)), Span(" failed", muted),
      ]
    }
    if search.isRunning {
      words += [
        Span("  \(max(0, search.begun - search.trials.count))", plain), Span(" in work", muted),
      ]
    }
    frame.write(words, in: rest.takeTop(1))
  }

  // MARK: Trials

  private static func drawTrials(
    _ search: SearchState, _ plan: SearchPlan, in area: Rect, of frame: inout Frame
  ) {
    var rest = area
    let ranked = search.ranked
    guard let best = ranked.first else {
      return _ = frame.write(
        "The settings as they are go first, on all folds.", in: rest.line(0), style: muted)
    }
    frame.write(
      "best so far, by the mean of \(plan.folds.foldCount) folds", in: rest.takeTop(1),
      style: Style(.header, on: .panel, .bold))
    for (place, trial) in ranked.prefix(max(0, rest.height - 1)).enumerated() where place < 5 {
      var line = rest.takeTop(1)
      let isBest = trial.number == best.number
      frame.write(
        "\(place + 1)", in: line.takeLeft(2), style: Style(.text, on: .panel, isBest ? .bold : []))
      let figure = plan.metric.text(trial.mean)
      let spread = trial.deviation.map { " ±\(FigureWords.short($0, of: plan.metric))" } ?? ""
      frame.write(
        figure + spread, in: line.takeLeft(16),
        style: Style(isBest ? .good : .text, on: .panel, isBest ? .bold : []))
      frame.write("trial \(trial.number)", in: line.takeLeft(11), style: muted)
      frame.write(changes(of: trial.settings), in: line, style: plain)
    }
    if let standard = search.standard, standard.number != best.number, !rest.isEmpty {
      frame.write(
        [
          Span("as it is ", muted), Span(plan.metric.text(standard.mean), plain),
        ], in: rest.takeTop(1))
    }
    // A line of the list has room for the first few settings only.
    guard rest.height >= 4 else { return }
    _ = rest.takeTop(1)
    frame.draw(
      Paragraph("trial \(best.number): \(changes(of: best.settings))", style: muted),
      in: rest.takeTop(rest.height - 1))
  }

  /// What differs from the standard, in the words of the grid.
  static func changes(of settings: ModelSettings) -> String {
    let words = ModelSettings.definitions(of: settings.kind).filter {
      settings.isChanged($0.key)
    }.map { "\($0.title) \($0.text(settings[$0.key]))" }
    return words.isEmpty ? "standard settings" : words.joined(separator: ", ")
  }

  // MARK: The verdict

  private static func verdictLines(_ search: SearchState) -> [[Span]] {
    guard let result = search.result else { return [] }
    guard let verdict = result.verdict, let metric = verdict.metrics.first,
      let best = verdict.best(metric)
    else { return [[Span("The test rows were not looked at.", muted)]] }
    let rows = NumberText.grouped(result.testRowCount)
    var lines: [[Span]] = [
      [
        Span("on \(rows) test rows that no trial saw  ", muted),
        Span("\(metric.title) \(metric.text(best.estimate))", plain.bold),
        Span("  \(metric.text(best.lower)) to \(metric.text(best.upper))", muted),
      ]
    ]
    if let standard = verdict.standard(metric), let pair = verdict.difference(metric) {
      let difference = pair.difference
      lines.append([
        Span("as it is \(metric.text(standard.estimate)); difference ", muted),
        Span(MatrixView.signed(difference.estimate), plain),
        Span(
          "  \(MatrixView.signed(difference.lower)) to \(MatrixView.signed(difference.upper)): ",
          muted),
        Span(verdict.isWithinNoise ? "noise" : "better", plain),
      ])
    }
    return lines
  }

  /// A reason in the words of the screen, which has a form instead of options.
  static func words(of reason: String) -> String {
    reason.replacing("more --seconds, or fewer --folds", with: "a longer budget")
      .replacing("begin anew with --out", with: "name another file as record")
      .replacing("name the file that --out wrote", with: "name the record of a search")
      .replacing("name the file of --out", with: "name the record of a search")
      .replacing("give the same options as then", with: "set the form and the plan as then")
  }
}
