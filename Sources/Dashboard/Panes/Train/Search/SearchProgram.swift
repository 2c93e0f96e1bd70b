import Evaluation
import Foundation
import Modelling
import Tabular
import TerminalKit
import Workbench

/// A search for better settings, watched live: its keys, and what they do.
enum SearchProgram: KeyedOverlay {
  /// The context in which the keys of the search work.
  static let context = "search"
  static let group = "Search for settings"
  private static let budgets: [Double] = [5, 10, 20, 30, 60, 120, 300, 600, 1_800]

  /// The lines of the form.
  enum Line: Int, CaseIterable {
    case model
    case budget
    case metric
    case method
    case record
  }

  static let bindings: [KeyBinding<Action>] = [
    key(["enter"], .train(.search(.start)), "start", "Search as the form says."),
    key(["c"], .train(.search(.cancel)), "end now", "End the search with what it has."),
    key(
      ["a"], .train(.search(.use)), "use these settings",
      "Put the best settings so far into the plan; u in Train takes that back."),
    key(
      ["e"], .train(.search(.typeRecord)), "record",
      "Type a file for the trials; one that is there goes on where it ended."),
    key(["esc", "s"], .overlay(.close), "close", "Close this; a search goes on."),
  ]

  static func availability(of action: SearchAction, in state: State) -> Availability {
    let search = state.search
    switch action {
    case .open:
      return state.session.data == nil ? .disabled("Open data first (1).") : .enabled
    case .start:
      if search.isRunning { return .disabled("A search runs; c ends it with what it has.") }
      return state.session.data == nil ? .disabled("Open data first (1).") : .enabled
    case .typeRecord:
      return search.isRunning
        ? .disabled("The search runs; c ends it, then it can be changed.") : .enabled
    case .cancel: return search.isRunning ? .enabled : .disabled("No search runs.")
    case .use:
      return search.best == nil
        ? .disabled("No settings have had all their folds yet.") : .enabled
    }
  }

  /// Handles an action while the search is open; `nil` leaves it to the panes.
  static func reduce(_ action: Action, _ state: inout State) -> [Effect]? {
    if let entry = state.search.entry, let effects = type(action, entry, &state) {
      return effects
    }
    switch action {
    case .move(let movement): move(movement, &state)
    case .overlay(.choose(let line)): state.search.line = line
    case .train(.search): return nil
    default: return otherwise(action, &state)
    }
    return []
  }

  /// What keys do while the file is typed; `nil` where they mean the same as without.
  private static func type(
    _ action: Action, _ entry: TextEntry, _ state: inout State
  ) -> [Effect]? {
    var entry = entry
    switch action {
    case .type(let edit):
      entry.apply(edit)
      state.search.entry = entry
    case .activate:
      state.search.record = entry.text.trimmingCharacters(in: .whitespaces)
      state.search.entry = nil
    case .back: state.search.entry = nil
    case .move: break
    default: return nil
    }
    return []
  }

  static func reduce(_ action: SearchAction, _ state: inout State) -> [Effect] {
    switch action {
    case .open: open(&state)
    case .start: return start(&state)
    case .typeRecord:
      state.search.line = Line.record.rawValue
      state.search.entry = TextEntry(state.search.record)
    case .cancel:
      state.search.isCancelling = true
      return [.cancelSearch(run: state.search.run)]
    case .use: return use(&state)
    }
    return []
  }

  private static func open(_ state: inout State) {
    let kind = TrainPane.selectedKind(state)
    if !state.search.isRunning, state.search.plan == nil || state.search.kind != kind {
      state.search.kind = kind
      if !metrics(state).contains(state.search.metric) { state.search.metric = metrics(state)[0] }
    }
    state.search.entry = nil
    state.overlay = .search
  }

  private static func kinds(_ state: State) -> [ModelKind] { state.train.settings.map(\.kind) }

  /// What trials can be judged by.
  private static func metrics(_ state: State) -> [MetricKind] {
    let ranking: [MetricKind] =
      state.session.data?.dataset.groupCodes == nil ? [] : [.mapAt7, .ndcgAt7]
    return state.search.kind.isRanker
      ? ranking + [.rocAUC, .averagePrecision]
      : [.rocAUC, .averagePrecision, .f1, .logLoss, .brier] + ranking
  }

  private static func move(_ movement: Movement, _ state: inout State) {
    guard movement == .left || movement == .right else {
      state.search.line = movement.applied(
        to: state.search.line, count: Line.allCases.count, page: Line.allCases.count)
      return
    }
    guard !state.search.isRunning else {
      state.status = Status(.warning, "The search runs; c ends it, then it can be changed.")
      return
    }
    let direction = movement == .left ? -1 : 1
    switch Line(rawValue: state.search.line) ?? .model {
    case .model:
      state.search.kind = next(kinds(state), state.search.kind, direction)
      if !metrics(state).contains(state.search.metric) { state.search.metric = metrics(state)[0] }
    case .budget: state.search.seconds = next(budgets, state.search.seconds, direction)
    case .metric: state.search.metric = next(metrics(state), state.search.metric, direction)
    case .method:
      state.search.method = next(SearchPlan.Method.allCases, state.search.method, direction)
    case .record: state.search.entry = TextEntry(state.search.record)
    }
  }

  private static func next<Value: Equatable>(
    _ all: [Value], _ value: Value, _ direction: Int
  ) -> Value {
    let place = (all.firstIndex(of: value) ?? 0) + direction
    return all[max(0, min(all.count - 1, place))]
  }

  private static func start(_ state: inout State) -> [Effect] {
    guard let data = state.session.data, var training = state.session.plan,
      let settings = state.train.settings.first(where: { $0.kind == state.search.kind })
    else { return [] }
    training.models = [settings]
    // Test rows are set apart once; the folds are inside of the others.
    if training.split.foldCount > 1 { training.split = training.split.with(share: 0.2) }
    do {
      let plan = try SearchPlan(
        training: training, method: state.search.method, metric: state.search.metric,
        seconds: state.search.seconds)
      var search = SearchState()
      search.kind = state.search.kind
      search.seconds = state.search.seconds
      search.metric = state.search.metric
      search.method = state.search.method
      search.record = state.search.record
      search.line = state.search.line
      search.run = state.search.run + 1
      search.isRunning = true
      search.plan = plan
      state.search = search
      let record = search.record.isEmpty ? nil : search.record
      return [.search(run: search.run, data, plan, record: record)]
    } catch {
      state.status = Status(.failure, "\(error)")
      return []
    }
  }

  private static func use(_ state: inout State) -> [Effect] {
    guard let best = state.search.best,
      let place = state.train.settings.firstIndex(where: { $0.kind == best.settings.kind })
    else { return [] }
    let kind = best.settings.kind
    if state.train.settings[place] == best.settings, !state.train.leftOut.contains(kind) {
      state.status = Status(.information, "\(kind.title) has these settings already.")
      return []
    }
    state.overlay = nil
    let effects = TrainPane.change(&state) { state in
      state.train.settings[place] = best.settings
      state.train.leftOut.remove(kind)
      state.train.column = place
    }
    state.status = Status(
      .success,
      "\(kind.title) has the settings of trial \(best.number); u takes that back"
        + (effects.isEmpty ? ", r trains." : "."))
    return effects
  }

  // MARK: News

  static func advance(_ step: SearchStep, run: Int, _ state: inout State) {
    guard run == state.search.run else { return }
    state.search.elapsed = step.elapsed
    state.search.begun = step.begun
    state.search.trials += step.finished
    state.search.isTesting = step.isTesting
  }

  static func end(_ result: SearchResult, run: Int, _ state: inout State) {
    guard run == state.search.run else { return }
    state.search.isRunning = false
    state.search.isCancelling = false
    state.search.elapsed = result.seconds
    state.search.trials = result.folds.trials
    state.search.result = result
    guard state.overlay != .search else { return }
    state.status = Status(
      .success,
      "The search has ended after \(counted(result.folds.trials.count, "trial")): s in Train (2) shows it."
    )
  }

  static func fail(_ reason: String, run: Int, _ state: inout State) {
    guard run == state.search.run else { return }
    state.search.isRunning = false
    state.search.isCancelling = false
    state.search.failure = SearchView.words(of: reason)
    if state.overlay != .search { state.status = Status(.failure, reason) }
  }

  /// Ends a search on data that are no longer open.
  static func forget(_ state: inout State) -> [Effect] {
    let run = state.search.run
    let wasRunning = state.search.isRunning
    state.search = SearchState()
    state.search.run = run + 1
    if state.overlay == .search { state.overlay = nil }
    return wasRunning ? [.cancelSearch(run: run), .cancelSearch(run: run)] : []
  }
}
