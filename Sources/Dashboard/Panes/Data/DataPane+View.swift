import Evaluation
import Tabular
import TerminalKit
import Workbench

extension DataPane {
  static func draw(_ state: State, in area: Rect, of frame: inout Frame) {
    switch page(in: state) {
    case .sources: SourcesView.draw(state, in: area, of: &frame)
    case .targets: SourcesView.drawTargets(state, in: area, of: &frame)
    case .rows: RowsView.draw(state, in: area, of: &frame)
    case .columns: drawColumns(state, in: area, of: &frame)
    }
  }

  private static func drawColumns(_ state: State, in area: Rect, of frame: inout Frame) {
    guard let data = state.session.data else { return }
    if state.isZoomed {
      return ColumnDetailView.draw(state, data, in: area, isFocused: true, of: &frame)
    }
    var rest = area
    let isWide = area.width >= 104
    let warnings = min(max(1, data.warnings.count) + 2, isWide ? 8 : 7)
    if isWide {
      let below = rest.takeBottom(min(warnings, area.height / 3))
      let detail = rest.takeRight(max(42, area.width * 2 / 5))
      drawTable(state, data, in: rest, of: &frame)
      ColumnDetailView.draw(state, data, in: detail, isFocused: false, of: &frame)
      drawWarnings(state, data, in: below, of: &frame)
      return
    }
    // Where there is little room, the lower part belongs to what the person looks at.
    let below = rest.takeBottom(area.height >= 18 ? area.height * 9 / 20 : area.height / 2)
    drawTable(state, data, in: rest, of: &frame)
    if state.data.area == .warnings {
      drawWarnings(state, data, in: below, of: &frame)
    } else {
      ColumnDetailView.draw(state, data, in: below, isFocused: false, of: &frame)
    }
  }

  private static func drawTable(
    _ state: State, _ data: OpenedData, in area: Rect, of frame: inout Frame
  ) {
    let dataset = data.dataset
    let isFocused = state.data.area == .columns
    let isNarrow = area.width < 78
    let note =
      "\(counted(dataset.features.count, "feature")) of \(counted(dataset.table.columns.count, "column"))"
    frame.draw(Panel("Columns", note: note, isFocused: isFocused), in: area)
    let sparkWidth = area.width < 66 ? 8 : 12
    var columns = [
      TableView.Column("column", maximumWidth: isNarrow ? 16 : 24, isFlexible: true),
      TableView.Column("kind"),
      TableView.Column("role"),
      TableView.Column("missing", isDecimal: true),
      TableView.Column("distinct", isDecimal: true),
      TableView.Column("spread", minimumWidth: sparkWidth, maximumWidth: sparkWidth),
      TableView.Column(
        sparkWidth < 12 ? "rate" : "target rate", minimumWidth: sparkWidth,
        maximumWidth: sparkWidth),
    ]
    // The least telling columns make room first.
    var shown = Array(columns.indices)
    if area.width < 84 { shown.removeAll { $0 == 4 } }
    if area.width < 66 { shown.removeAll { $0 == 1 } }
    columns = shown.map { columns[$0] }
    let glyphs = frame.glyphs
    let highest = highestRate(data)
    let table = TableView(
      columns: columns, rowCount: dataset.table.columns.count, state: state.data.columns,
      isFocused: isFocused, id: columnsWidget
    ) { row, column in
      cell(row, shown[column], data, (highest, sparkWidth), glyphs: glyphs)
    }
    frame.draw(table, in: Panel.inside(area))
  }

  /// The top of the scale that all target rates share, so that sparks can be compared.
  private static func highestRate(_ data: OpenedData) -> Double {
    let target = data.dataset.roles.target
    let rates = data.profile.columns.lazy.filter { $0.name != target }.flatMap { column in
      column.bins.lazy.filter { $0.labelledCount >= 30 }.compactMap(\.positiveRate)
    }
    return max(rates.max() ?? 0, data.dataset.positiveRate, 1e-6)
  }

  private static func cell(
    _ row: Int, _ column: Int, _ data: OpenedData, _ spark: (highest: Double, width: Int),
    glyphs: Glyphs
  ) -> Span {
    let profile = data.profile.columns[row]
    let role = DataWords.role(of: profile.name, in: data)
    let isUsed = role.word == "feature" || role.word == "target"
    switch column {
    case 0:
      let isSuspect = data.warnings.contains { $0.column == profile.name }
      return Span(
        profile.name + (isSuspect ? " !" : ""),
        Style(isSuspect ? .warning : isUsed ? .text : .muted))
    case 1: return Span(profile.kind.rawValue, .muted)
    case 2: return Span(role.word, Style(role.role == .text ? .muted : role.role))
    case 3:
      return profile.missingCount == 0
        ? Span(String(glyphs.dot), .faint)
        : Span(NumberText.percent(profile.missingShare, digits: 1), Style(.warning))
    case 4: return Span(NumberText.grouped(profile.distinctCount), .muted)
    case 5:
      let counts = profile.bins.map { Double($0.count) }
      return Span(Sparkline(counts).text(width: spark.width, glyphs: glyphs), Style(.series1))
    default:
      guard profile.name != data.dataset.roles.target else { return Span("") }
      let rates = profile.bins.map { $0.positiveRate ?? .nan }
      return Span(
        Sparkline(rates, range: 0...spark.highest).text(width: spark.width, glyphs: glyphs),
        Style(.series2))
    }
  }

  private static func drawWarnings(
    _ state: State, _ data: OpenedData, in area: Rect, of frame: inout Frame
  ) {
    let isFocused = state.data.area == .warnings
    let count = data.warnings.count
    frame.draw(
      Panel(
        "Warnings", note: count == 0 ? "" : "\(count), Tab selects, x excludes the column",
        isFocused: isFocused), in: area)
    let inside = Panel.inside(area)
    guard count > 0 else {
      frame.write(
        [
          Span("\(frame.glyphs.check) ", Style(.good)),
          Span("Nothing suspicious was found.", .muted),
        ],
        in: inside.line(0))
      return
    }
    let entries = data.warnings.map { warning in
      let price = warning.column.flatMap { state.data.prices[$0] }
      return ListView.Entry([
        Span("\(warning.kind.rawValue)", Style(.warning, on: .canvas, .bold)),
        Span(
          String(repeating: " ", count: max(1, 13 - warning.kind.rawValue.count))
            + (price.map { "price \(NumberText.fixed($0.price.estimate, digits: 3)). " } ?? "")
            + warning.message, .text),
      ])
    }
    frame.draw(
      ListView(
        entries, selected: isFocused ? state.data.selectedWarning : nil, isFocused: isFocused,
        id: warningsWidget), in: inside)
  }
}
