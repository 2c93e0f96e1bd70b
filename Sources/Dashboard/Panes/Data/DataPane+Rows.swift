import Tabular
import TerminalKit
import Workbench

/// The rows: which ones, in which order, and which of their columns.
extension DataPane {
  static func moveInRows(_ movement: Movement, page: Int, _ state: inout State) {
    guard let data = state.session.data, var rows = state.data.rows, rows.entry == nil else {
      return
    }
    switch movement {
    case .left, .right:
      let shown = shownColumns(in: state)
      let place = shown.firstIndex { $0 >= rows.column } ?? 0
      let next = place + (movement == .left ? -1 : 1)
      if !shown.isEmpty { rows.column = shown[max(0, min(next, shown.count - 1))] }
    default:
      rows.table.selectedRow = max(
        0,
        movement.applied(
          to: rows.table.selectedRow ?? 0,
          count: rows.matches?.count ?? data.dataset.table.rowCount, page: page))
    }
    state.data.rows = rows
  }

  /// Selects the next row that passes the filter, round the end.
  static func selectMatch(_ step: Int, _ state: inout State) {
    guard let rows = state.data.rows, let count = rows.matches?.count, count > 0 else { return }
    let place = (rows.table.selectedRow ?? 0) + step
    state.data.rows?.table.selectedRow = (place % count + count) % count
  }

  /// Shows rows, those of a filter if one is given.
  static func showRows(filter: String = "", column: Int? = nil, _ state: inout State) -> [Effect] {
    state.data.isOpening = false
    let shown = shownColumns(in: state)
    let wanted = column ?? state.data.columns.selectedRow ?? 0
    var rows = RowsState()
    rows.column = shown.contains(wanted) ? wanted : shown.first ?? 0
    state.data.rows = rows
    return filter.isEmpty ? [] : setFilter(filter, &state)
  }

  // MARK: Filter

  static func acceptFilter(_ state: inout State) -> [Effect] {
    guard let entry = state.data.rows?.entry, let data = state.session.data else { return [] }
    if let column = RowFilter.unknownColumn(in: entry.text, table: data.dataset.table) {
      // What was typed stays, to be mended.
      state.status = Status(
        .failure, "There is no column “\(column)”; a condition begins with the name of one.")
      return []
    }
    if RowFilter.isBroken(entry.text, table: data.dataset.table) {
      state.status = Status(
        .failure,
        "“\(entry.text)” can't be read as a condition; write it as age >= 40, or job = student.")
      return []
    }
    state.data.rows?.entry = nil
    return setFilter(entry.text, &state)
  }

  static func setFilter(_ text: String, _ state: inout State) -> [Effect] {
    state.data.rows?.filter = text
    return arrange(&state)
  }

  /// Asks for the rows of the filter and the order of now.
  static func arrange(_ state: inout State) -> [Effect] {
    guard let data = state.session.data, var rows = state.data.rows else { return [] }
    rows.request += 1
    rows.isArranging = !rows.filter.isEmpty || rows.sort != nil
    defer { state.data.rows = rows }
    guard rows.isArranging else {
      rows.matches = nil
      rows.table.selectedRow = 0
      return []
    }
    return [
      .arrangeRows(
        RowRequest(
          number: rows.request, table: data.dataset.table, filter: rows.filter, sort: rows.sort))
    ]
  }

  /// Takes the rows that pass a filter.
  static func accept(_ rows: [Int], request: Int, _ state: inout State) {
    guard state.data.rows?.request == request else { return }
    state.data.rows?.matches = rows
    state.data.rows?.isArranging = false
    state.data.rows?.table.selectedRow = 0
    if rows.isEmpty { state.status = Status(.warning, "No row passes the filter.") }
  }

  // MARK: Order

  /// The order after one more press: the smallest first, the largest first, that of the file.
  static func turned(_ sort: RowSort?, column: Int) -> RowSort? {
    guard let sort, sort.column == column else {
      return RowSort(column: column, isAscending: true)
    }
    return sort.isAscending ? RowSort(column: column, isAscending: false) : nil
  }

  /// Puts rows in the order of a column; asked for again, in that of the file.
  static func sortRows(by sort: RowSort?, _ state: inout State) -> [Effect] {
    guard let rows = state.data.rows else { return [] }
    state.data.rows?.sort = rows.sort == sort ? nil : sort
    return arrange(&state)
  }
}
