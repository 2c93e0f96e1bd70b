import Tabular
import TerminalKit
import Workbench

/// The table of columns: which ones are listed, and in which order.
extension DataPane {
  /// The columns that are listed, in order.
  static func listedColumns(in state: State) -> [Int] {
    guard let data = state.session.data else { return [] }
    let profiles = data.profile.columns
    let words = (state.data.columnEntry?.text ?? state.data.columnFilter).lowercased()
      .split(separator: " ")
    var listed = shownColumns(in: state)
    if !words.isEmpty, state.data.columnEntry.map({ !RowFilter.comparesValues($0.text) }) ?? true {
      listed.removeAll { index in
        let profile = profiles[index]
        let role = DataWords.role(of: profile.name, in: data).word
        let text = "\(profile.name) \(profile.kind.rawValue) \(role)".lowercased()
        return !words.allSatisfy { text.contains($0) }
      }
    }
    guard let sort = state.data.columnSort, ColumnFigure.allCases.indices.contains(sort.column)
    else { return listed }
    return sorted(listed, by: ColumnFigure.allCases[sort.column], sort.isAscending, data)
  }

  /// Equal figures keep the order of the file, and columns without the figure come last.
  private static func sorted(
    _ listed: [Int], by figure: ColumnFigure, _ isAscending: Bool, _ data: OpenedData
  ) -> [Int] {
    let keys = listed.map { index -> (index: Int, number: Double?, words: String) in
      let profile = data.profile.columns[index]
      return (index, figure.number(profile, in: data), figure.words(profile, in: data))
    }
    return keys.sorted { first, second in
      if first.words != second.words { return (first.words < second.words) == isAscending }
      switch (first.number, second.number) {
      case (let left?, let right?) where left != right: return (left < right) == isAscending
      case (_?, nil): return true
      case (nil, _?): return false
      default: return first.index < second.index
      }
    }.map(\.index)
  }

  static func moveInColumns(_ movement: Movement, page: Int, _ state: inout State) {
    guard let data = state.session.data else { return }
    if state.data.area == .warnings {
      let next = movement.applied(
        to: state.data.selectedWarning, count: data.warnings.count, page: page)
      return showWarning(next, &state)
    }
    guard movement != .left, movement != .right else {
      let figures = ColumnsView.figures(in: state)
      let place = figures.firstIndex { $0.index == state.data.figure } ?? 0
      state.data.figure =
        figures[max(0, min(place + (movement == .left ? -1 : 1), figures.count - 1))].index
      return
    }
    let listed = listedColumns(in: state)
    guard !listed.isEmpty else { return }
    let place = state.data.columns.selectedRow.flatMap { listed.firstIndex(of: $0) } ?? 0
    state.data.columns.selectedRow =
      listed[movement.applied(to: place, count: listed.count, page: page / 2)]
  }

  /// Takes the filter of columns; a condition is meant for rows.
  static func acceptColumnFilter(_ state: inout State) -> [Effect] {
    guard let entry = state.data.columnEntry else { return [] }
    state.data.columnEntry = nil
    if RowFilter.comparesValues(entry.text) {
      let effects = showRows(&state)
      state.data.rows?.entry = entry
      return effects + acceptFilter(&state)
    }
    state.data.columnFilter = entry.text
    keepColumnInSight(&state)
    return []
  }

  /// Selects the first column in sight if the selected one no longer is.
  static func keepColumnInSight(_ state: inout State) {
    let listed = listedColumns(in: state)
    if let selected = state.data.columns.selectedRow, listed.contains(selected) { return }
    if let first = listed.first { state.data.columns.selectedRow = first }
  }

  static func sortColumns(by sort: RowSort?, _ state: inout State) {
    state.data.columnSort = state.data.columnSort == sort ? nil : sort
  }
}
