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

  static let bindings: [KeyBinding<Action>] = [
    key(["enter"], .activate, "open", "Open what is selected, or show the column's warnings."),
    key(["o"], .data(.browse), "open other", "Show the bundled sets and the files to open."),
    key(["v"], .data(.toggleRows), "rows", "Show the rows of the table, or the columns again."),
    key(
      ["/"], .data(.filter), "filter",
      "Show only rows that contain a text or fulfil a condition such as age >= 40.",
      isInFooter: false),
    key(["t"], .data(.setTarget), "target", "Predict the selected column, and train again."),
    key(
      ["p"], .data(.cyclePositive), "positive",
      "Make the target's other value the positive class, and train again."),
    key(
      ["x"], .data(.toggleExcluded), "exclude",
      "Keep the selected column from the models, or give it back, and train again."),
    key(
      ["g"], .data(.setGroup), "group",
      "Rank within equal values of the selected column, which MAP@7 needs, and train again."),
    key(
      ["T"], .data(.setTime), "time", "Let the selected column order the rows in time.",
      isInFooter: false),
    key(
      ["i"], .data(.setIdentifier), "id", "Let the selected column name the rows.",
      isInFooter: false),
  ]

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
      default: return .disabled("That works in Simulate (5).")
      }
    }
    switch action {
    case .browse, .open, .select, .selectWarning: return .enabled
    case .toggleRows, .filter:
      return state.session.data == nil ? .disabled("Open data first.") : .enabled
    case .setTarget where page(in: state) == .targets: return .enabled
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
      return state.data.folder == nil
        ? "Enter opens a set and trains four models on it at once; o browses files."
        : "Enter opens; Esc goes back to the bundled sets."
    case .targets: return "Which column is to be predicted? Enter takes the selected one."
    case .rows:
      return "/ filters by a text or a condition such as age >= 40; v shows the columns."
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
    case .setTarget, .cyclePositive, .setGroup, .setTime, .setIdentifier, .toggleExcluded:
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
