import Monitoring
import TerminalKit
import Workbench

/// What was found over time: a line of blocks for the scores' drift, then a line a finding.
struct HistoryPage {
  let state: MonitorState
  /// The file; `nil` where there is none.
  let path: String?
  let glyphs: Glyphs

  private var entries: [DriftHistory.Entry] { state.history?.entries ?? [] }

  /// All of it as lines.
  func lines(width: Int) -> [[Span]] {
    if let failure = state.historyFailure { return [[Span(failure, Style(.bad))]] }
    guard let path else {
      return [[Span("There is no file for what is found over time; H names one.", .muted)]]
    }
    guard !entries.isEmpty else {
      return [
        [Span("No finding is kept yet; a adds the one above to \(path).", .muted)],
        [Span("offerscope drift MODEL DATA --history FILE adds them on a schedule.", .muted)],
      ]
    }
    let damaged = state.history.map(\.damagedCount) ?? 0
    let note = damaged > 0 ? "; \(counted(damaged, "line")) that are none left out" : ""
    return trends(width: width)
      + [
        [Span("\(counted(entries.count, "finding")) in \(path)\(note)", .muted)], [],
        heading(width: width),
      ] + entries.reversed().map { row($0, width: width) }
  }

  /// The trends in words; `nil` without any.
  var description: String? {
    guard let last = entries.last, let first = entries.first else { return nil }
    let figure = { (value: Double?) in value.map { NumberText.fixed($0, digits: 3) } ?? "unknown" }
    return
      "\(counted(entries.count, "finding")) from \(moment(first)) to \(moment(last)); PSI of the "
      + "scores \(figure(first.scorePSI)) first, \(figure(last.scorePSI)) last"
  }

  // MARK: Trends

  private func trends(width: Int) -> [[Span]] {
    let shown = entries.suffix(max(8, min(60, width - 40)))
    return [
      trend("PSI of the scores", shown.map(\.scorePSI)) { NumberText.fixed($0, digits: 3) },
      trend("conversion", shown.map(\.conversion)) { NumberText.percent($0, digits: 1) },
    ].compactMap(\.self)
  }

  private func trend(_ name: String, _ values: [Double?], text: (Double) -> String) -> [Span]? {
    let known = values.compactMap(\.self)
    guard let last = known.last, let highest = known.max() else { return nil }
    let blocks = Sparkline(values.map { $0 ?? .nan }).text(width: values.count, glyphs: glyphs)
    return [
      Span(name.padded(to: 19), .header), Span(blocks, Style(.series(0))),
      Span(
        "  last \(text(last)), highest \(text(highest))", .muted),
    ]
  }

  // MARK: Entries

  private func heading(width: Int) -> [Span] {
    [
      Span("When".padded(to: 18) + "".padded(to: 11), .header),
      Span(right("Rows", 10) + right("Scores", 8), .header),
      Span(
        (width >= 76 ? right("Came", 9) : "") + (width >= 96 ? right("Expected", 10) : ""), .header),
      Span("  " + (width >= 96 ? "Gravest column".padded(to: 24) : "Gravest"), .header),
      Span(width >= 110 ? "Data" : "", .header),
    ]
  }

  private func row(_ entry: DriftHistory.Entry, width: Int) -> [Span] {
    var mark = SeverityMark.span(entry.severity, glyphs)
    mark.text = mark.text.padded(to: 11)
    let worst = entry.worst.map { name in
      let psi = entry.psi[name].map { " \(NumberText.fixed($0, digits: 3))" } ?? ""
      return ShortName.text(SafeText.sanitized(name), width: 17) + psi
    }
    let share = { (value: Double?) in value.map { NumberText.percent($0, digits: 1) } ?? "–" }
    var spans = [
      Span(moment(entry).padded(to: 18), .text), mark,
      Span(
        right(NumberText.grouped(entry.rows), 10)
          + right(entry.scorePSI.map { NumberText.fixed($0, digits: 3) } ?? "–", 8), .text),
    ]
    if width >= 76 {
      spans.append(Span(right(share(entry.conversion), 9), .text))
    }
    if width >= 96 {
      spans.append(Span(right(share(entry.expectedConversion), 10), .muted))
    }
    spans.append(Span("  " + (worst ?? "–").padded(to: 24), .text))
    if width >= 110 {
      let data = SafeText.sanitized(entry.data)
      spans.append(Span(String(data.split(separator: "/").last ?? data[...]), .muted))
    }
    return spans
  }

  private func moment(_ entry: DriftHistory.Entry) -> String {
    RunsTable.moment(SafeText.sanitized(entry.time))
  }

  private func right(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(1, width - SafeText.width(of: text))) + text
  }
}
