import Tabular
import TerminalKit
import Workbench

/// The rows of the table, scrolled, filtered and in order.
enum RowsView {
  static func draw(_ state: State, in area: Rect, of frame: inout Frame) {
    guard let data = state.session.data, let rows = state.data.rows else { return }
    let table = data.dataset.table
    let count = rows.matches?.count ?? table.rowCount
    frame.draw(
      Panel(
        "Rows", note: note(rows, count: count, state, width: area.width - 14), isFocused: true),
      in: area)
    var inside = Panel.inside(area)
    if let entry = rows.entry {
      frame.draw(
        TextField(
          entry.text, cursor: entry.cursor, prompt: "filter ",
          hint: "a text, or a condition such as age >= 40"), in: inside.takeTop(1))
    }
    let target = data.dataset.roles.target
    let missing = String(frame.glyphs.undefined)
    let shown = DataPane.shownColumns(in: state)
    let columns =
      [TableView.Column("row", isDecimal: true)]
      + shown.map {
        let column = table.columns[$0]
        return TableView.Column(column.name, isDecimal: column.kind == .number, maximumWidth: 24)
      }
    var place = rows.table
    place.selectedColumn = shown.firstIndex(of: rows.column).map { $0 + 1 }
    if let sort = rows.sort {
      place.sortColumn = shown.firstIndex(of: sort.column).map { $0 + 1 }
      place.isAscending = sort.isAscending
    }
    let view = TableView(
      columns: columns, rowCount: count, state: place, isFocused: true,
      id: DataPane.rowsWidget, emptyText: "no row passes the filter"
    ) { row, column in
      let place = rows.matches.map { $0[row] } ?? row
      guard column > 0 else { return Span(NumberText.grouped(place + 1), .muted) }
      let source = table.columns[shown[column - 1]]
      guard let text = source.string(place) else {
        return Span(missing, .faint)
      }
      let isPositive = source.name == target && data.dataset.labels[place] == 1
      return Span(text, isPositive ? Style(.good, on: .canvas, .bold) : .text)
    }
    frame.draw(view, in: inside)
  }

  /// How many rows there are and why, as far as there is room.
  private static func note(
    _ rows: RowsState, count: Int, _ state: State, width: Int
  ) -> String {
    guard let table = state.session.data?.dataset.table else { return "" }
    let total = counted(table.rowCount, "row")
    if rows.isArranging { return "looking through \(total)" }
    var words = rows.filter.isEmpty ? total : "\(NumberText.grouped(count)) of \(total)"
    var more: [String] = rows.filter.isEmpty ? [] : [rows.filter]
    if let sort = rows.sort { more.append("by \(table.columns[sort.column].name)") }
    if !state.data.hidden.isEmpty { more.append("\(state.data.hidden.count) hidden") }
    // Whole words only: the border has room for so many.
    for (index, word) in more.enumerated() {
      let next = words + (index == 0 ? ": " : ", ") + word
      if SafeText.width(of: next) <= width { words = next }
    }
    return words
  }
}
