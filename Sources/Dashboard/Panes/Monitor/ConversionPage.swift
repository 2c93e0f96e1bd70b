import Evaluation
import Monitoring
import TerminalKit
import Workbench

/// Whether what the model promised came: by bins of its score, with intervals.
struct ConversionPage {
  let finding: DriftFinding
  let glyphs: Glyphs

  /// All of it as lines.
  func lines(width: Int) -> [[Span]] {
    guard let drift = finding.report.conversion else {
      let reason =
        finding.reference.scores?.outcomes == nil
        ? "The model's profile knows no outcomes."
        : "The new rows have no outcomes, so probabilities can't be held against them."
      return [[Span(reason, .muted)]]
    }
    let rows = drift.bins.map { row($0, width: width, top: top(of: drift)) }
    return paragraph(summary(drift), severity(.rate, drift), width: width)
      + paragraph(expectation(drift), severity(.conversion, drift), width: width)
      + [
        legendLine(width: width, top: top(of: drift)), heading(width: width, top: top(of: drift)),
      ]
      + rows
  }

  /// What the bins show, in words; `nil` without outcomes.
  var description: String? {
    guard let drift = finding.report.conversion else { return nil }
    let bins = drift.bins.map { bin in
      "\(name(bin)): promised \(percent(bin.promised)), came \(percent(bin.rate.estimate))"
    }
    return "Conversion by score. " + bins.joined(separator: "; ")
  }

  /// A sentence behind its sign, in as many lines as it takes.
  private func paragraph(
    _ words: String, _ severity: DriftSeverity, width: Int
  ) -> [[Span]] {
    var mark = SeverityMark.span(severity, glyphs)
    mark.text = mark.text.padded(to: 10)
    return Paragraph.lines(of: words, width: max(10, width - 10), ascii: glyphs.isASCII)
      .enumerated().map { place, line in
        [place == 0 ? mark : Span("".padded(to: 10)), Span(line, .text)]
      }
  }

  private func summary(_ drift: ConversionDrift) -> String {
    "\(NumberText.grouped(drift.positives)) of \(counted(drift.rows, "row")) positive, "
      + "\(percent(drift.rate.estimate)) (\(percent(drift.rate.lower)) to \(percent(drift.rate.upper)))"
      + "; \(percent(drift.referenceRate)) before."
  }

  private func expectation(_ drift: ConversionDrift) -> String {
    let change = drift.change.map {
      " (\($0 < 0 ? "" : "+")\(NumberText.percent($0, digits: 1)))"
    }
    return
      "Such scores would have brought \(count(drift.expected)) before\(change ?? ""), and promised "
      + "\(count(drift.promised))."
  }

  private func severity(_ kind: DriftCheck.Kind, _ drift: ConversionDrift) -> DriftSeverity {
    drift.checks.first { $0.kind == kind }?.severity ?? .none
  }

  private func top(of drift: ConversionDrift) -> Double {
    max(0.01, drift.bins.map { max($0.rate.upper, $0.promised) }.max() ?? 1)
  }

  // MARK: Bins

  private static let nameWidth = 14

  private func heading(width: Int, top: Double) -> [Span] {
    let isWide = width >= 76
    return [
      Span("Score".padded(to: Self.nameWidth), .header),
      Span(right("Rows", 8) + right("Promised", 10) + right("Came", 8), .header),
      Span(isWide ? right("95% interval", 17) + right("Before", 8) : "", .header),
      Span(
        hasLegendInHeading(width: width, top: top) ? "  " + legend(top: top) : "",
        .muted),
    ]
  }

  /// What the signs of the picture mean.
  private func legend(top: Double) -> String {
    "0 to \(percent(top)): \(glyphs.disc) came, \(glyphs.verticalDotted) promised"
  }

  /// Whether that fits over the picture; else it has a line of its own.
  private func hasLegendInHeading(width: Int, top: Double) -> Bool {
    SafeText.width(of: legend(top: top)) <= whiskerWidth(width)
  }

  private func legendLine(width: Int, top: Double) -> [Span] {
    whiskerWidth(width) == 0 || hasLegendInHeading(width: width, top: top)
      ? [] : [Span(legend(top: top), .muted)]
  }

  private func whiskerWidth(_ width: Int) -> Int {
    // What stands before and behind the line.
    let behind = finding.report.conversion?.bins.contains { ($0.check?.severity ?? .none) > .none }
    let rest = width - Self.nameWidth - 26 - 25 - 2 - (behind == true ? 11 : 0)
    return rest >= 8 ? min(60, rest) : 0
  }

  private func row(_ bin: ConversionDrift.Bin, width: Int, top: Double) -> [Span] {
    var spans = [
      Span(ShortName.text(name(bin), width: Self.nameWidth).padded(to: Self.nameWidth), .text),
      Span(right(NumberText.grouped(bin.rows), 8) + right(percent(bin.promised), 10), .text),
      Span(right(percent(bin.rate.estimate), 8), Style(.text, on: .canvas, .bold)),
    ]
    if width >= 76 {
      spans.append(
        Span(
          right("\(percent(bin.rate.lower)) to \(percent(bin.rate.upper))", 17)
            + right(bin.referenceRate.map(percent) ?? "–", 8), .muted))
    }
    let place = whiskerWidth(width)
    if place > 0 {
      spans.append(
        Span(
          "  "
            + BarText.whisker(
              bin.rate, mark: bin.promised, top: top, width: place, glyphs: glyphs),
          Style(.series(0))))
    }
    if let severity = bin.check?.severity, severity > .none {
      spans += [Span("  "), SeverityMark.span(severity, glyphs)]
    }
    return spans
  }

  private func name(_ bin: ConversionDrift.Bin) -> String {
    bin.upper == .infinity
      ? "above \(NumberText.fixed(bin.lower, digits: 4))"
      : "up to \(NumberText.fixed(bin.upper, digits: 4))"
  }

  private func percent(_ share: Double) -> String { NumberText.percent(share, digits: 1) }

  private func count(_ value: Double) -> String {
    value < 10 ? NumberText.fixed(value, digits: 1) : NumberText.grouped(Int(value.rounded()))
  }

  private func right(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(1, width - SafeText.width(of: text))) + text
  }
}
