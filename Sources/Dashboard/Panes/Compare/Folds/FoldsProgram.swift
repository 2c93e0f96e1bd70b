import Modelling
import TerminalKit
import Workbench

/// Training on folds: what it leaves in the state, and what it does not.
enum FoldsProgram {
  /// Takes the figures of all folds; there are no models to simulate or to explain.
  static func accept(_ validation: CrossValidation, _ state: inout State) -> [Effect] {
    let remains = Effect.release(Remains([state.session, state.compare.curves]))
    state.session.training.isRunning = false
    state.session.training.isCancelling = false
    state.session.training.isPaused = false
    for model in validation.models {
      state.session.training.models[model.kind]?.phase = .ended
      state.session.lastSeconds[model.kind] =
        model.failure == nil ? model.trainSeconds / Double(max(1, validation.folds.count)) : nil
    }
    state.session.validation = validation
    state.session.setAside = state.session.comparison ?? state.session.setAside
    state.session.comparison = nil
    state.session.simulator = nil
    state.session.importances = [:]
    state.session.importanceFailures = [:]
    state.compare.curves = [:]
    state.compare.intervals = nil
    ImportancesPane.forget(&state)
    SimulatePane.forget(&state)
    if state.followsResults {
      state.followsResults = false
      if state.pane == .data { state.pane = .compare }
    }
    if state.status == nil, !state.session.training.isLive {
      state.status = outcome(validation)
    }
    return [.cancelExplaining, remains]
  }

  private static func outcome(_ validation: CrossValidation) -> Status {
    let whole = validation.models.count { $0.failure == nil }
    let words = "Measured \(counted(whole, "model")) on \(counted(validation.folds.count, "fold"))"
    if let model = validation.models.first(where: { $0.failure != nil }) {
      return Status(.warning, "\(words); \(model.kind.rawValue): \(model.failure ?? "").")
    }
    return Status(.success, "\(words). 3 compares them.")
  }

  /// A model's fit on another fold begins: its losses begin again.
  static func begin(_ kind: ModelKind, _ training: inout Training) {
    for other in training.kinds where training.models[other]?.phase == .running {
      training.foldSeconds[other, default: []].append(training.models[other]?.seconds ?? 0)
      training.models[other]?.phase = .waiting
    }
    training.models[kind]?.curve = []
    training.models[kind]?.progress = nil
    training.models[kind]?.seconds = 0
    training.models[kind]?.isMeasured = false
  }

  /// Why there is no model, in words for the panes that need one; `nil` where folds are not why.
  static func absence(in state: State) -> String? {
    guard state.session.training.isFolded, state.session.comparison == nil else { return nil }
    return "Folds measure models and leave none to look into: each fold has models of its own. "
      + "Choose one split in Train (2), such as holdout, and press r."
  }

  /// Why a key of Compare does nothing while folds are in sight.
  static let refusal = "Folds have no single model to show this for: choose one split in Train (2)."
}
