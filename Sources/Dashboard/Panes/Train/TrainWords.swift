import Modelling
import TerminalKit
import Tabular
import Workbench

/// The command that trains what Data and Train show.
enum TrainWords {
  static func availability(in state: State) -> Availability {
    guard state.session.data != nil, let plan = state.session.plan else {
      return .disabled("Open data first (1).")
    }
    if state.session.openingPath != nil { return .disabled("The data are being opened.") }
    return plan.models.isEmpty
      ? .disabled("No model is chosen: Space in Train (2) chooses one.") : .enabled
  }

  static func copy(_ state: State) -> [Effect] {
    command(for: state).map { [.copy(text: $0, title: "command")] } ?? []
  }

  /// `offerscope train …` with the roles, the plan and the settings on screen; `nil` without data.
  static func command(for state: State) -> String? {
    guard let data = state.session.data, let plan = state.session.plan else { return nil }
    let words =
      ["offerscope", "train", CommandWords.path(data.path)]
      + CommandWords.roles(data.overrides, names: data.dataset.table.names)
      + CommandWords.reading(state.csv)
      + CommandWords.plan(plan, standard: TrainingPlan(for: data))
    return ShellWord.line(words)
  }
}
