import TerminalKit

/// A macro: what a person did between two presses of a key, to be done again.
public struct MacroState: Sendable {
  /// Whether the person's steps are being kept.
  public var isRecording = false
  /// What was kept last.
  public var steps: [ScriptStep] = []

  /// Makes a state without a macro.
  public init() {}
}

/// Recording and playing a macro. The steps themselves come out of the log, which is not part of the
/// state.
enum MacroProgram {
  static func availability(of action: Action, in state: State) -> Availability {
    guard action == .playMacro else { return .enabled }
    if state.macro.isRecording { return .disabled("The macro is being recorded: Q ends it.") }
    return state.macro.steps.isEmpty
      ? .disabled("There is no macro yet: Q begins one, Q again ends it.") : .enabled
  }

  static func reduce(_ action: Action, _ state: inout State) -> [Effect] {
    if action == .playMacro { return [.playMacro(state.macro.steps)] }
    state.macro.isRecording.toggle()
    if state.macro.isRecording {
      state.status = Status(.information, "The macro is being recorded. Q ends it.")
    }
    return [.recordMacro(state.macro.isRecording)]
  }

  static func accept(_ steps: [ScriptStep], _ state: inout State) {
    state.macro.steps = steps
    state.status =
      steps.isEmpty
      ? Status(.warning, "The macro is empty: nothing was done.")
      : Status(.success, "The macro holds \(counted(steps.count, "step")). @ plays it.")
  }
}
