import Evaluation
import Monitoring
import TerminalKit
import Workbench

/// What is known of one column: each question with its answer, and the shares then and now.
struct DriftDetail {
  let column: ColumnDrift
  let glyphs: Glyphs

  /// What was asked, in a word or two.
  static func name(of kind: DriftCheck.Kind) -> String {
    switch kind {
    case .distribution: "shares"
    case .shape: "values"
    case .missing: "missing"
    case .range: "range"
    case .newLevels: "new levels"
    case .unreadable: "unreadable"
    case .absent: "gone"
    case .rate: "rate"
    case .conversion: "conversion"
    case .conversionOfBin: "bin"
    }
  }

  /// The questions and their answers, the gravest first, then what moved by how much.
  ///
  /// - Parameter width: where there is little, signs stand without their words, and chances are left out.
  func facts(width: Int) -> [[Span]] {
    let isNarrow = width < 70
    var lines = column.checks.map { fact($0, isNarrow: isNarrow) }
    let plain = { (name: String, words: String) in
      [
        Span("".padded(to: isNarrow ? 2 : 10) + name.padded(to: 11), .muted),
        Span(words, .text),
      ]
    }
    if column.checks.isEmpty { lines.append([Span("There is nothing to ask of it.", .muted)]) }
    if let means = column.means {
      let shift = column.meanShift.map {
        ", \($0 < 0 ? "" : "+")\(NumberText.fixed($0, digits: 2)) sd"
      }
      lines.append(
        plain(
          "mean",
          "\(NumberText.short(means.reference)) then, \(NumberText.short(means.current)) now\(shift ?? "")"
        ))
    }
    if let ranges = column.ranges {
      lines.append(
        plain("range", "\(range(ranges.reference)) then, \(range(ranges.current)) now"))
    }
    if !column.newLevels.isEmpty {
      let names = column.newLevels.prefix(6).map { level in
        "\(ShortName.text(SafeText.sanitized(level.level), width: 20)) (\(counted(level.rows, "row")))"
      }
      let more = column.newLevels.count > 6 ? ", and \(column.newLevels.count - 6) more" : ""
      lines.append(plain("new", names.joined(separator: ", ") + more))
    }
    return lines
  }

  private func range(_ range: ClosedRange<Double>) -> String {
    "\(NumberText.short(range.lowerBound)) to \(NumberText.short(range.upperBound))"
  }

  private func fact(_ check: DriftCheck, isNarrow: Bool) -> [Span] {
    var mark = SeverityMark.span(check.severity, glyphs)
    mark.text = isNarrow ? "\(mark.text.prefix(1)) " : mark.text.padded(to: 10)
    let chance =
      isNarrow ? "" : check.adjustedPValue.map { "  p \(DriftTable.chanceText($0))" } ?? ""
    return [
      mark, Span(Self.name(of: check.kind).padded(to: 11), .text), Span(words(check), .text),
      Span(chance, .muted),
    ]
  }

  private func words(_ check: DriftCheck) -> String {
    let percent = { (share: Double) in NumberText.percent(share, digits: 1) }
    switch check.kind {
    case .distribution:
      let noise = column.stability.map { NumberText.fixed($0.noiseFloor, digits: 3) } ?? "–"
      return "PSI \(NumberText.fixed(check.effect, digits: 3)), \(noise) is noise"
    case .shape: return "KS \(NumberText.fixed(check.effect, digits: 3))"
    case .missing:
      return "\(percent(column.missing.reference)) then, \(percent(column.missing.current)) now"
    case .range:
      return "\(percent(check.effect)) beyond all that was there: \(column.beyond.below) below, "
        + "\(column.beyond.above) above"
    case .newLevels: return "\(percent(check.effect)) more rows with unknown levels"
    case .unreadable: return "\(percent(check.effect)) more cells that can't be read"
    case .absent: return "the new rows have no such column"
    case .rate, .conversion, .conversionOfBin: return percent(check.effect)
    }
  }

  // MARK: Shares

  /// The shares of the bins as bars, then and now; empty for a column that is not there.
  func histogram(width: Int) -> [[Span]] {
    let shares = DriftWords.shares(of: column).filter { $0.then > 0 || $0.now > 0 }
    guard !shares.isEmpty else { return [] }
    let names = shares.map {
      ShortName.text(SafeText.sanitized(DriftWords.name(of: $0.content, in: column)), width: 20)
    }
    let nameWidth = min(20, (names.map { SafeText.width(of: $0) }.max() ?? 4)) + 2
    let bar = max(4, (width - nameWidth - 16) / 2)
    let highest = max(1e-12, shares.map { max($0.then, $0.now) }.max() ?? 1)
    let heading = [
      Span("".padded(to: nameWidth), .muted),
      Span("then".padded(to: bar + 8), .header), Span("now".padded(to: bar), .header),
    ]
    return [heading]
      + zip(shares, names).map { share, name in
        [
          Span(name.padded(to: nameWidth), .text),
          Span(text(share.then, highest, bar), Style(.series(1))),
          Span(percent(share.then), .muted), Span("  "),
          Span(text(share.now, highest, bar), Style(.series(0))),
          Span(percent(share.now), .text),
        ]
      }
  }

  private func text(_ share: Double, _ highest: Double, _ width: Int) -> String {
    BarText.bar(share / highest, width: width, glyphs: glyphs).padded(to: width)
  }

  private func percent(_ share: Double) -> String {
    let text = NumberText.percent(share, digits: 1)
    return String(repeating: " ", count: max(0, 6 - text.count)) + text
  }

  /// What the bars show, in words.
  var description: String {
    let shares = DriftWords.shares(of: column).filter { $0.then > 0 || $0.now > 0 }
    let moved = shares.sorted { abs($0.now - $0.then) > abs($1.now - $1.then) }.prefix(3).map {
      "\(DriftWords.name(of: $0.content, in: column)) "
        + "\(NumberText.percent($0.then, digits: 1)) then, \(NumberText.percent($0.now, digits: 1)) now"
    }
    return "\(column.name), \(counted(shares.count, "bin")): "
      + (moved.isEmpty ? "no values" : moved.joined(separator: "; "))
  }
}
