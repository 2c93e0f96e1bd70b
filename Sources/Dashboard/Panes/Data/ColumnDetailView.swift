import Tabular
import TerminalKit
import Workbench

/// The selected column: its figures, its distribution, and the target's rate along it.
enum ColumnDetailView {
  static func draw(
    _ state: State, _ data: OpenedData, in area: Rect, isFocused: Bool, of frame: inout Frame
  ) {
    guard let column = DataPane.selectedColumn(in: state),
      let profile = data.profile[column.name]
    else { return }
    frame.draw(
      Panel(profile.name, note: profile.kind.rawValue, isFocused: isFocused), in: area)
    var rest = Panel.inside(area)
    let isTall = rest.height >= 14
    if let price = state.data.prices[column.name], rest.height >= 5 {
      frame.write(
        [Span("price ", .muted), Span(PriceProgram.words(price), Style(.warning))],
        in: rest.takeTop(1))
    }
    if rest.height >= 4 { drawFigures(profile, isTall: isTall, in: &rest, of: &frame) }
    if isTall { _ = rest.takeTop(1) }
    let binCount = profile.bins.count + (profile.missingBin == nil ? 0 : 1)
    if !profile.bins.isEmpty, profile.kind == .number, rest.height >= binCount + 6 {
      let bins = rest.takeTop(binCount + 1)
      drawBins(profile, data, in: bins, of: &frame)
      _ = rest.takeTop(1)
      return drawFrequent(profile, in: rest, of: &frame)
    }
    drawBins(profile, data, in: rest, of: &frame)
  }

  private static func drawFigures(
    _ profile: ColumnProfile, isTall: Bool, in rest: inout Rect, of frame: inout Frame
  ) {
    drawFacts(facts(profile), lineLimit: isTall ? 3 : 1, in: &rest, of: &frame)
  }

  /// Distinct and missing values; of numbers their place and spread as well.
  static func facts(_ profile: ColumnProfile) -> [(String, String)] {
    var facts: [(String, String)] = [
      ("distinct", NumberText.grouped(profile.distinctCount)),
      (
        "missing",
        profile.missingCount == 0
          ? "none"
          : "\(NumberText.grouped(profile.missingCount)) (\(NumberText.percent(profile.missingShare, digits: 1)))"
      ),
    ]
    if let numbers = profile.statistics, profile.kind == .number {
      facts += [
        ("min", NumberText.short(numbers.minimum)), ("q1", NumberText.short(numbers.lowerQuartile)),
        ("median", NumberText.short(numbers.median)),
        ("q3", NumberText.short(numbers.upperQuartile)), ("max", NumberText.short(numbers.maximum)),
        ("mean", NumberText.short(numbers.mean)),
        ("sd", NumberText.short(numbers.standardDeviation)),
      ]
    }
    return facts
  }

  /// Facts stand one after another in as many lines as there is room for; whole ones only.
  static func drawFacts(
    _ facts: [(String, String)], lineLimit: Int, in rest: inout Rect, of frame: inout Frame
  ) {
    var line = rest.takeTop(1)
    var lines = 1
    for (name, value) in facts {
      let width = name.count + 1 + SafeText.width(of: value) + 3
      if width > line.width {
        guard lines < lineLimit else { break }
        line = rest.takeTop(1)
        lines += 1
      }
      frame.write(
        [Span("\(name) ", .muted), Span(value, .text)], in: line)
      _ = line.takeLeft(width)
    }
  }

  private static func drawBins(
    _ profile: ColumnProfile, _ data: OpenedData, in area: Rect, of frame: inout Frame
  ) {
    let isTarget = profile.name == data.dataset.roles.target
    var bins = profile.bins
    if bins.isEmpty {
      return drawFrequent(profile, in: area, of: &frame)
    }
    if let missing = profile.missingBin { bins.append(missing) }
    var rest = area
    let labels = bins.map { label($0, isDate: profile.kind == .date) }
    let labelWidth = min(
      max(5, labels.map { SafeText.width(of: $0) }.max() ?? 0), max(8, area.width * 2 / 5))
    let parts = columns(of: rest, labelWidth: labelWidth)
    if rest.height > 3 {
      let heading = rest.takeTop(1)
      let head = columns(of: heading, labelWidth: labelWidth)
      frame.write("rows", in: head.counts, style: .header)
      if !isTarget {
        frame.write("rate of \(data.dataset.positiveLabel)", in: head.rates, style: .header)
      }
    }
    let most = bins.map(\.count).max() ?? 1
    let highest = max(bins.compactMap(\.positiveRate).max() ?? 0, data.dataset.positiveRate, 1e-9)
    let room = max(0, rest.height)
    let shown = bins.count <= room ? bins.count : max(0, room - 1)
    for (index, bin) in bins.prefix(shown).enumerated() {
      let row = rest.row + index
      func line(_ rect: Rect) -> Rect {
        Rect(column: rect.column, row: row, width: rect.width, height: 1)
      }
      let isMissing = profile.missingBin != nil && index == bins.count - 1
      frame.write(
        labels[index], in: line(parts.labels), style: Style(isMissing ? .warning : .text))
      bar(
        Double(bin.count) / Double(max(1, most)),
        NumberText.percent(Double(bin.count) / Double(max(1, profile.count)), digits: 1),
        .series1, in: line(parts.counts), of: &frame)
      guard !isTarget else { continue }
      let rate = bin.positiveRate
      bar(
        (rate ?? 0) / highest, rate.map { NumberText.percent($0, digits: 1) } ?? "–", .series2,
        in: line(parts.rates), of: &frame)
    }
    if shown < bins.count, room > 0 {
      frame.write(
        "\(frame.glyphs.ellipsis) \(bins.count - shown) more, Enter shows all",
        in: rest.line(room - 1), style: .muted)
    }
    describe(profile, bins, labels, of: &frame)
  }

  private static func describe(
    _ profile: ColumnProfile, _ bins: [ColumnProfile.Bin], _ labels: [String], of frame: inout Frame
  ) {
    let rates = zip(bins, labels).compactMap { bin, label in
      bin.positiveRate.map { (label, $0) }
    }
    guard let low = rates.min(by: { $0.1 < $1.1 }), let high = rates.max(by: { $0.1 < $1.1 })
    else { return }
    frame.describe(
      "\(profile.name): \(bins.count) bins; target rate from "
        + "\(NumberText.percent(low.1, digits: 1)) at \(low.0) to "
        + "\(NumberText.percent(high.1, digits: 1)) at \(high.0)")
  }

  private static func columns(
    of area: Rect, labelWidth: Int
  ) -> (labels: Rect, counts: Rect, rates: Rect) {
    var rest = area
    let labels = rest.takeLeft(labelWidth)
    _ = rest.takeLeft(1)
    let halves = rest.columns([1, 1], gap: 2)
    return (labels, halves[0], halves[1])
  }

  private static func bar(
    _ share: Double, _ note: String, _ role: Role, in rect: Rect, of frame: inout Frame
  ) {
    var rest = rect
    let words = rest.takeRight(6)
    _ = rest.takeRight(1)
    frame.bar(share, in: rest, role: role)
    frame.write(note, in: words, style: .muted, alignment: .right)
  }

  /// The range with as many digits as a person needs.
  static func label(_ bin: ColumnProfile.Bin, isDate: Bool) -> String {
    guard let lower = bin.lower, let upper = bin.upper, lower != upper else { return bin.label }
    let isWhole = lower == lower.rounded() && upper == upper.rounded()
    let digits = isWhole ? 0 : abs(upper) >= 100 ? 0 : abs(upper) >= 10 ? 1 : 2
    // Dates count days; the file's own spelling says more.
    if isDate { return bin.label }
    if abs(upper) >= 1e5 { return "\(NumberText.short(lower)) – \(NumberText.short(upper))" }
    return "\(NumberText.fixed(lower, digits: digits)) – \(NumberText.fixed(upper, digits: digits))"
  }

  private static func drawFrequent(
    _ profile: ColumnProfile, in area: Rect, of frame: inout Frame
  ) {
    var rest = area
    guard let most = profile.mostFrequent.first else {
      return _ = frame.write("No row has a value.", in: rest.line(0), style: .muted)
    }
    // Bars of names that stand once each would say nothing.
    guard most.count > 1 else {
      frame.write("every value stands once, such as", in: rest.takeTop(1), style: .header)
      for (index, value) in profile.mostFrequent.prefix(rest.height).enumerated() {
        frame.write(value.value, in: rest.line(index))
      }
      return
    }
    frame.write("most frequent", in: rest.takeTop(1), style: .header)
    let longest =
      profile.mostFrequent.map {
        SafeText.width(of: $0.value, ascii: frame.glyphs.isASCII)
      }.max() ?? 0
    let labelWidth = max(8, min(longest, area.width / 2))
    for (index, value) in profile.mostFrequent.prefix(rest.height).enumerated() {
      var line = rest.line(index)
      frame.write(value.value, in: line.takeLeft(labelWidth))
      _ = line.takeLeft(1)
      let count = line.takeRight(8)
      frame.bar(Double(value.count) / Double(max(1, most.count)), in: line, role: .series1)
      frame.write(
        NumberText.grouped(value.count), in: count, style: .muted, alignment: .right)
    }
  }
}
