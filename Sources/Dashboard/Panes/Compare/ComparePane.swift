import TerminalKit

/// The models side by side.
enum ComparePane: PaneProgram {
  static let pane = Pane.compare
  static let bindings: [KeyBinding<Action>] = []

  static func reduce(_ state: inout State, _ action: CompareAction) -> [Effect] { [] }

  static func move(_ movement: Movement, _ state: inout State) -> [Effect] { [] }

  static func draw(_ state: State, in area: Rect, of frame: inout Frame) {
    EmptyPage.draw(
      "Here the models stand side by side once they are trained: metrics, curves, thresholds.",
      in: area, of: &frame)
  }
}
