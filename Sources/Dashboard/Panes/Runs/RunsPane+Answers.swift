import Registry
import TerminalKit

extension RunsPane {
  /// Takes what the registry answered.
  static func accept(_ happening: Happening, _ state: inout State) {
    switch happening {
    case .runsRead(let reference):
      guard let listing = state.mailbox.take(reference) else { return }
      state.runs.failure = nil
      state.runs.listing = listing
      // What was removed meanwhile is no longer marked.
      if RunsTable(state.runs).marked == nil { state.runs.marked = nil }
    case .runsFailed(let reason): state.runs.failure = reason
    case .runRegistered(let run, let name, let reason):
      state.runs.isRegistering = false
      guard let name else {
        state.status = Status(.failure, reason ?? "The training was not registered.")
        return
      }
      state.runs.registeredTraining = run
      state.runs.selected = name
      state.status = Status(
        .success,
        state.pane == pane
          ? "Registered as \(name)." : "Registered as \(name); \(pane.number) shows it.")
    default: break
    }
  }
}
