import Modelling
import TerminalKit
import Workbench

/// The guided tour: what moves it on, and how it ends.
enum TourProgram {
  static func availability(of action: TourAction, in state: State) -> Availability {
    if state.tour != nil || action == .toggle { return .enabled }
    return .disabled("There is no tour under way: F3 begins one.")
  }

  static func reduce(_ action: TourAction, _ state: inout State) {
    switch action {
    case .toggle:
      if state.tour == nil { begin(&state) } else { end(&state) }
    case .next:
      guard let tour = state.tour else { return }
      if tour.step == .end { return end(&state) }
      let next = tour.step.moved(by: 1)
      // Who left the split as it was has nowhere to go back to.
      let isIdle = next == .splitBack && isDone(next, after: .tour(.next), state)
      state.tour?.step = isIdle ? next.moved(by: 1) : next
    case .previous:
      guard let tour = state.tour else { return }
      state.tour?.step = tour.step.moved(by: -1)
    }
  }

  /// Begins at the first step.
  static func begin(_ state: inout State) {
    state.tour = TourState()
    state.overlay = nil
    state.isZoomed = false
    state.size = TourView.size(of: state)
    goOn(after: .tour(.toggle), &state)
  }

  /// Leaves the person where they are.
  static func end(_ state: inout State) {
    state.tour = nil
    state.size = state.screenSize
    state.status = Status(.information, "The tour is over; F3 begins it again. ? shows all keys.")
  }

  /// Whether Escape ends the tour: it closes everything else first.
  static func ends(on action: Action, in state: State) -> Bool {
    guard state.tour != nil, state.overlay == nil, !state.isZoomed,
      !state.pane.program.isTyping(in: state)
    else { return false }
    return action == .back || action == .importances(.leave)
  }

  /// Goes on as long as what the step asks for is done.
  static func follow(_ action: Action, _ state: inout State) {
    // Whoever leafs through the steps wants to read them, done or not.
    if case .tour = action { return }
    goOn(after: action, &state)
  }

  private static func goOn(after action: Action, _ state: inout State) {
    if let tour = state.tour, tour.step.rawValue <= TourStep.honesty.rawValue,
      state.compare.figuresBySplit.count <= 1
    {
      state.tour?.split = state.session.comparison?.plan.split.name
    }
    while let tour = state.tour, isDone(tour.step, after: action, state) {
      state.tour?.step = tour.step.moved(by: 1)
    }
  }

  private static func isDone(_ step: TourStep, after action: Action, _ state: State) -> Bool {
    switch step {
    case .open: return state.session.data != nil
    case .train: return state.pane == .train
    case .compare: return state.pane == .compare && state.session.comparison != nil
    case .beats:
      if case .matrix = state.overlay { return true }
      return false
    case .chances: return state.overlay == nil
    case .segments: return state.overlay == .segments
    case .honesty: return state.compare.figuresBySplit.count > 1
    case .splitBack:
      guard let split = state.tour?.split else { return true }
      return state.session.comparison?.plan.split.name == split
        && !state.session.training.isRunning
    case .threshold: return state.pane == .compare && state.compare.threshold != nil
    case .importances: return state.pane == .importances
    case .simulate: return state.pane == .simulate && state.simulate.simulation != nil
    case .edit:
      return state.simulate.profile != state.simulate.base
        && state.simulate.answered == state.simulate.request
    case .lift: return state.simulate.lift?.outcome != nil
    case .copy: return action == .copy && state.pane == .simulate
    case .runs: return state.pane == .runs
    case .monitor: return state.pane == .monitor
    case .end: return false
    }
  }
}
