import Evaluation
import Registry
import TerminalKit
import Workbench

/// Two runs side by side in lines: what differs, then the figures of the models that both have.
struct RunsSideBySide {
  let table: RunsTable
  let glyphs: Glyphs

  /// All of it; as many lines at every width.
  func lines(width: Int) -> [[Span]] {
    guard let pair = table.pair else {
      let words =
        table.marked == nil
        ? "m marks the selected run. Then select another: both stand here side by side."
        : "This is the marked run. Select another: both stand here side by side."
      return [[Span(words, .muted)]]
    }
    let valueWidth = min(22, max(12, (width - 16) / 2))
    let nameWidth = min(34, max(12, width - 2 * valueWidth))
    let isNarrow = width < 70
    var lines: [[Span]] = [
      [
        Span("A ", .header), Span(RunsTable.time(of: pair.first), .text), Span("   B ", .header),
        Span(RunsTable.time(of: pair.second), .text),
      ],
      [
        Span(
          pair.isSameSplit
            ? "The same test rows of the same data."
            : pair.isSameData
              ? "The same data, other test rows: small differences may be chance."
              : "Other data: figures of other rows are no contest between models.",
          pair.isSameSplit ? .muted : Style(.warning))
      ],
    ]
    if let rates = Self.otherBaseRates(pair) {
      lines.append([
        Span(
          "\(percent(rates.first)) and \(percent(rates.second)) positive: only ROC-AUC can be compared.",
          Style(.warning))
      ])
    }
    lines.append([])
    if !pair.changes.isEmpty {
      lines.append([
        Span("What differs".padded(to: nameWidth), .header),
        Span("A".padded(to: valueWidth), .header), Span("B", .header),
      ])
      lines += pair.changes.map { change in
        [
          Span(
            ShortName.text(change.name, width: nameWidth - 1).padded(to: nameWidth), .text),
          Span(
            ShortName.text(change.first ?? "–", width: valueWidth - 1).padded(to: valueWidth),
            .muted),
          Span(
            ShortName.text(change.second ?? "–", width: max(8, width - nameWidth - valueWidth)),
            .muted),
        ]
      }
      lines.append([])
    }
    if !pair.figures.isEmpty {
      lines.append(heading(["Model", "Figure"], ["A", "B", "B less A"], isNarrow: isNarrow))
      let isJudged = { (metric: MetricKind) in
        metric == .rocAUC || Self.otherBaseRates(pair) == nil
      }
      lines += pair.figures.map {
        figure($0, isNarrow: isNarrow, isJudged: isJudged($0.metric))
      }
    }
    return lines
  }

  /// The shares of positives where they differ by more than a tenth of the smaller: figures that follow them
  /// say nothing about models then.
  private static func otherBaseRates(_ pair: RunComparison) -> (first: Double, second: Double)? {
    let data = (pair.first.description.data, pair.second.description.data)
    guard let first = data.0.positives, let second = data.1.positives, data.0.rows > 0,
      data.1.rows > 0
    else { return nil }
    let rates = (
      first: Double(first) / Double(data.0.rows), second: Double(second) / Double(data.1.rows)
    )
    return abs(rates.first - rates.second) > 0.1 * min(rates.first, rates.second) ? rates : nil
  }

  private func percent(_ share: Double) -> String { NumberText.percent(share, digits: 1) }

  private func heading(_ words: [String], _ numbers: [String], isNarrow: Bool) -> [Span] {
    [
      Span(
        words.map { $0.padded(to: isNarrow ? 10 : 12) }.joined()
          + numbers.map { right($0, isNarrow ? 9 : 11) }.joined(), .header)
    ]
  }

  private func right(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }

  private func figure(
    _ row: RunComparison.FigureRow, isNarrow: Bool, isJudged: Bool
  ) -> [Span] {
    let (nameWidth, numberWidth) = isNarrow ? (10, 9) : (12, 11)
    var difference = Span(right("–", numberWidth), .muted)
    if let first = row.first, let second = row.second {
      let text = RunsTable.figure(second - first, row.metric)
      let isBetter = isJudged && row.metric.isBetter(second, than: first)
      let isWorse = isJudged && row.metric.isBetter(first, than: second)
      let words = (isNarrow ? "" : " better", isNarrow ? "" : " worse")
      difference = Span(
        right(second > first ? "+" + text : text, numberWidth)
          + (isBetter ? " \(glyphs.up)\(words.0)" : isWorse ? " \(glyphs.down)\(words.1)" : ""),
        isBetter ? Style(.good) : isWorse ? Style(.bad) : .muted)
    }
    let name = { ShortName.text($0, width: nameWidth - 1).padded(to: nameWidth) }
    return [
      Span(name(row.model) + name(row.metric.title), .text),
      Span(
        right(RunsTable.figure(row.first, row.metric), numberWidth)
          + right(RunsTable.figure(row.second, row.metric), numberWidth), .text), difference,
    ]
  }
}
