import Monitoring
import TerminalKit
import Workbench

/// What has become of the data since a model was made: a model held against new rows.
enum MonitorPane: PaneProgram {
  static let pane = Pane.monitor

  static let bindings: [KeyBinding<Action>] =
    [
      key(["o"], .monitor(.openRows), "new rows", "Type the path of new rows, with completion."),
      key(
        ["t"], .monitor(.useTestRows), "test rows",
        "Take the test rows of the open data for new rows."),
      key(
        ["m"], .monitor(.openModels), "model", "Choose the model: one trained now, or a registered."
      ),
      key(["c"], .monitor(.stop), "stop", "Stop judging; what was found before stays."),
      key(
        ["]"], .monitor(.turnPage(1)), "page",
        "Show the selected column, conversion by score, or the history below."),
      key(
        ["["], .monitor(.turnPage(-1)), "page before", "Show the page before below.",
        isInFooter: false),
      key(["s"], .monitor(.turnSort), "sort", "Sort by the next column."),
      key(["S"], .monitor(.reverse), "reverse", "Turn the order round.", isInFooter: false),
      key(
        ["/"], .monitor(.filter), "filter",
        "Show only columns whose name or finding contains a text."),
      key(
        ["n"], .monitor(.turnRow(1)), "next", "Select the next column that the filter leaves.",
        isInFooter: false),
      key(
        ["N"], .monitor(.turnRow(-1)), "before",
        "Select the column before among those that the filter leaves.", isInFooter: false),
      key(["a"], .monitor(.append), "keep", "Add what was found to the history."),
      key(
        ["H"], .monitor(.openHistory), "history",
        "Type the path of the file of what was found over time.", isInFooter: false),
      key(["r"], .monitor(.read), "again", "Read the new rows and judge them again."),
      key(
        ["Y"], .monitor(.copyTable), "Markdown", "Copy the table as Markdown.", isInFooter: false),
    ] + ModelChoice.bindings

  static func availability(of action: Action, in state: State) -> Availability {
    let monitor = state.monitor
    switch action {
    case .monitor(.openRows), .monitor(.openModels), .monitor(.openHistory), .monitor(.show),
      .monitor(.turnPage):
      return .enabled
    case .monitor(.stop):
      return monitor.underway == nil ? .disabled("Nothing is being judged.") : .enabled
    case .monitor(.useTestRows):
      if state.session.comparison == nil {
        return .disabled("There are no test rows before models are trained; o names a file.")
      }
      return monitor.rows == .test && monitor.answer != nil
        ? .disabled("These are the test rows; o names a file.") : .enabled
    case .monitor(.read):
      return refusal(in: state).map { .disabled($0) } ?? .enabled
    case .undo, .redo:
      return .disabled("Monitor changes nothing: m and o choose again.")
    case .monitor(.append): return appending(state)
    case .monitor, .copy, .zoom: return reading(action, state)
    default: return .enabled
    }
  }

  /// What is done to a table needs one.
  private static func reading(_ action: Action, _ state: State) -> Availability {
    guard state.monitor.answer != nil else {
      return .disabled("Nothing was held against the model yet; o names new rows.")
    }
    switch action {
    case .copy where isOfTestRows(state):
      return .disabled("No command reads test rows; o names a file, Y copies the table.")
    case .monitor(.turnRow) where state.monitor.filter.isEmpty:
      return .disabled("n and N go through what a filter leaves; / sets one.")
    default: return .enabled
    }
  }

  private static func appending(_ state: State) -> Availability {
    guard state.monitor.answer != nil else {
      return .disabled("There is no finding to keep; o names new rows.")
    }
    if !state.options.writesFiles { return .disabled("A replay writes no history.") }
    if historyPath(state) == nil {
      return .disabled("There is no file for the history; H names one.")
    }
    return .enabled
  }

  private static func isOfTestRows(_ state: State) -> Bool {
    state.monitor.answer?.question.rows == .test
  }

  static func isTyping(in state: State) -> Bool { state.monitor.entry != nil }

  static func hint(in state: State) -> String {
    if state.monitor.underway != nil {
      return "Judging: \(NumberText.percent(state.monitor.share)) of the rows; c stops."
    }
    guard let answer = state.monitor.answer else { return "" }
    switch state.monitor.page {
    case .history:
      return historyPath(state).map { "a adds the finding to \($0)." } ?? "H names a history."
    case .conversion: return "Bins end at deciles of the scores when the model was made."
    case .column:
      return answer.finding.remarks.first.map { "\($0.prefix(1).uppercased())\($0.dropFirst())." }
        ?? "Noise is the PSI that chance alone gives; p is raised for all questions."
    }
  }

  // MARK: Reducing

  static func reduce(_ state: inout State, _ action: MonitorAction) -> [Effect] {
    switch action {
    case .openRows: return PathProgram.open(.newRows, &state)
    case .openHistory: return PathProgram.open(.history, &state)
    case .useTestRows:
      state.monitor.rows = .test
      return ask(&state)
    case .openModels:
      state.overlay = .monitored(selected: ModelChoice.place(in: state))
      // Other processes register too.
      return RunsPane.read(&state)
    case .read: return ask(&state)
    case .stop: return stop(&state)
    case .selectRow(let row): select(row, &state)
    case .sort(let place): sort(place, &state)
    case .turnSort:
      // What is not in sight can't be seen to be sorted by.
      let fields = MonitorView.fields(width: MonitorView.tableWidth(of: state))
        .filter(\.isSortable)
      let place = fields.firstIndex(of: state.monitor.sort) ?? -1
      (state.monitor.sort, state.monitor.isReversed) = (fields[(place + 1) % fields.count], false)
    case .reverse: state.monitor.isReversed.toggle()
    case .filter: state.monitor.entry = TextEntry(state.monitor.filter)
    case .turnRow(let count):
      let table = DriftTable(state.monitor)
      if let row = table.selectedRow {
        let all = table.rows.count
        select(((row + count) % all + all) % all, &state)
      }
    case .show(let place):
      if MonitorPage.allCases.indices.contains(place) { return show(place, &state) }
    case .turnPage(let count):
      let all = MonitorPage.allCases
      let place = (all.firstIndex(of: state.monitor.page) ?? 0) + count
      return show((place % all.count + all.count) % all.count, &state)
    case .append: return append(&state)
    case .copyTable: return DriftTable(state.monitor).copied().copied(as: .markdown)
    }
    return []
  }

  private static func show(_ place: Int, _ state: inout State) -> [Effect] {
    state.monitor.page = MonitorPage.allCases[place]
    state.monitor.firstLine = 0
    return state.monitor.page == .history ? readHistory(state) : []
  }

  private static func sort(_ place: Int, _ state: inout State) {
    let fields = MonitorView.fields(width: MonitorView.tableWidth(of: state))
    guard fields.indices.contains(place), fields[place].isSortable else { return }
    let field = fields[place]
    state.monitor.isReversed = field == state.monitor.sort ? !state.monitor.isReversed : false
    state.monitor.sort = field
  }

  private static func select(_ row: Int, _ state: inout State) {
    let rows = DriftTable(state.monitor).rows
    guard rows.indices.contains(row), rows[row].name != state.monitor.selected else { return }
    state.monitor.selected = rows[row].name
    if state.monitor.page == .column { state.monitor.firstLine = 0 }
  }

  static func move(_ movement: Movement, _ state: inout State) -> [Effect] {
    let page = max(1, state.size.height / 2 - 4)
    guard state.monitor.isBelow else {
      let table = DriftTable(state.monitor)
      if let row = table.selectedRow {
        select(movement.applied(to: row, count: table.rows.count, page: page), &state)
      }
      return []
    }
    let count = MonitorView(state: state).lineCount
    state.monitor.firstLine = movement.applied(
      to: min(state.monitor.firstLine, max(0, count - 1)), count: max(1, count), page: page)
    return []
  }

  static func moveArea(by count: Int, _ state: inout State) -> [Effect] {
    state.monitor.isBelow.toggle()
    return []
  }

  static func activate(_ state: inout State) -> [Effect] {
    guard let entry = state.monitor.entry else {
      if state.monitor.answer != nil { state.monitor.isBelow.toggle() }
      return []
    }
    state.monitor.filter = entry.text
    state.monitor.entry = nil
    return []
  }

  static func back(_ state: inout State) -> [Effect] {
    if state.monitor.entry != nil {
      state.monitor.entry = nil
    } else if state.monitor.isBelow {
      state.monitor.isBelow = false
    } else {
      state.monitor.filter = ""
    }
    return []
  }

  static func type(_ edit: TextEntry.Edit, _ state: inout State) -> [Effect] {
    state.monitor.entry?.apply(edit)
    return []
  }

  static func perform(_ action: Action, _ state: inout State) -> [Effect] {
    guard action == .copy else { return [] }
    return command(in: state).map { [.copy(text: $0 + "\n", title: "command")] } ?? []
  }

  // MARK: Drawing

  static func draw(_ state: State, in area: Rect, of frame: inout Frame) {
    MonitorView(state: state).draw(in: area, of: &frame)
  }

  static func actions(for hit: Hit, _ gesture: Gesture, in state: State) -> [Action] {
    if case .wheel = gesture { return wheelActions(gesture) }
    guard gesture == .press else { return [] }
    switch (hit.target.id, hit.target.part) {
    case (MonitorView.Widget.columns, .column(let place)): return [.monitor(.sort(place))]
    case (MonitorView.Widget.columns, .cell(let row, _)): return [.monitor(.selectRow(row))]
    case (MonitorView.Widget.tabs, .item(let place)): return [.monitor(.show(place))]
    default: return []
    }
  }
}
