import Tabular
import TerminalKit
import Workbench

/// The keys of the pane: what they do, when they work, and the hint of the status line.
extension DataPane {
  static let bindings: [KeyBinding<Action>] =
    [
      key(
        ["enter"], .activate, "open",
        "Open what is selected: data, the values of a column, or the rows with a value."),
      key(["o"], .data(.browse), "open other", "Show the bundled sets and the files to open."),
      key(
        ["e"], .data(.enterPath), "path", "Type the path of data to open; Tab completes it.",
        isInFooter: false),
      key(
        ["."], .data(.toggleAllFiles), "all files",
        "List hidden files and those that are no data as well, or no longer."),
      key(["v"], .data(.toggleRows), "rows", "Show the rows of the table, or the columns again."),
      key(
        ["/"], .data(.filter), "filter",
        "Show only columns, rows or files that contain a text, or rows such as age >= 40."),
      key(
        ["s"], .data(.sort), "sort",
        "Sort by the selected column: ascending, then descending, then as in the file."),
      key(
        ["["], .data(.sortSelected(isAscending: true)), "sort up",
        "Sort by the selected column, the least first; again for the order of the file.",
        isInFooter: false),
      key(
        ["]"], .data(.sortSelected(isAscending: false)), "sort down",
        "Sort by the selected column, the most first; again for the order of the file.",
        isInFooter: false),
      key(
        ["-"], .data(.hide), "hide", "Take the selected column out of sight; models still see it.",
        isInFooter: false),
      key(
        ["+"], .data(.showHidden), "show hidden", "Bring all hidden columns back.",
        isInFooter: false),
      key(
        ["b"], .data(.toggleValues), "bins/values",
        "Count the values of a column of numbers in bins, or one by one."),
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
      key(
        ["L"], .data(.ingest(.open)), "raw logs",
        "Make one table of raw logs by a recipe, and watch it.", isInFooter: false),
      PathProgram.binding,
    ] + RolesMenu.bindings + IngestProgram.bindings

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
    let page = page(in: state)
    switch action {
    case .ingest(let action): return IngestProgram.availability(of: action, in: state)
    case .browse, .open, .enterPath, .completePath, .select, .selectCell, .selectWarning, .sortBy:
      return .enabled
    case .toggleAllFiles:
      return page == .sources && state.data.folder != nil
        ? .enabled : .disabled("Files are listed elsewhere: o, then browse files.")
    case .filter where page == .sources && state.data.folder != nil: return .enabled
    case .toggleRows, .filter:
      return state.session.data == nil ? .disabled("Open data first.") : .enabled
    case .sort, .sortSelected:
      if page == .columns, state.data.area == .warnings {
        return .disabled("Columns are sorted, warnings aren't: Tab goes back to them.")
      }
      return [.rows, .columns, .detail].contains(page)
        ? .enabled : .disabled("There is no table to sort here.")
    case .hide:
      if page == .columns, state.data.area == .warnings {
        return .disabled("Columns are hidden, warnings aren't: Tab goes back to them.")
      }
      return page == .rows || page == .columns
        ? .enabled : .disabled("Columns are hidden among the columns or the rows.")
    case .showHidden:
      if state.data.hidden.isEmpty { return .disabled("No column is hidden.") }
      return page == .rows || page == .columns
        ? .enabled : .disabled("Hidden columns are shown among the columns or the rows.")
    case .toggleValues: return DetailProgram.availabilityOfValues(in: state)
    case .nextMatch:
      guard page == .rows, let rows = state.data.rows, !rows.filter.isEmpty else {
        return .disabled("Filter the rows first: / types a text or a condition.")
      }
      return rows.matches?.isEmpty == true
        ? .disabled("No row passes the filter.") : .enabled
    case .setTarget where page == .targets: return .enabled
    case .price where state.data.isPricing: return .disabled("Prices are being found.")
    default:
      if state.session.data == nil { return .disabled("Open data first.") }
      if state.session.openingPath != nil { return .disabled("The data are being opened.") }
      return page == .columns || page == .detail
        ? .enabled : .disabled("Roles are set among the columns: v shows them.")
    }
  }

  static func isTyping(in state: State) -> Bool {
    state.data.rows?.entry != nil || state.data.columnEntry != nil || state.data.fileEntry != nil
  }

  static func hint(in state: State) -> String {
    switch page(in: state) {
    case .sources:
      if let offer = state.resume.offer, state.data.folder == nil {
        return "Enter opens a set and trains on it; ^G goes on with \(offer.name), \(offer.age)."
      }
      return state.data.folder == nil
        ? "Enter opens a set and trains on it at once; o browses files; F3 is a tour."
        : "Enter opens; left goes to the folder above; / filters; e types a path; Esc goes back."
    case .targets: return "Which column is to be predicted? Enter takes the selected one."
    case .rows: return rowsHint(state)
    case .detail: return DetailProgram.hint(in: state)
    case .columns: return columnsHint(state)
    }
  }

  private static func rowsHint(_ state: State) -> String {
    guard let data = state.session.data, let rows = state.data.rows else { return "" }
    if rows.entry != nil { return "A text in any cell, or job = student and age >= 40." }
    if !rows.filter.isEmpty {
      return
        "n and N go through the matches; / changes the filter, Esc ends it; v: columns."
    }
    let columns = data.dataset.table.columns
    guard columns.indices.contains(rows.column) else { return "" }
    return
      "s sorts by \(ShortName.text(columns[rows.column].name, width: 16)), - hides it; / filters rows; v shows the columns."
  }

  private static func columnsHint(_ state: State) -> String {
    guard let data = state.session.data else { return "" }
    if state.data.columnEntry != nil {
      return "A name, a kind or a role; a condition such as age >= 40 shows the rows."
    }
    if state.data.area == .warnings, data.warnings.indices.contains(state.data.selectedWarning) {
      return data.warnings[state.data.selectedWarning].column == nil
        ? "Up and down choose a warning; $ finds what suspects are worth; Tab goes on."
        : "Enter opens its column, x excludes it, $ finds what it is worth; Tab goes on."
    }
    let figures = ColumnFigure.allCases
    if state.data.figure > 0, figures.indices.contains(state.data.figure) {
      return figures[state.data.figure].sentence + " s sorts by it."
    }
    return selectedColumn(in: state).map { DataWords.role(of: $0.name, in: data).sentence } ?? ""
  }
}
