import Evaluation
import Registry
import TerminalKit
import Workbench

/// What was registered: history, comparison of two, which model is in use, and the audit log.
enum RunsPane: PaneProgram {
  static let pane = Pane.runs

  static let bindings: [KeyBinding<Action>] = [
    key(
      ["p"], .runs(.promote), "promote",
      "Make the selected model champion of its data set; asked twice."),
    key(["x"], .runs(.retire), "retire", "Retire the selected model; asked twice."),
    key(
      ["m"], .runs(.mark), "mark",
      "Mark the run to compare others with it, or take the mark away."),
    key(
      ["]"], .runs(.turnPage(1)), "page", "Show models, the comparison or the audit log below."),
    key(
      ["["], .runs(.turnPage(-1)), "page before", "Show the page before below.", isInFooter: false),
    key(["s"], .runs(.turnSort), "sort", "Sort by the next column."),
    key(["S"], .runs(.reverse), "reverse", "Turn the order round.", isInFooter: false),
    key(["f"], .runs(.turnFigure), "figure", "Let another figure stand for a run."),
    key(["v"], .runs(.verify), "verify", "Hold log, runs and files against what was written."),
    key(
      ["/"], .runs(.filter), "filter", "Show only runs whose name, data or models contain a text."),
    key(["r"], .runs(.read), "read", "Read the runs again.", isInFooter: false),
    key(
      ["Y"], .runs(.copyTraining), "copy training",
      "Copy the command that trains the selected run again.", isInFooter: false),
  ]

  static func availability(of action: Action, in state: State) -> Availability {
    let table = RunsTable(state.runs)
    switch action {
    case .runs(.register): return registering(state)
    case .runs(.read): return .enabled
    case .zoom, .copy, .runs:
      guard table.state.listing?.runs.isEmpty == false else {
        return .disabled("No run is registered yet; K keeps a training as a run.")
      }
      return availability(of: action, table)
    case .undo, .redo: return .disabled("The audit log only grows; promote the other model again.")
    default: return .enabled
    }
  }

  private static func availability(of action: Action, _ table: RunsTable) -> Availability {
    switch action {
    case .runs(.filter), .runs(.verify), .zoom, .runs(.show), .runs(.turnPage): return .enabled
    case _ where table.selected == nil:
      return .disabled("No run passes the filter; Esc takes it away.")
    case .runs(.promote), .runs(.retire):
      guard let model = table.model else {
        return .disabled(
          table.selected?.models.isEmpty == true
            ? "This run left no model: it measured on folds."
            : "This model has no file: it could not be trained.")
      }
      let stage: Stage = action == .runs(.promote) ? .champion : .retired
      return model.stage == stage
        ? .disabled("\(model.name) is \(stage == .champion ? "the champion" : "retired") already.")
        : .enabled
    case .runs(.copyTraining) where table.selected?.description.command.isEmpty == true:
      return .disabled("Nobody wrote down how this run was trained.")
    default: return .enabled
    }
  }

  private static func registering(_ state: State) -> Availability {
    if state.runs.isRegistering {
      return .disabled("A training is being registered; wait a moment.")
    }
    if !state.options.writesFiles { return .disabled("A replay registers nothing.") }
    if state.options.artifacts == nil { return .disabled("There is no folder for runs here.") }
    if state.session.training.isRunning {
      return .disabled("The training is under way; register it when it has ended.")
    }
    guard state.session.comparison?.trained.isEmpty == false || state.session.validation != nil
    else {
      return .disabled("There is no training to register; 2 trains models.")
    }
    if state.runs.registeredTraining == state.session.training.run {
      return .disabled("This training is registered already; \(Pane.runs.number) shows it.")
    }
    return .enabled
  }

  static func isTyping(in state: State) -> Bool { state.runs.entry != nil }

  static func hint(in state: State) -> String {
    let table = RunsTable(state.runs)
    guard let run = table.selected else { return "" }
    if state.runs.page == .comparison, table.pair == nil {
      return table.marked == nil
        ? "m marks a run; then select another to see both."
        : "The marked run is selected; select another to see both."
    }
    return "run \(run.id), by \(run.who)"
  }

  // MARK: Reducing

  static func reduce(_ state: inout State, _ action: RunsAction) -> [Effect] {
    let asked = state.runs.asked
    state.runs.asked = nil
    switch action {
    case .register: return register(&state)
    case .read: return read(&state)
    case .selectRow(let row): select(row, &state)
    case .selectModel(let place):
      let results = RunsTable(state.runs).results
      if results.indices.contains(place) { state.runs.model = results[place].model }
    case .sort(let place): sort(place, &state)
    case .turnSort:
      let all = RunsColumn.allCases
      let place = all.firstIndex(of: state.runs.sort) ?? 0
      (state.runs.sort, state.runs.isReversed) = (all[(place + 1) % all.count], false)
    case .reverse: state.runs.isReversed.toggle()
    case .show(let place):
      if RunsPage.allCases.indices.contains(place) { show(RunsPage.allCases[place], &state) }
    case .turnPage(let count):
      let all = RunsPage.allCases
      let place = (all.firstIndex(of: state.runs.page) ?? 0) + count
      show(all[(place % all.count + all.count) % all.count], &state)
    case .turnFigure: turnFigure(&state)
    case .filter: state.runs.entry = TextEntry(state.runs.filter)
    case .mark: mark(&state)
    case .promote: return change(to: .champion, asked: asked, &state)
    case .retire: return change(to: .retired, asked: asked, &state)
    case .verify: return state.options.artifacts.map { [.verifyRuns(artifacts: $0)] } ?? []
    case .copyTraining:
      guard let run = RunsTable(state.runs).selected else { return [] }
      return [.copy(text: run.description.command + "\n", title: "command")]
    }
    return []
  }

  /// Asks for the runs of now.
  static func read(_ state: inout State) -> [Effect] {
    guard let folder = state.options.artifacts else {
      state.runs.listing = state.runs.listing ?? RunsListing(runs: [], log: [])
      return []
    }
    return [.readRuns(artifacts: folder)]
  }

  private static func register(_ state: inout State) -> [Effect] {
    guard let folder = state.options.artifacts else { return [] }
    let training: RegisteredTraining
    if let comparison = state.session.comparison {
      training = .comparison(comparison, state.compare.intervals?.intervals)
    } else if let validation = state.session.validation {
      training = .folds(validation)
    } else {
      return []
    }
    state.runs.isRegistering = true
    state.status = Status(.information, "Registering the training.")
    return [
      .register(run: state.session.training.run, training, artifacts: folder)
    ]
  }

  private static func show(_ page: RunsPage, _ state: inout State) {
    state.runs.page = page
    state.runs.firstLine = 0
  }

  private static func turnFigure(_ state: inout State) {
    let all = RunsTable(state.runs).figures
    guard !all.isEmpty else { return }
    let place = all.firstIndex(of: state.runs.metric).map { ($0 + 1) % all.count } ?? 0
    state.runs.metric = all[place]
  }

  private static func sort(_ place: Int, _ state: inout State) {
    let columns = RunsView.columns(width: state.size.width)
    guard columns.indices.contains(place) else { return }
    let column = columns[place]
    state.runs.isReversed = column == state.runs.sort ? !state.runs.isReversed : false
    state.runs.sort = column
  }

  private static func mark(_ state: inout State) {
    guard let run = RunsTable(state.runs).selected else { return }
    let isMarked = state.runs.marked == run.id
    state.runs.marked = isMarked ? nil : run.id
    if !isMarked {
      show(.comparison, &state)
      state.status = Status(.information, "Marked; select another run to see both.")
    }
  }

  private static func change(
    to stage: Stage, asked: StageQuestion?, _ state: inout State
  ) -> [Effect] {
    let table = RunsTable(state.runs)
    guard let model = table.model else { return [] }
    let question = StageQuestion(model: model.reference, stage: stage)
    guard asked == question else {
      state.runs.asked = question
      state.status = Status(.warning, question.words(model, rival: table.rival))
      return []
    }
    return state.options.artifacts.map { [.promote(model.reference, stage, artifacts: $0)] } ?? []
  }

  private static func select(_ row: Int, _ state: inout State) {
    let runs = RunsTable(state.runs).runs
    guard runs.indices.contains(row), runs[row].id != state.runs.selected else { return }
    state.runs.selected = runs[row].id
    state.runs.model = nil
    state.runs.firstLine = 0
  }

  static func move(_ movement: Movement, _ state: inout State) -> [Effect] {
    state.runs.asked = nil
    let table = RunsTable(state.runs)
    let page = max(1, state.size.height / 2 - 4)
    guard state.runs.isBelow else {
      if let row = table.selectedRow {
        select(movement.applied(to: row, count: table.runs.count, page: page), &state)
      }
      return []
    }
    guard state.runs.page == .models else {
      let lines = RunsBelow(table: table, glyphs: .unicode).lineCount
      state.runs.firstLine = movement.applied(
        to: state.runs.firstLine, count: max(1, lines), page: page)
      return []
    }
    if let place = table.selectedResult {
      let next = movement.applied(to: place, count: table.results.count, page: page)
      state.runs.model = table.results[next].model
    }
    return []
  }

  static func moveArea(by count: Int, _ state: inout State) -> [Effect] {
    state.runs.isBelow.toggle()
    return []
  }

  static func activate(_ state: inout State) -> [Effect] {
    state.runs.asked = nil
    guard let entry = state.runs.entry else {
      if RunsTable(state.runs).selected != nil { state.runs.isBelow.toggle() }
      return []
    }
    state.runs.filter = entry.text
    state.runs.entry = nil
    return []
  }

  static func back(_ state: inout State) -> [Effect] {
    if state.runs.asked != nil {
      state.runs.asked = nil
      state.status = Status(.information, "Nothing was changed.")
    } else if state.runs.entry != nil {
      state.runs.entry = nil
    } else if state.runs.isBelow {
      state.runs.isBelow = false
    } else {
      state.runs.filter = ""
    }
    return []
  }

  static func type(_ edit: TextEntry.Edit, _ state: inout State) -> [Effect] {
    state.runs.entry?.apply(edit)
    return []
  }

  static func perform(_ action: Action, _ state: inout State) -> [Effect] {
    guard action == .copy else { return [] }
    let table = RunsTable(state.runs)
    guard let run = table.selected else { return [] }
    var words = ["offerscope", "runs"]
    switch (state.runs.page, table.pair) {
    case (.comparison, let pair?): words += ["compare", pair.first.id, pair.second.id]
    case (.log, _): words.append("audit")
    default: words += ["show", run.id]
    }
    if let folder = state.options.artifacts, folder != RunRegistration.standardFolder {
      words += CommandWords.option("--artifacts", folder)
    }
    return [.copy(text: ShellWord.line(words) + "\n", title: "command")]
  }

  // MARK: Drawing

  static func draw(_ state: State, in area: Rect, of frame: inout Frame) {
    if let failure = state.runs.failure { return EmptyPage.draw(failure, in: area, of: &frame) }
    guard let listing = state.runs.listing else {
      return EmptyPage.draw("Reading the runs.", in: area, of: &frame)
    }
    guard !listing.runs.isEmpty else {
      return EmptyPage.draw(
        "Here stand the trainings that were registered, with their models and who made one the "
          + "champion. K registers the training in sight; train --register does so without a screen.",
        in: area, of: &frame)
    }
    RunsView(state: state, table: RunsTable(state.runs)).draw(in: area, of: &frame)
  }

  static func actions(for hit: Hit, _ gesture: Gesture, in state: State) -> [Action] {
    if case .wheel = gesture { return wheelActions(gesture) }
    guard gesture == .press else { return [] }
    switch (hit.target.id, hit.target.part) {
    case (RunsView.Widget.runs, .column(let place)): return [.runs(.sort(place))]
    case (RunsView.Widget.runs, .cell(let row, _)): return [.runs(.selectRow(row))]
    case (RunsView.Widget.models, .cell(let row, _)): return [.runs(.selectModel(row))]
    case (RunsView.Widget.tabs, .item(let place)): return [.runs(.show(place))]
    default: return []
    }
  }
}

extension StageQuestion {
  /// What the key does when pressed again.
  func words(_ model: RegisteredModel, rival: RegisteredModel?) -> String {
    let name = "\(model.name) of \(model.run.suffix(6))"
    guard stage == .champion else {
      return
        "x again retires \(name)\(model.stage == .champion ? ", the champion" : ""); Esc leaves it."
    }
    let place = rival.map { " in place of \($0.name) of \($0.run.suffix(6))" } ?? ""
    return "p again makes \(name) champion of \(model.dataset)\(place); Esc leaves it."
  }
}
