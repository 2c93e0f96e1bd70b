import Tabular
import TerminalKit
import Workbench

/// The rows of the table, scrolled and filtered.
enum RowsView {
  static func draw(_ state: State, in area: Rect, of frame: inout Frame) {
    guard let data = state.session.data, let rows = state.data.rows else { return }
    let table = data.dataset.table
    let count = rows.matches?.count ?? table.rowCount
    let total = counted(table.rowCount, "row")
    let note =
      rows.filter.isEmpty ? total : "\(NumberText.grouped(count)) of \(total): \(rows.filter)"
    frame.draw(Panel("Rows", note: note, isFocused: true), in: area)
    var inside = Panel.inside(area)
    if let entry = rows.entry {
      frame.draw(
        TextField(
          entry.text, cursor: entry.cursor, prompt: "filter ",
          hint: "a text, or a condition such as age >= 40"), in: inside.takeTop(1))
    }
    let target = data.dataset.roles.target
    let missing = String(frame.glyphs.undefined)
    let columns =
      [TableView.Column("row", isDecimal: true)]
      + table.columns.map {
        TableView.Column($0.name, isDecimal: $0.kind == .number, maximumWidth: 24)
      }
    let view = TableView(
      columns: columns, rowCount: count, state: rows.table, isFocused: true,
      id: DataPane.rowsWidget, emptyText: "no row passes the filter"
    ) { row, column in
      let place = rows.matches.map { $0[row] } ?? row
      guard column > 0 else { return Span(String(place + 1), .muted) }
      let source = table.columns[column - 1]
      guard let text = source.string(place) else {
        return Span(missing, .faint)
      }
      let isPositive = source.name == target && data.dataset.labels[place] == 1
      return Span(text, isPositive ? Style(.good, on: .canvas, .bold) : .text)
    }
    frame.draw(view, in: inside)
  }
}
