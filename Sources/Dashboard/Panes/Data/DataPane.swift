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

  static let bindings: [KeyBinding<Action>] =
    [
      key(["enter"], .activate, "open", "Open what is selected, or show the column's warnings."),
      key(["o"], .data(.browse), "open other", "Show the bundled sets and the files to open."),
      key(["v"], .data(.toggleRows), "rows", "Show the rows of the table, or the columns again."),
      key(
        ["/"], .data(.filter), "filter",
        "Show only rows that contain a text or fulfil a condition such as age >= 40.",
        isInFooter: false),
      key(
        ["n"], .data(.nextMatch(1)), "next match", "Select the next row that passes the filter.",
        isInFooter: false),
      key(
        ["N"], .data(.nextMatch(-1)), "previous match",
        "Select the previous row that passes the filter.", isInFooter: false),
      key(
        ["r"], .data(.openRoles), "roles",
        "Show the roles that the selected column can have: group, item, time, id and more."),
      key(
        ["$"], .data(.price), "price",
        "Find what each suspicious or excluded column is worth: held-out ROC-AUC with and without it."
      ),
    ] + RolesMenu.bindings

  /// What the pane shows.
  enum Page {
    case sources
    case targets
    case columns
    case rows
  }

  static func page(in state: State) -> Page {
    if state.data.targetChoice != nil { return .targets }
    if state.session.data == nil || state.data.isOpening { return .sources }
    return state.data.rows == nil ? .columns : .rows
  }

  static func availability(of action: Action, in state: State) -> Availability {
    guard case .data(let action) = action else {
      switch action {
      case .zoom where page(in: state) == .columns: return .enabled
      case .zoom: return .disabled("There is nothing to enlarge here.")
      case .undo: return SetupHistory.availability(of: .undo, in: state)
      case .redo: return SetupHistory.availability(of: .redo, in: state)
      default: return TrainWords.availability(in: state)
      }
    }
    switch action {
    case .browse, .open, .select, .selectWarning: return .enabled
    case .toggleRows, .filter:
      return state.session.data == nil ? .disabled("Open data first.") : .enabled
    case .nextMatch:
      guard page(in: state) == .rows, let rows = state.data.rows, !rows.filter.isEmpty else {
        return .disabled("Filter the rows first: / types a text or a condition.")
      }
      return rows.matches?.isEmpty == true
        ? .disabled("No row passes the filter.") : .enabled
    case .setTarget where page(in: state) == .targets: return .enabled
    case .price where state.data.isPricing: return .disabled("Prices are being found.")
    default:
      if state.session.data == nil { return .disabled("Open data first.") }
      if state.session.openingPath != nil { return .disabled("The data are being opened.") }
      return page(in: state) == .columns
        ? .enabled : .disabled("Roles are set among the columns: v shows them.")
    }
  }

  static func isTyping(in state: State) -> Bool { state.data.rows?.entry != nil }

  static func hint(in state: State) -> String {
    switch page(in: state) {
    case .sources:
      if let offer = state.resume.offer, state.data.folder == nil {
        return "Enter opens a set and trains on it; ^G goes on with \(offer.name), \(offer.age)."
      }
      return state.data.folder == nil
        ? "Enter opens a set and trains four models on it at once; o browses files."
        : "Enter opens; Esc goes back to the bundled sets."
    case .targets: return "Which column is to be predicted? Enter takes the selected one."
    case .rows:
      return state.data.rows?.filter.isEmpty == false
        ? "n and N go through the matches; / changes the filter, Esc ends it; v shows the columns."
        : "/ filters by a text or a condition such as age >= 40; v shows the columns."
    case .columns:
      guard let data = state.session.data else { return "" }
      if state.data.area == .warnings,
        data.warnings.indices.contains(state.data.selectedWarning)
      {
        return data.warnings[state.data.selectedWarning].message
      }
      return selectedColumn(in: state).map { DataWords.role(of: $0.name, in: data).sentence } ?? ""
    }
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
    case .toggleRows:
      state.data.rows = state.data.rows == nil ? .init() : nil
      state.data.isOpening = false
    case .filter:
      var rows = state.data.rows ?? .init()
      rows.entry = TextEntry(rows.filter)
      state.data.rows = rows
      state.data.isOpening = false
    case .select(let index): select(index, &state)
    case .selectWarning(let index):
      state.data.area = .warnings
      showWarning(index, &state)
    case .setTarget where page(in: state) == .targets: return activate(&state)
    case .nextMatch(let step): selectMatch(step, &state)
    case .openRoles: state.overlay = .roles(selected: 0)
    case .price: return PriceProgram.ask(&state)
    case .setTarget, .cyclePositive, .setGroup, .setItem, .setTime, .setPosition, .setIdentifier,
      .toggleExcluded:
      return changeRole(action, &state)
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
    case .rows: state.data.rows?.table.selectedRow = index
    }
  }

  /// Selects the next row that passes the filter, round the end.
  private static func selectMatch(_ step: Int, _ state: inout State) {
    guard let rows = state.data.rows, let count = rows.matches?.count, count > 0 else { return }
    let place = (rows.table.selectedRow ?? 0) + step
    state.data.rows?.table.selectedRow = (place % count + count) % count
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
      let count = DataSources.list(in: state).count
      state.data.selectedSource = max(
        0, movement.applied(to: state.data.selectedSource, count: count, page: page))
    case .targets:
      guard var choice = state.data.targetChoice else { return [] }
      choice.selected = movement.applied(
        to: choice.selected, count: choice.columns.count, page: page)
      state.data.targetChoice = choice
    case .columns: moveInColumns(movement, page: page, &state)
    case .rows: moveInRows(movement, page: page, &state)
    }
    return []
  }

  private static func moveInColumns(
    _ movement: Movement, page: Int, _ state: inout State
  ) {
    guard let data = state.session.data else { return }
    if state.data.area == .warnings {
      let next = movement.applied(
        to: state.data.selectedWarning, count: data.warnings.count, page: page)
      return showWarning(next, &state)
    }
    state.data.columns.selectedRow = movement.applied(
      to: state.data.columns.selectedRow ?? 0, count: data.dataset.table.columns.count,
      page: page / 2)
  }

  private static func moveInRows(_ movement: Movement, page: Int, _ state: inout State) {
    guard let data = state.session.data, var rows = state.data.rows else { return }
    let table = data.dataset.table
    switch movement {
    case .left: rows.table.firstColumn = max(0, rows.table.firstColumn - 1)
    case .right:
      rows.table.firstColumn = min(table.columns.count, rows.table.firstColumn + 1)
    default:
      rows.table.selectedRow = max(
        0,
        movement.applied(
          to: rows.table.selectedRow ?? 0, count: rows.matches?.count ?? table.rowCount,
          page: page))
    }
    state.data.rows = rows
  }

  static func moveArea(by count: Int, _ state: inout State) -> [Effect] {
    guard page(in: state) == .columns, let data = state.session.data, !data.warnings.isEmpty else {
      return []
    }
    state.data.area = state.data.area == .columns ? .warnings : .columns
    if state.data.area == .warnings { showWarning(state.data.selectedWarning, &state) }
    return []
  }
}
