import TerminalKit
import Workbench

/// Taking back and making again what was set of data, roles and plan, in Data and in Train.
enum SetupHistory {
  typealias Direction = ChangeHistory<SessionSetup>.Direction

  static func availability(of direction: Direction, in state: State) -> Availability {
    if state.session.data == nil { return .disabled("Open data first (1).") }
    if state.session.openingPath != nil { return .disabled("The data are being opened.") }
    if state.session.history.next(direction) != nil { return .enabled }
    return .disabled(
      direction == .undo ? "There is nothing to take back." : "Nothing was taken back.")
  }

  /// Goes over a change: at once if it is one of the plan, by opening the data again if not.
  static func step(_ direction: Direction, _ state: inout State) -> [Effect] {
    guard let change = state.session.history.next(direction), let now = SessionSetup(state) else {
      return []
    }
    let target = change.value
    guard target.needsOpening(from: now) else {
      state.session.history.step(direction, from: now)
      target.applyPlan(to: &state)
      state.status = news(direction, change.title)
      return TrainPane.planChanged(&state)
    }
    let effects =
      target.path == now.path
      ? Opening.reopen(target.overrides, &state)
      : Opening.open(target.path, overrides: target.overrides, &state)
    state.followsResults = false
    state.session.historyStep = direction
    return effects
  }

  /// Takes note that data were opened, after everything else about them is settled.
  ///
  /// - Parameter before: the setup before they were opened; `nil` for the first data.
  static func accept(before: SessionSetup?, _ state: inout State) {
    guard let before else { return }
    if let direction = state.session.historyStep {
      guard let change = state.session.history.next(direction) else { return }
      state.session.history.step(direction, from: before)
      change.value.applyPlan(to: &state)
      state.status = news(direction, change.title)
    } else if let after = SessionSetup(state), after != before {
      state.session.history.record(before, title: before.change(to: after))
    }
  }

  private static func news(_ direction: Direction, _ title: String) -> Status {
    Status(.information, "\(direction == .undo ? "Taken back" : "Made again"): \(title).")
  }
}
