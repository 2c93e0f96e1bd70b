import Evaluation
import Tabular
import TerminalKit
import Workbench

/// The page of one column: its figures, its values with the target's rate of each, its warnings.
enum DetailView {
  /// What stands in a column of the table.
  private enum Part: Hashable {
    case field(DetailField)
    /// The share of rows as a bar.
    case bar
    /// The rate with its interval on a scale.
    case whisker
  }

  private static func parts(width: Int, isTarget: Bool) -> [Part] {
    var parts: [Part] = [.field(.value), .field(.rows), .field(.share)]
    if width >= 70 { parts.append(.bar) }
    if isTarget { return parts }
    if width >= 96 { parts.append(.field(.positives)) }
    parts += [.field(.rate), .field(.lower), .field(.upper)]
    if width >= 84 { parts.append(.whisker) }
    return parts
  }

  /// The field that a column of the table on screen belongs to.
  static func field(at column: Int, in state: State) -> Int {
    let parts = parts(width: state.size.width, isTarget: isTarget(state))
    guard parts.indices.contains(column) else { return 0 }
    let field: DetailField =
      switch parts[column] {
      case .field(let field): field
      case .bar: .rows
      case .whisker: .rate
      }
    return DetailField.allCases.firstIndex(of: field) ?? 0
  }

  private static func isTarget(_ state: State) -> Bool {
    guard let data = state.session.data, let detail = state.data.detail else { return false }
    return data.dataset.table.columns[detail.column].name == data.dataset.roles.target
  }

  static func draw(_ state: State, in area: Rect, of frame: inout Frame) {
    guard let data = state.session.data, let detail = state.data.detail,
      data.profile.columns.indices.contains(detail.column)
    else { return }
    let profile = data.profile.columns[detail.column]
    let role = DataWords.role(of: profile.name, in: data)
    frame.draw(
      Panel(profile.name, note: "\(profile.kind.rawValue), \(role.word)", isFocused: true),
      in: area)
    var rest = Panel.inside(area)
    if rest.height >= 6 {
      ColumnDetailView.drawFacts(
        ColumnDetailView.facts(profile), lineLimit: rest.height >= 12 ? 2 : 1, in: &rest,
        of: &frame)
    }
    if rest.height >= 16 { _ = rest.takeTop(1) }
    drawWarnings(state, data, profile.name, in: &rest, of: &frame)
    drawEntries(state, data, detail, profile, in: rest, of: &frame)
  }

  // MARK: Warnings

  /// What there is to beware of, in words, with its price.
  private static func drawWarnings(
    _ state: State, _ data: OpenedData, _ name: String, in rest: inout Rect, of frame: inout Frame
  ) {
    let ascii = frame.glyphs.isASCII
    var lines: [[Span]] = []
    for warning in data.warnings where warning.column == name {
      let words = Paragraph.lines(of: warning.message, width: rest.width - 2, ascii: ascii)
      for (index, line) in words.enumerated() {
        lines.append([Span(index == 0 ? "! " : "  ", Style(.warning).bold), Span(line, .text)])
      }
    }
    let isExcluded = data.dataset.roles.excluded.contains { $0.column == name }
    if isExcluded {
      let sentence = DataWords.role(of: name, in: data).sentence
      for line in Paragraph.lines(of: sentence, width: rest.width - 2, ascii: ascii) {
        lines.append([Span("  ", .text), Span(line, .text)])
      }
    }
    if let price = state.data.prices[name] {
      lines.append([
        Span("  price ", .muted), Span(PriceProgram.words(price), Style(.warning)),
        Span(" of held-out ranking", .muted),
      ])
    } else if SuspectPricing(data).columns.contains(name) {
      let words = state.data.isPricing ? "its price is being found" : "$ finds its price"
      lines.append([Span("  \(words)", .muted)])
    }
    let room = min(lines.count, max(0, rest.height / 3))
    guard room > 0 else { return }
    let place = rest.takeBottom(room)
    _ = rest.takeBottom(rest.height >= 12 ? 1 : 0)
    for (index, line) in lines.prefix(room).enumerated() {
      // What there is no room for is said to be there.
      let isCut = index == room - 1 && room < lines.count
      frame.write(
        isCut ? line + [Span(" \(frame.glyphs.ellipsis)", .muted)] : line, in: place.line(index))
    }
  }

  // MARK: Values

  private static func drawEntries(
    _ state: State, _ data: OpenedData, _ detail: DetailState, _ profile: ColumnProfile,
    in area: Rect, of frame: inout Frame
  ) {
    var rest = area
    let entries = detail.entries
    if detail.isByValue, detail.values == nil {
      return _ = frame.write("The values are being counted.", in: rest.line(0), style: .muted)
    }
    if let omitted = detail.values?.omittedCount, omitted > 0, detail.isByValue, rest.height > 6 {
      frame.write(
        "the \(NumberText.grouped(entries.count)) most frequent values; "
          + "\(NumberText.grouped(omitted)) rarer ones are left out",
        in: rest.takeBottom(1), style: .muted)
    }
    let parts = parts(width: state.size.width, isTarget: isTarget(state))
    let fields = DetailField.allCases
    let most = Double(max(1, entries.map(\.count).max() ?? 1))
    let base = data.dataset.positiveRate
    let scale = scaleTop(entries, base: base)
    var table = TableView.State(
      selectedRow: entries.isEmpty ? nil : detail.selected,
      selectedColumn: parts.firstIndex(of: .field(fields[min(detail.field, fields.count - 1)])))
    if let sort = detail.sort, fields.indices.contains(sort.column) {
      table.sortColumn = parts.firstIndex(of: .field(fields[sort.column]))
      table.isAscending = sort.isAscending
    }
    let columns = parts.map { column($0, detail, data, width: area.width) }
    let glyphs = frame.glyphs
    let view = TableView(
      columns: columns, rowCount: entries.count, state: table, isFocused: true,
      id: DataPane.detailWidget, emptyText: "no row has a value"
    ) { row, column in
      let entry = entries[row]
      switch parts[column] {
      case .field(let field): return cell(entry, field, of: profile, glyphs: glyphs)
      case .bar:
        let bar = BarText.bar(Double(entry.count) / most, width: barWidth, glyphs: glyphs)
        return Span(bar, Style(.series1))
      case .whisker:
        return Span(
          entry.rate.map {
            BarText.whisker($0, mark: base, top: scale, width: whiskerWidth, glyphs: glyphs)
          } ?? "", Style(.series2))
      }
    }
    frame.draw(view, in: rest)
    describe(entries, profile, of: &frame)
  }

  private static let barWidth = 14
  private static let whiskerWidth = 26

  /// The end of the scale of rates; values of a few rows don't stretch it.
  private static func scaleTop(_ entries: [DetailState.Entry], base: Double) -> Double {
    let tops = entries.prefix(200).filter { $0.labelledCount >= 30 }.compactMap(\.rate?.upper)
    return min(1, max(tops.max() ?? 0, base * 2, 1e-6))
  }

  private static func column(
    _ part: Part, _ detail: DetailState, _ data: OpenedData, width: Int
  ) -> TableView.Column {
    switch part {
    case .field(.value):
      TableView.Column(
        detail.isByValue ? "value" : "from – to", minimumWidth: 8,
        maximumWidth: max(10, width / 3), isFlexible: width < 84)
    case .field(.rate): TableView.Column("rate", isDecimal: true, minimumWidth: 6)
    case .field(let field): TableView.Column(field.rawValue, isDecimal: true)
    case .bar: TableView.Column("", minimumWidth: barWidth, maximumWidth: barWidth)
    case .whisker:
      TableView.Column(
        "rate of \(data.dataset.positiveLabel), 95%", minimumWidth: whiskerWidth,
        maximumWidth: whiskerWidth)
    }
  }

  private static func cell(
    _ entry: DetailState.Entry, _ field: DetailField, of profile: ColumnProfile, glyphs: Glyphs
  ) -> Span {
    func share(_ share: Double?) -> Span {
      share.map { Span(NumberText.percent($0, digits: 1), .muted) }
        ?? Span(String(glyphs.undefined), .faint)
    }
    switch field {
    case .value: return Span(entry.label, Style(entry.isMissing ? .warning : .text))
    case .rows: return Span(NumberText.grouped(entry.count), .text)
    case .share: return share(Double(entry.count) / Double(max(1, profile.count)))
    case .positives: return Span(NumberText.grouped(entry.positiveCount), .muted)
    case .rate:
      return entry.rate.map { Span(NumberText.percent($0.estimate, digits: 1), .text) }
        ?? share(nil)
    case .lower: return share(entry.rate?.lower)
    case .upper: return share(entry.rate?.upper)
    }
  }

  private static func describe(
    _ entries: [DetailState.Entry], _ profile: ColumnProfile, of frame: inout Frame
  ) {
    let rates = entries.filter { $0.labelledCount > 0 }.compactMap { entry in
      entry.rate.map { (entry.label, $0.estimate) }
    }
    guard let low = rates.min(by: { $0.1 < $1.1 }), let high = rates.max(by: { $0.1 < $1.1 })
    else { return }
    frame.describe(
      "\(profile.name): \(counted(entries.count, "value")); target rate from "
        + "\(NumberText.percent(low.1, digits: 1)) at \(low.0) to "
        + "\(NumberText.percent(high.1, digits: 1)) at \(high.0)")
  }
}
