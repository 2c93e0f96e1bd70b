import Modelling
import TerminalKit
import Workbench

/// The models' settings and their progress.
enum TrainPane: PaneProgram {
  static let pane = Pane.train
  static let gridWidget = widget(0)
  static let progressWidget = widget(1)
  static let chartWidget = widget(2)

  static let bindings: [KeyBinding<Action>] =
    [
      key(["r"], .train(.run), "run", "Train the chosen models with these settings."),
      key(["p"], .train(.togglePause), "pause/go on", "Let the training wait, or go on."),
      key(["c"], .train(.cancelCurrent), "cancel", "Cancel the model that is being fitted."),
      key(
        ["C"], .train(.cancelAll), "cancel all", "Cancel the whole training; finished models stay."),
      key(["+", "="], .train(.step(1)), "more", "Raise the selected value by a step."),
      key(["-", "_"], .train(.step(-1)), "less", "Lower the selected value by a step."),
      key(["enter"], .train(.edit), "type", "Type the selected value."),
      key(["space"], .train(.toggleModel), "on/off", "Train the selected model, or leave it out."),
      key(
        ["backspace", "delete"], .train(.reset), "standard", "Take the standard value again.",
        isInFooter: false),
      key(
        ["R"], .train(.resetAll), "all standard",
        "Take all standard values again, of every model and of the plan; u takes that back.",
        isInFooter: false),
      key(
        ["s"], .train(.search(.open)), "search",
        "Search for better settings of the selected model, and watch it."),
    ] + SearchProgram.bindings

  static func availability(of action: Action, in state: State) -> Availability {
    let training = state.session.training
    switch action {
    case .zoom:
      return hasCurves(state) ? .enabled : .disabled("There is no learning curve yet.")
    case .train(.run):
      if state.session.data == nil { return .disabled("Open data first (1).") }
      return state.session.plan?.models.isEmpty == false
        ? .enabled : .disabled("No model is chosen: Space chooses the selected one.")
    case .train(.cancelCurrent), .train(.cancelAll):
      return training.isRunning ? .enabled : .disabled("Nothing is being trained.")
    case .train(.togglePause):
      if !training.isRunning { return .disabled("Nothing is being trained.") }
      return training.isCancelling ? .disabled("The training is being cancelled.") : .enabled
    case .train(.select): return .enabled
    case .train(.search(let action)): return SearchProgram.availability(of: action, in: state)
    case .train:
      if state.session.plan == nil { return .disabled("Open data first (1).") }
      return state.session.openingPath == nil ? .enabled : .disabled("The data are being opened.")
    case .undo: return SetupHistory.availability(of: .undo, in: state)
    case .redo: return SetupHistory.availability(of: .redo, in: state)
    case .copy: return TrainWords.availability(in: state)
    default: return .enabled
    }
  }

  static func hasCurves(_ state: State) -> Bool {
    state.session.training.models.values.contains { !$0.shownCurve.isEmpty }
  }

  static func isTyping(in state: State) -> Bool { state.train.entry != nil }

  static func hint(in state: State) -> String {
    let line = TrainLine.selected(state)
    switch line {
    case .included:
      let kind = selectedKind(state)
      // What has no room beside the figures.
      if let result = state.session.result(kind) {
        if let reason = result.failure { return "\(kind.rawValue): \(reason)" }
        if let note = result.trained?.notes.first { return "\(kind.rawValue): \(note)." }
      }
      return "Space chooses the models to train; + and - change a value, Enter types it."
    case .plan(let part): return part.hint(in: state.session.plan)
    case .setting:
      let kind = selectedKind(state)
      guard let definition = line.definition(for: kind) else {
        return "\(kind.title) has no such setting."
      }
      // The range comes first: a narrow screen cuts the end.
      let isChanged = state.train.settings[state.train.column].isChanged(definition.key)
      return "\(definition.title) \(SettingWords.range(definition.range, of: definition)), "
        + "standard \(definition.text(definition.standard))"
        + (isChanged ? " (Backspace)" : "") + ": \(definition.help)."
    }
  }

  static func selectedKind(_ state: State) -> ModelKind {
    state.train.settings[min(state.train.column, state.train.settings.count - 1)].kind
  }

  static func reduce(_ state: inout State, _ action: TrainAction) -> [Effect] {
    // Some lines are there for some values of others only.
    defer { select(line: state.train.line, column: state.train.column, &state) }
    switch action {
    case .run: return Opening.train(&state)
    case .cancelCurrent:
      let training = state.session.training
      return [.cancelTraining(run: training.run, kind: training.current)]
    case .cancelAll:
      state.session.training.isCancelling = true
      state.session.training.isPaused = false
      return [.cancelTraining(run: state.session.training.run, kind: nil)]
    case .togglePause:
      state.session.training.isPaused.toggle()
      let training = state.session.training
      return [.pauseTraining(run: training.run, isPaused: training.isPaused)]
    case .step(let direction): return change(&state) { step(direction, &$0) }
    case .stepAt(let line, let column, let direction):
      select(line: line, column: column, &state)
      return change(&state) { step(direction, &$0) }
    case .toggleModel: return change(&state, toggleModel)
    case .reset: return change(&state, reset)
    case .resetAll: return resetEverything(&state)
    case .select(let line, let column): select(line: line, column: column, &state)
    case .edit: return edit(&state)
    case .search(let action): return SearchProgram.reduce(action, &state)
    }
    return []
  }

  static func perform(_ action: Action, _ state: inout State) -> [Effect] {
    switch action {
    case .undo: SetupHistory.step(.undo, &state)
    case .redo: SetupHistory.step(.redo, &state)
    default: TrainWords.copy(state)
    }
  }

  private static func select(line: Int, column: Int, _ state: inout State) {
    state.train.line = max(0, min(line, TrainLine.all(state).count - 1))
    state.train.column = max(0, min(column, state.train.settings.count - 1))
  }

  static func move(_ movement: Movement, _ state: inout State) -> [Effect] {
    guard state.train.entry == nil else { return [] }
    let line = TrainLine.selected(state)
    switch movement {
    case .left, .right:
      let direction = movement == .left ? -1 : 1
      // Lines with one value for all models have nothing beside it to go to.
      if line.isPerModel {
        select(line: state.train.line, column: state.train.column + direction, &state)
      } else if availability(of: .train(.step(direction)), in: state) == .enabled {
        return change(&state) { step(direction, &$0) }
      }
    default:
      state.train.line = movement.applied(
        to: state.train.line, count: TrainLine.all(state).count, page: 6)
    }
    return []
  }

  static func moveArea(by count: Int, _ state: inout State) -> [Effect] {
    guard state.train.entry == nil else { return [] }
    let models = state.train.settings.count
    state.train.column = (state.train.column + count + models) % models
    return []
  }

  static func actions(for hit: Hit, _ gesture: Gesture, in state: State) -> [Action] {
    guard gesture == .press, hit.target.id == gridWidget else { return wheelActions(gesture) }
    switch hit.target.part {
    case .cell(let line, let column):
      let isSelected = state.train.line == line && state.train.column == column
      let select = Action.train(.select(line: line, column: column))
      if TrainLine.all(state).indices.contains(line), TrainLine.all(state)[line] == .included {
        return [select, .train(.toggleModel)]
      }
      return [select] + (isSelected ? [.train(.edit)] : [])
    case .column(let column):
      return [.train(.select(line: state.train.line, column: column))]
    case .decrease(let cell):
      return [.train(.stepAt(line: cell / 10, column: cell % 10, by: -1))]
    case .increase(let cell):
      return [.train(.stepAt(line: cell / 10, column: cell % 10, by: 1))]
    default: return []
    }
  }
}
