import TerminalKit

/// The models' settings and their progress.
enum TrainPane: PaneProgram {
  static let pane = Pane.train
  static let bindings: [KeyBinding<Action>] = []
  static func reduce(_ state: inout State, _ action: TrainAction) -> [Effect] { [] }
  static func move(_ movement: Movement, _ state: inout State) -> [Effect] { [] }
  static func draw(_ state: State, in area: Rect, of frame: inout Frame) {
    EmptyPage.draw("Train", in: area, of: &frame)
  }
}
