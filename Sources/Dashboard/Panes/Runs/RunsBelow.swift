import Evaluation
import Registry
import TerminalKit
import Workbench

/// The lower part: the models of the selected run, two runs side by side, or the audit log.
struct RunsBelow {
  let table: RunsTable
  let glyphs: Glyphs

  /// The lines that it would take to show all of it.
  var lineCount: Int {
    switch table.state.page {
    case .models: facts.count + 2 + table.results.count + failures.count
    case .comparison: RunsSideBySide(table: table, glyphs: glyphs).lines(width: 80).count
    case .log: (table.state.listing?.log.count ?? 0) + 1
    }
  }

  func draw(in area: Rect, isFocused: Bool, of frame: inout Frame) {
    guard table.selected != nil || table.state.page == .log else { return }
    switch table.state.page {
    case .models: drawModels(in: area, isFocused: isFocused, of: &frame)
    case .comparison:
      drawLines(
        RunsSideBySide(table: table, glyphs: glyphs).lines(width: area.width - 1), in: area,
        of: &frame)
    case .log: drawLog(in: area, isFocused: isFocused, of: &frame)
    }
  }

  // MARK: Models

  /// What the run is, the most telling first.
  private var facts: [String] {
    guard let run = table.selected else { return [] }
    let (description, data) = (run.description, run.description.data)
    let positives = data.positives.map { ", \(NumberText.grouped($0)) positive" } ?? ""
    return [
      "\(data.name): \(counted(data.rows, "row")), \(counted(data.features, "feature"))\(positives), "
        + "target \(data.target)",
      "\(description.kind.rawValue), split \(description.split), seed \(description.seed), "
        + "data \(data.fingerprint), OfferScope \(description.program)",
      "by \(run.who), \(NumberText.fixed(description.seconds, digits: 2)) s of training",
    ]
  }

  private var failures: [String] {
    table.results.compactMap { result in result.failure.map { "\(result.model): \($0)" } }
  }

  private func drawModels(in area: Rect, isFocused: Bool, of frame: inout Frame) {
    var rest = area
    let results = table.results
    // The models come first where there is no room for both.
    let room = max(0, min(facts.count, rest.height - results.count - 1))
    for fact in facts.prefix(room) { frame.write(fact, in: rest.takeTop(1), style: .muted) }
    if rest.height > results.count + 1, room > 0 { _ = rest.takeTop(1) }
    let kinds = figures(width: area.width)
    let run = table.selected
    let place = rest.takeTop(min(rest.height, results.count + 1))
    frame.draw(
      TableView(
        columns: [.init("Model", minimumWidth: 10, maximumWidth: 14)]
          + kinds.map { .init($0.title, isDecimal: true, minimumWidth: 6) }
          + [.init("Stage", minimumWidth: 11)],
        rowCount: results.count,
        state: TableView.State(selectedRow: table.selectedResult), isFocused: isFocused,
        id: RunsView.Widget.models
      ) { row, column in
        let result = results[row]
        if column == 0 { return Span(result.model, .text) }
        guard column > kinds.count else {
          let metric = kinds[column - 1]
          return Span(
            RunsTable.figure(result.figures[metric.rawValue]?.value, metric), .text)
        }
        return stage(run?.models.first { $0.name == result.model }?.stage)
      }, in: place)
    for failure in failures where rest.height > 0 {
      frame.write("\(glyphs.cross) \(failure)", in: rest.takeTop(1), style: Style(.bad))
    }
  }

  private func stage(_ stage: Stage?) -> Span {
    switch stage {
    case .champion: Span("\(glyphs.check) champion", Style(.good))
    case .candidate: Span("candidate", .text)
    case .retired: Span("\(glyphs.cross) retired", .faint)
    case nil: Span("no file", .faint)
    }
  }

  /// The figures that have room, those of the leaderboard that some model has.
  private func figures(width: Int) -> [MetricKind] {
    let known = MetricKind.leaderboard.filter { metric in
      table.results.contains { $0.figures[metric.rawValue] != nil }
    }
    let telling: [MetricKind] = [
      .rocAUC, .ndcgAt7, .averagePrecision, .mapAt7, .f1, .logLoss, .brier, .ece, .liftAt10,
      .precision, .recall,
    ]
    let room = max(1, (width - 28) / 11)
    let chosen = telling.filter(known.contains).prefix(room)
    return MetricKind.leaderboard.filter(chosen.contains)
  }

  // MARK: Two runs

  private func drawLines(_ lines: [[Span]], in area: Rect, of frame: inout Frame) {
    let first = max(0, min(table.state.firstLine, lines.count - area.height))
    var body = area
    if lines.count > area.height {
      frame.draw(
        Scrollbar(
          total: lines.count, visible: area.height, first: first, id: RunsView.Widget.models),
        in: body.takeRight(1))
    }
    for (offset, line) in lines.dropFirst(first).prefix(area.height).enumerated() {
      frame.write(line, in: body.line(offset))
    }
  }

  // MARK: Audit log

  /// A run by its digits: `3fa9c1/boosted`.
  private static func short(_ subject: String) -> String {
    guard let end = subject.firstIndex(of: "/") else { return String(subject.suffix(6)) }
    return String(subject[..<end].suffix(6)) + String(subject[end...])
  }

  private func drawLog(in area: Rect, isFocused: Bool, of frame: inout Frame) {
    // Newest first: what was just done is in sight.
    let entries = Array((table.state.listing?.log ?? []).reversed())
    let isWide = area.width >= 96
    frame.draw(
      TableView(
        columns: [
          .init("#", alignment: .right), .init("When"), .init("What", minimumWidth: 10),
          .init("Of what", maximumWidth: 40), .init("Who", maximumWidth: 24),
        ] + (isWide ? [.init("Hash")] : []),
        rowCount: entries.count,
        state: TableView.State(
          selectedRow: isFocused ? min(table.state.firstLine, max(0, entries.count - 1)) : nil),
        isFocused: isFocused, id: RunsView.Widget.models
      ) { row, column in
        let entry = entries[row]
        switch column {
        case 0: return Span(String(entry.sequence), .muted)
        case 1: return Span(RunsTable.moment(entry.at), .text)
        case 2: return Span(AuditWords.action(of: entry), .text)
        case 3: return Span(isWide ? entry.subject : Self.short(entry.subject), .text)
        case 4: return Span(entry.who, .muted)
        default: return Span(String(entry.hash.prefix(10)), .muted)
        }
      }, in: area)
  }
}
