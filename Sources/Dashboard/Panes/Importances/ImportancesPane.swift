import TerminalKit

/// Which columns matter to which model.
enum ImportancesPane: PaneProgram {
  static let pane = Pane.importances
  static let bindings: [KeyBinding<Action>] = []

  static func reduce(_ state: inout State, _ action: ImportancesAction) -> [Effect] { [] }

  static func move(_ movement: Movement, _ state: inout State) -> [Effect] { [] }

  static func draw(_ state: State, in area: Rect, of frame: inout Frame) {
    EmptyPage.draw(
      "Here the columns stand by how much they matter to each model, once models are trained.",
      in: area, of: &frame)
  }
}
