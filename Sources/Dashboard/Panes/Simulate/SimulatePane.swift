import TerminalKit
import Workbench

/// One customer, edited, with the offers in order.
enum SimulatePane: PaneProgram {
  static let pane = Pane.simulate
  static let bindings: [KeyBinding<Action>] = []
  static func reduce(_ state: inout State, _ action: SimulateAction) -> [Effect] { [] }
  static func move(_ movement: Movement, _ state: inout State) -> [Effect] { [] }
  static func perform(_ action: Action, _ state: inout State) -> [Effect] { [] }
  static func forget(_ state: inout State) { state.simulate = SimulateState() }
  static func begin(_ simulator: Simulator, _ state: inout State) -> [Effect] { [] }
  static func accept(_ simulation: Simulation, request: Int, _ state: inout State) {}
  static func fail(_ reason: String, request: Int, _ state: inout State) {}
  static func draw(_ state: State, in area: Rect, of frame: inout Frame) {
    EmptyPage.draw("Simulate", in: area, of: &frame)
  }
}
