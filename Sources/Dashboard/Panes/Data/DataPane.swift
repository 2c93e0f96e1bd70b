import Tabular
import TerminalKit
import Workbench

/// What is open, its columns and what to beware of.
enum DataPane: PaneProgram {
  static let pane = Pane.data
  static let columnsWidget = widget(0)
  static let warningsWidget = widget(1)
  static let sourcesWidget = widget(2)
  static let rowsWidget = widget(3)
  static let targetsWidget = widget(4)
  static let detailWidget = widget(5)
  static let recentWidget = widget(6)

  /// What the pane shows.
  enum Page {
    case sources
    case targets
    case columns
    case detail
    case rows
  }

  static func page(in state: State) -> Page {
    if state.data.targetChoice != nil { return .targets }
    if state.session.data == nil || state.data.isOpening { return .sources }
    if state.data.rows != nil { return .rows }
    return state.data.detail == nil ? .columns : .detail
  }

  /// The selected column of the open table.
  static func selectedColumn(in state: State) -> Column? {
    guard let data = state.session.data, let row = state.data.columns.selectedRow,
      data.dataset.table.columns.indices.contains(row)
    else { return nil }
    return data.dataset.table.columns[row]
  }

  static func perform(_ action: Action, _ state: inout State) -> [Effect] {
    switch action {
    case .undo: SetupHistory.step(.undo, &state)
    case .redo: SetupHistory.step(.redo, &state)
    default: TrainWords.copy(state)
    }
  }

  static func reduce(_ state: inout State, _ action: DataAction) -> [Effect] {
    switch action {
    case .browse: return browse(&state)
    case .open(let path): return Opening.open(path, overrides: .init(), &state)
    case .toggleAllFiles:
      state.data.showsAllFiles.toggle()
      state.data.selectedSource = 0
    case .enterPath: return PathProgram.open(.data, &state)
    case .completePath: break
    case .ingest(let action): return IngestProgram.reduce(action, &state)
    case .toggleRows:
      state.data.isOpening = false
      guard state.data.rows == nil else {
        state.data.rows = nil
        return []
      }
      return showRows(&state)
    case .filter: beginFilter(&state)
    case .sort, .sortSelected, .sortBy: return sort(action, &state)
    case .hide: return hide(&state)
    case .showHidden: return showHidden(&state)
    case .toggleValues: DetailProgram.toggleValues(&state)
    case .select(let index): select(index, &state)
    case .selectCell(let row, let column): selectCell(row: row, column: column, &state)
    case .selectWarning(let index):
      state.data.area = .warnings
      showWarning(index, &state)
    case .setTarget where page(in: state) == .targets: return activate(&state)
    case .nextMatch(let step): selectMatch(step, &state)
    case .openRoles: state.overlay = .roles(selected: 0)
    case .price: return PriceProgram.ask(&state)
    case .setTarget, .cyclePositive, .setGroup, .addToGroup, .setItem, .setTime, .setPosition,
      .setIdentifier,
      .toggleExcluded:
      return changeRole(action, &state)
    }
    return []
  }

  private static func beginFilter(_ state: inout State) {
    if page(in: state) == .sources, state.data.folder != nil {
      state.data.fileEntry = TextEntry(state.data.fileFilter)
      return
    }
    state.data.isOpening = false
    if let rows = state.data.rows {
      state.data.rows?.entry = TextEntry(rows.filter)
    } else {
      state.data.detail = nil
      state.data.area = .columns
      state.data.columnEntry = TextEntry(state.data.columnFilter)
    }
  }

  private static func sort(_ action: DataAction, _ state: inout State) -> [Effect] {
    func next(_ now: RowSort?, selected: Int) -> RowSort? {
      switch action {
      case .sortSelected(let isAscending):
        RowSort(column: selected, isAscending: isAscending)
      case .sortBy(let column): turned(now, column: column)
      default: turned(now, column: selected)
      }
    }
    switch page(in: state) {
    case .rows:
      guard let rows = state.data.rows else { return [] }
      if case .sortBy(let column) = action { state.data.rows?.column = column }
      return sortRows(by: next(rows.sort, selected: rows.column), &state)
    case .columns:
      if case .sortBy(let column) = action { state.data.figure = column }
      sortColumns(by: next(state.data.columnSort, selected: state.data.figure), &state)
    case .detail:
      guard let detail = state.data.detail else { return [] }
      if case .sortBy(let column) = action { state.data.detail?.field = column }
      DetailProgram.sort(by: next(detail.sort, selected: detail.field), &state)
    case .sources, .targets: break
    }
    return []
  }

  private static func select(_ index: Int, _ state: inout State) {
    switch page(in: state) {
    case .sources: state.data.selectedSource = index
    case .targets: state.data.targetChoice?.selected = index
    case .columns:
      state.data.area = .columns
      state.data.columns.selectedRow = index
    case .detail: state.data.detail?.selected = index
    case .rows: state.data.rows?.table.selectedRow = index
    }
  }

  private static func selectCell(row: Int, column: Int, _ state: inout State) {
    select(row, &state)
    switch page(in: state) {
    case .columns: state.data.figure = column
    case .detail: state.data.detail?.field = column
    case .rows: state.data.rows?.column = column
    case .sources, .targets: break
    }
  }

  /// Selects a warning, and its column with it.
  static func showWarning(_ index: Int, _ state: inout State) {
    guard let data = state.session.data, data.warnings.indices.contains(index) else { return }
    state.data.selectedWarning = index
    if let name = data.warnings[index].column,
      let place = data.dataset.table.names.firstIndex(of: name)
    {
      state.data.columns.selectedRow = place
    }
  }

  static func move(_ movement: Movement, _ state: inout State) -> [Effect] {
    let page = max(1, state.size.height - 12)
    switch self.page(in: state) {
    case .sources:
      if movement == .left || movement == .right {
        return walk(movement == .left ? -1 : 1, &state)
      }
      let count = DataSources.list(in: state).count
      state.data.selectedSource = max(
        0, movement.applied(to: state.data.selectedSource, count: count, page: page))
    case .targets:
      guard var choice = state.data.targetChoice else { return [] }
      choice.selected = movement.applied(
        to: choice.selected, count: choice.columns.count, page: page)
      state.data.targetChoice = choice
    case .columns: moveInColumns(movement, page: page, &state)
    case .detail: DetailProgram.move(movement, page: page, &state)
    case .rows: moveInRows(movement, page: page, &state)
    }
    return []
  }

  static func moveArea(by count: Int, _ state: inout State) -> [Effect] {
    guard let data = state.session.data, !isTyping(in: state) else { return [] }
    if page(in: state) == .detail { return DetailProgram.turn(by: count, &state) }
    guard page(in: state) == .columns, !data.warnings.isEmpty else { return [] }
    state.data.area = state.data.area == .columns ? .warnings : .columns
    if state.data.area == .warnings { showWarning(state.data.selectedWarning, &state) }
    return []
  }
}
