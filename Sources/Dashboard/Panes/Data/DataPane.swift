import TerminalKit
import Workbench

/// What is open, its columns and what to beware of.
enum DataPane: PaneProgram {
  static let pane = Pane.data
  static let bindings: [KeyBinding<Action>] = []
  static func reduce(_ state: inout State, _ action: DataAction) -> [Effect] { [] }
  static func move(_ movement: Movement, _ state: inout State) -> [Effect] {
    state.data.selectedSource = movement.applied(
      to: state.data.selectedSource, count: state.data.sets.count, page: 10)
    return []
  }
  static func activate(_ state: inout State) -> [Effect] {
    guard state.data.sets.indices.contains(state.data.selectedSource) else { return [] }
    return Opening.open(
      state.data.sets[state.data.selectedSource].path, overrides: .init(), &state)
  }
  static func accept(isSameTable: Bool, _ state: inout State) {}
  static func accept(_ listing: FolderListing, _ state: inout State) {}
  static func askForTarget(path: String, columns: [String], _ state: inout State) {}
  static func draw(_ state: State, in area: Rect, of frame: inout Frame) {
    EmptyPage.draw("Data", in: area, of: &frame)
  }
}
