import Tabular
import TerminalKit
import Workbench

/// The table of columns.
enum ColumnsView {
  /// The figures in the order of the table.
  static func figures(in state: State) -> [ColumnFigure] {
    ColumnFigure.all(width: width(in: state))
  }

  /// How wide the table is on the screen of now.
  static func width(in state: State) -> Int {
    let screen = state.size.width
    return state.isZoomed || screen < DataPane.wideWidth
      ? screen : screen - DataPane.detailWidth(of: screen)
  }

  static func draw(_ state: State, _ data: OpenedData, in area: Rect, of frame: inout Frame) {
    let dataset = data.dataset
    let isFocused = state.data.area == .columns
    let listed = DataPane.listedColumns(in: state)
    frame.draw(
      Panel("Columns", note: note(listed.count, state, data), isFocused: isFocused), in: area)
    var inside = Panel.inside(area)
    if let entry = state.data.columnEntry {
      frame.draw(
        TextField(
          entry.text, cursor: entry.cursor, prompt: "filter ",
          hint: "a name, a kind, a role; or a condition on rows"), in: inside.takeTop(1))
    }
    let sparkWidth = area.width < 66 ? 8 : 12
    let isNarrow = area.width < 78
    let figures = ColumnFigure.all(width: area.width)
    let columns = figures.map { figure -> TableView.Column in
      switch figure {
      case .name:
        TableView.Column(figure.rawValue, maximumWidth: isNarrow ? 16 : 24, isFlexible: true)
      case .kind, .role: TableView.Column(figure.rawValue)
      case .spread:
        TableView.Column(figure.rawValue, minimumWidth: sparkWidth, maximumWidth: sparkWidth)
      case .rate:
        TableView.Column(
          sparkWidth < 12 ? "rate" : figure.rawValue, minimumWidth: sparkWidth,
          maximumWidth: sparkWidth)
      case .top: TableView.Column(figure.rawValue, maximumWidth: 30)
      default: TableView.Column(figure.rawValue, isDecimal: true)
      }
    }
    let glyphs = frame.glyphs
    let highest = highestRate(data)
    var table = TableView.State(
      selectedRow: state.data.columns.selectedRow.flatMap { listed.firstIndex(of: $0) },
      selectedColumn: figures.firstIndex { $0.index == state.data.figure })
    if let sort = state.data.columnSort {
      table.sortColumn = figures.firstIndex { $0.index == sort.column }
      table.isAscending = sort.isAscending
    }
    let view = TableView(
      columns: columns, rowCount: listed.count, state: table, isFocused: isFocused,
      id: DataPane.columnsWidget,
      emptyText: dataset.table.columns.isEmpty ? "no columns" : "no column passes the filter"
    ) { row, column in
      cell(listed[row], figures[column], data, (highest, sparkWidth), glyphs: glyphs)
    }
    frame.draw(view, in: inside)
  }

  private static func note(_ listed: Int, _ state: State, _ data: OpenedData) -> String {
    let all = data.dataset.table.columns.count
    let hidden = state.data.hidden.count
    let words = hidden > 0 ? ", \(hidden) hidden" : ""
    if listed < all - hidden { return "\(listed) of \(counted(all, "column"))\(words)" }
    return "\(counted(data.dataset.features.count, "feature")) of \(counted(all, "column"))\(words)"
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
    _ index: Int, _ figure: ColumnFigure, _ data: OpenedData,
    _ spark: (highest: Double, width: Int), glyphs: Glyphs
  ) -> Span {
    let profile = data.profile.columns[index]
    switch figure {
    case .name:
      let role = DataWords.role(of: profile.name, in: data)
      let isUsed = role.word == "feature" || role.word == "target"
      let isSuspect = data.warnings.contains { $0.column == profile.name }
      return Span(
        profile.name + (isSuspect ? " !" : ""),
        Style(isSuspect ? .warning : isUsed ? .text : .muted))
    case .kind: return Span(profile.kind.rawValue, .muted)
    case .role:
      let role = DataWords.role(of: profile.name, in: data)
      return Span(role.word, Style(role.role == .text ? .muted : role.role))
    case .missing:
      return profile.missingCount == 0
        ? Span(String(glyphs.dot), .faint)
        : Span(NumberText.percent(profile.missingShare, digits: 1), Style(.warning))
    case .distinct: return Span(NumberText.grouped(profile.distinctCount), .muted)
    case .spread:
      let counts = profile.bins.map { Double($0.count) }
      return Span(Sparkline(counts).text(width: spark.width, glyphs: glyphs), Style(.series1))
    case .rate:
      guard profile.name != data.dataset.roles.target else { return Span("") }
      let rates = profile.bins.map { $0.positiveRate ?? .nan }
      return Span(
        Sparkline(rates, range: 0...spark.highest).text(width: spark.width, glyphs: glyphs),
        Style(.series2))
    default: return Span(figure.text(profile), .muted)
    }
  }
}
