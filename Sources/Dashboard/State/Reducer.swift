import Modelling
import TerminalKit
import Workbench

/// The one function that changes the state.
///
/// - Returns: the work to be done outside; its results come back as actions.
public func reduce(_ state: inout State, _ action: Action) -> [Effect] {
  Reducer.reduce(&state, action)
}

/// The parts of the reducer that concern more than one pane.
enum Reducer {
  static func reduce(_ state: inout State, _ action: Action) -> [Effect] {
    defer { TourProgram.follow(action, &state) }
    switch action {
    case .happened(let happening): return reduce(&state, happening)
    case .resized(let size):
      state.screenSize = size
      state.size = TourView.size(of: state)
      return []
    case .ticked:
      state.tick &+= 1
      return []
    case .focused: return SourceProgram.check(state)
    default: break
    }
    // News is read once; the next key takes it away.
    state.status = nil
    if state.overlay != nil, let effects = OverlayProgram.reduce(&state, action) { return effects }
    if TourProgram.ends(on: action, in: state) {
      TourProgram.end(&state)
      return []
    }
    if let reason = refusal(of: action, in: state) {
      state.status = Status(.warning, reason)
      return []
    }
    return perform(action, &state)
  }

  private static func refusal(of action: Action, in state: State) -> String? {
    if case .disabled(let reason) = KeyTable.availability(of: action, in: state) { return reason }
    return nil
  }

  private static func perform(_ action: Action, _ state: inout State) -> [Effect] {
    let program = state.pane.program
    switch action {
    case .show(let pane): return show(pane, &state)
    case .nextPane: return show(state.pane.moved(by: 1), &state)
    case .previousPane: return show(state.pane.moved(by: -1), &state)
    case .move(let movement): return program.move(movement, &state)
    case .nextArea: return program.moveArea(by: 1, &state)
    case .previousArea: return program.moveArea(by: -1, &state)
    case .activate: return program.activate(&state)
    case .back:
      if !program.isTyping(in: state), state.isZoomed {
        state.isZoomed = false
        return []
      }
      return program.back(&state)
    case .type(let edit): return program.type(edit, &state)
    case .zoom: state.isZoomed.toggle()
    case .undo, .redo, .copy: return program.perform(action, &state)
    case .openHelp: state.overlay = .help(TextEntry(), first: 0)
    case .openNews: state.overlay = .news(first: 0)
    case .openPalette: state.overlay = .palette(TextEntry(), selected: 0)
    case .cycleTheme:
      let names = Theme.all.map(\.name)
      let next = ((names.firstIndex(of: state.theme) ?? -1) + 1) % names.count
      return useTheme(names[next], &state)
    case .chooseTheme(let name): return useTheme(name, &state)
    case .tour(let action): TourProgram.reduce(action, &state)
    case .toggleMacro, .playMacro: return MacroProgram.reduce(action, &state)
    case .writeReport: return [.writeReport]
    case .redraw: return [.redraw]
    case .resume: return Resuming.begin(&state)
    case .reload: return SourceProgram.reload(&state)
    case .chartWords: state.overlay = .chartWords(first: 0, over: state.overlay)
    case .suspend: return [.suspend]
    case .quit:
      state.isQuitting = true
      return state.session.training.isRunning
        ? [.cancelTraining(run: state.session.training.run, kind: nil)] : []
    case .data(let action): return DataPane.reduce(&state, action)
    case .train(let action): return TrainPane.reduce(&state, action)
    case .compare(let action): return ComparePane.reduce(&state, action)
    case .importances(let action): return ImportancesPane.reduce(&state, action)
    case .simulate(let action): return SimulatePane.reduce(&state, action)
    case .runs(let action): return RunsPane.reduce(&state, action)
    case .monitor(let action): return MonitorPane.reduce(&state, action)
    case .overlay, .resized, .focused, .ticked, .happened: break
    }
    return []
  }

  private static func show(_ pane: Pane, _ state: inout State) -> [Effect] {
    state.followsResults = false
    state.isZoomed = false
    state.pane = pane
    switch pane {
    // Other processes register too.
    case .runs: return RunsPane.read(&state)
    case .monitor: return MonitorPane.show(&state)
    default: return []
    }
  }

  private static func useTheme(_ name: String, _ state: inout State) -> [Effect] {
    guard let theme = Theme.named(name) else { return [] }
    state.theme = name
    state.hasChosenTheme = true
    state.status = Status(.information, "Theme: \(theme.title).")
    return [.useTheme(name)]
  }

  /// The effects of the start: what there is to open, and the data that were named.
  static func start(_ state: inout State) -> [Effect] {
    if state.options.startsTour { TourProgram.begin(&state) }
    var effects: [Effect] = [.recall, .findSets, .findSession]
    if let path = state.options.dataPath {
      effects += Opening.open(path, overrides: state.options.overrides, &state)
    }
    return effects
  }
}
