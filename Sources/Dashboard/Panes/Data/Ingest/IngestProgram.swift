import Foundation
import TerminalKit
import Workbench

/// The making of a table of raw logs, watched live: its keys, and what they do.
enum IngestProgram: KeyedOverlay {
  /// The context in which its keys work.
  static let context = "ingest"
  static let group = "A table of raw logs"

  /// The lines of the form.
  enum Line: Int, CaseIterable {
    case recipe
    case input
    case output
    case settings
    case engine

    var isTyped: Bool { self == .input || self == .output || self == .settings }
  }

  static let bindings: [KeyBinding<Action>] = [
    key(
      ["enter"], .data(.ingest(.start)), "make it",
      "Make the table as the form says; a run that was stopped goes on where it ended."),
    key(["e"], .data(.ingest(.edit)), "type", "Type the selected folder, or the settings."),
    key(["c"], .data(.ingest(.cancel)), "stop", "Stop; what is finished is kept for the next run."),
    key(["o"], .data(.ingest(.show)), "open the table", "Open the table that was made."),
    key(["esc", "L"], .overlay(.close), "close", "Close this; a run goes on."),
  ]

  static func availability(of action: IngestAction, in state: State) -> Availability {
    let ingest = state.data.ingest
    switch action {
    case .open: return .enabled
    case .start, .edit:
      return ingest.isRunning ? .disabled("It runs; c stops it, then it can be changed.") : .enabled
    case .cancel: return ingest.isRunning ? .enabled : .disabled("Nothing runs.")
    case .show:
      return ingest.outcome == nil ? .disabled("There is no table yet; Enter makes it.") : .enabled
    }
  }

  /// Handles an action while the form is open; `nil` leaves it to the panes.
  static func reduce(_ action: Action, _ state: inout State) -> [Effect]? {
    if let entry = state.data.ingest.entry, let effects = type(action, entry, &state) {
      return effects
    }
    switch action {
    case .move(let movement): move(movement, &state)
    case .overlay(.choose(let line)):
      // A click on what is selected types it.
      guard line == state.data.ingest.line else {
        state.data.ingest.line = line
        return []
      }
      return reduce(.edit, &state)
    case .data(.ingest): return nil
    default: return otherwise(action, &state)
    }
    return []
  }

  /// What keys do while a line is typed; `nil` where they mean the same as without.
  private static func type(
    _ action: Action, _ entry: TextEntry, _ state: inout State
  ) -> [Effect]? {
    var entry = entry
    switch action {
    case .type(let edit):
      entry.apply(edit)
      state.data.ingest.entry = entry
    case .activate:
      accept(entry.text.trimmingCharacters(in: .whitespaces), &state)
      state.data.ingest.entry = nil
    case .back: state.data.ingest.entry = nil
    case .move: break
    default: return nil
    }
    return []
  }

  private static func accept(_ text: String, _ state: inout State) {
    switch Line(rawValue: state.data.ingest.line) {
    case .input:
      let isFollowing = state.data.ingest.plan.output == output(of: state.data.ingest.plan)
      state.data.ingest.plan.input = text
      if isFollowing || state.data.ingest.plan.output.isEmpty {
        state.data.ingest.plan.output = output(of: state.data.ingest.plan)
      }
    case .output: state.data.ingest.plan.output = text
    case .settings: state.data.ingest.plan.settings = text
    case .recipe, .engine, nil: break
    }
  }

  /// The folder beside the raw files that is proposed for the table.
  private static func output(of plan: IngestingSession.Plan) -> String {
    var input = plan.input
    while input.count > 1, input.hasSuffix("/") { input.removeLast() }
    return input.isEmpty ? "" : "\(input)-\(plan.recipe)"
  }

  static func reduce(_ action: IngestAction, _ state: inout State) -> [Effect] {
    switch action {
    case .open: open(&state)
    case .start: return start(&state)
    case .edit:
      guard let line = Line(rawValue: state.data.ingest.line), line.isTyped else {
        state.data.ingest.line = Line.input.rawValue
        return reduce(.edit, &state)
      }
      let plan = state.data.ingest.plan
      state.data.ingest.entry = TextEntry(
        line == .input ? plan.input : line == .output ? plan.output : plan.settings)
    case .cancel:
      state.data.ingest.isCancelling = true
      return [.cancelIngest(run: state.data.ingest.run)]
    case .show:
      guard let outcome = state.data.ingest.outcome else { return [] }
      state.overlay = nil
      state.pane = .data
      return Opening.open(outcome.folder, overrides: .init(), &state)
    }
    return []
  }

  private static func open(_ state: inout State) {
    if state.data.ingest.plan.recipe.isEmpty { choose(Ingesting.recipeNames.first ?? "", &state) }
    // The folder in sight is what somebody means who asks from there.
    if !state.data.ingest.isRunning, let folder = state.data.folder {
      state.data.ingest.plan.input = folder.path
      state.data.ingest.plan.output = output(of: state.data.ingest.plan)
    }
    state.data.ingest.entry = nil
    state.overlay = .ingest
  }

  private static func choose(_ recipe: String, _ state: inout State) {
    let isFollowing = state.data.ingest.plan.output == output(of: state.data.ingest.plan)
    state.data.ingest.plan.recipe = recipe
    state.data.ingest.plan.settings = IngestingSession.presets(of: recipe)
    if isFollowing { state.data.ingest.plan.output = output(of: state.data.ingest.plan) }
  }

  private static func move(_ movement: Movement, _ state: inout State) {
    guard movement == .left || movement == .right else {
      state.data.ingest.line = movement.applied(
        to: state.data.ingest.line, count: Line.allCases.count, page: Line.allCases.count)
      return
    }
    guard !state.data.ingest.isRunning else {
      state.status = Status(.warning, "It runs; c stops it, then it can be changed.")
      return
    }
    let step = movement == .left ? -1 : 1
    switch Line(rawValue: state.data.ingest.line) {
    case .recipe: choose(next(Ingesting.recipeNames, state.data.ingest.plan.recipe, step), &state)
    case .engine:
      state.data.ingest.plan.engine = next(
        IngestingSession.engines, state.data.ingest.plan.engine, step)
    case .input, .output, .settings:
      if movement == .right { _ = reduce(.edit, &state) }
    case nil: break
    }
  }

  private static func next(_ all: [String], _ value: String, _ step: Int) -> String {
    guard !all.isEmpty else { return value }
    let place = (all.firstIndex(of: value) ?? 0) + step
    return all[max(0, min(all.count - 1, place))]
  }

  private static func start(_ state: inout State) -> [Effect] {
    guard !state.data.ingest.plan.input.isEmpty else {
      state.data.ingest.line = Line.input.rawValue
      return reduce(.edit, &state)
    }
    guard !state.data.ingest.plan.output.isEmpty else {
      state.data.ingest.line = Line.output.rawValue
      return reduce(.edit, &state)
    }
    var ingest = IngestState()
    ingest.plan = state.data.ingest.plan
    ingest.line = state.data.ingest.line
    ingest.run = state.data.ingest.run + 1
    ingest.isRunning = true
    state.data.ingest = ingest
    return [.ingest(run: ingest.run, ingest.plan)]
  }

  // MARK: News

  static func advance(_ event: IngestingSession.Event, run: Int, _ state: inout State) {
    guard run == state.data.ingest.run else { return }
    switch event {
    case .began(let step, let count, let title):
      state.data.ingest.step = step
      state.data.ingest.stepCount = count
      state.data.ingest.titles.append(title)
    case .note(let sentence): state.data.ingest.notes.append(sentence)
    }
  }

  static func end(_ outcome: IngestingSession.Outcome, run: Int, _ state: inout State) {
    guard run == state.data.ingest.run else { return }
    state.data.ingest.isRunning = false
    state.data.ingest.isCancelling = false
    state.data.ingest.outcome = outcome
    guard state.overlay != .ingest else { return }
    state.status = Status(
      .success, "The table of \(state.data.ingest.plan.recipe) is made: L in Data (1) shows it.")
  }

  static func fail(_ reason: String, run: Int, _ state: inout State) {
    guard run == state.data.ingest.run else { return }
    state.data.ingest.isRunning = false
    let wasCancelled = state.data.ingest.isCancelling
    state.data.ingest.isCancelling = false
    state.data.ingest.failure =
      wasCancelled ? "Stopped. Enter goes on where it ended." : reason
    if state.overlay != .ingest { state.status = Status(.failure, reason) }
  }
}
