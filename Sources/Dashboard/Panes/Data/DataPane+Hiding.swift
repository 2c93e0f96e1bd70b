import Tabular
import TerminalKit
import Workbench

/// Columns that are out of sight, in the table of columns and in that of rows.
extension DataPane {
  /// The columns of the data that are not hidden, in the order of the file.
  static func shownColumns(in state: State) -> [Int] {
    guard let table = state.session.data?.dataset.table else { return [] }
    let hidden = state.data.hidden
    guard !hidden.isEmpty else { return Array(table.columns.indices) }
    return table.columns.indices.filter { !hidden.contains(table.columns[$0].name) }
  }

  /// Hides the selected column; the next one is selected.
  static func hide(_ state: inout State) -> [Effect] {
    guard let data = state.session.data else { return [] }
    let isInRows = state.data.rows != nil
    let shown = isInRows ? shownColumns(in: state) : listedColumns(in: state)
    let selected = isInRows ? state.data.rows?.column : state.data.columns.selectedRow
    guard let selected, let place = shown.firstIndex(of: selected) else { return [] }
    guard shownColumns(in: state).count > 1 else {
      state.status = Status(.warning, "The last column in sight stays.")
      return []
    }
    let name = data.dataset.table.columns[selected].name
    state.data.hidden.insert(name)
    let next = place + 1 < shown.count ? shown[place + 1] : place > 0 ? shown[place - 1] : nil
    if isInRows {
      if let next { state.data.rows?.column = next }
    } else {
      state.data.columns.selectedRow = next ?? shownColumns(in: state).first
      if next == nil { state.data.columnFilter = "" }
    }
    state.status = Status(
      .information, "\(name) is hidden; models still see it. + shows hidden columns again.")
    return remember(data.path, state)
  }

  static func showHidden(_ state: inout State) -> [Effect] {
    guard let path = state.session.data?.path else { return [] }
    state.status = Status(
      .information, "\(counted(state.data.hidden.count, "column")) shown again.")
    state.data.hidden = []
    return remember(path, state)
  }

  private static func remember(_ path: String, _ state: State) -> [Effect] {
    [.remember(.hid(path: path, columns: state.data.hidden.sorted()))]
  }
}
