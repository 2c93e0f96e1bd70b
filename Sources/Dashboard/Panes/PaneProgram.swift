import TerminalKit

/// What each pane consists of: its keys, its part of the reducer, its view and what clicks mean.
///
/// A pane keeps nothing outside of `State`. Its own actions have their own enum, which its reducer
/// part handles; movement, Enter, Escape and typing reach the pane in sight.
protocol PaneProgram {
  /// Which pane it is.
  static var pane: Pane { get }
  /// The lines of the key map that hold in this pane only. Their contexts are the pane's.
  static var bindings: [KeyBinding<Action>] { get }
  /// Whether an action of the bindings can be done now, and if not, why, as a short sentence.
  static func availability(of action: Action, in state: State) -> Availability
  /// Whether a line of text in this pane takes the keys.
  static func isTyping(in state: State) -> Bool
  /// The sentence for the status line when there is no news.
  static func hint(in state: State) -> String
  /// Moves the selection.
  static func move(_ movement: Movement, _ state: inout State) -> [Effect]
  /// Goes to the next (1) or previous (-1) area of the pane.
  static func moveArea(by count: Int, _ state: inout State) -> [Effect]
  /// Enter.
  static func activate(_ state: inout State) -> [Effect]
  /// Escape.
  static func back(_ state: inout State) -> [Effect]
  /// Changes the line of text that takes the keys.
  static func type(_ edit: TextEntry.Edit, _ state: inout State) -> [Effect]
  /// Takes back, makes again or copies, as `availability` allows.
  static func perform(_ action: Action, _ state: inout State) -> [Effect]
  /// Draws the pane and registers what can be clicked.
  static func draw(_ state: State, in area: Rect, of frame: inout Frame)
  /// What a click, a drag or the wheel on one of the pane's widgets means.
  static func actions(for hit: Hit, _ gesture: Gesture, in state: State) -> [Action]
}

typealias Availability = KeyMap<Action>.Availability

/// What the mouse does to a widget.
enum Gesture: Hashable {
  /// The left button went down.
  case press
  /// The mouse moved with the button down.
  case drag
  /// The wheel turned by so many notches, towards the end if positive.
  case wheel(Int)
}

extension PaneProgram {
  static func availability(of action: Action, in state: State) -> Availability { .enabled }
  static func isTyping(in state: State) -> Bool { false }
  static func hint(in state: State) -> String { "" }
  static func moveArea(by count: Int, _ state: inout State) -> [Effect] { [] }
  static func activate(_ state: inout State) -> [Effect] { [] }
  static func back(_ state: inout State) -> [Effect] { [] }
  static func type(_ edit: TextEntry.Edit, _ state: inout State) -> [Effect] { [] }
  static func perform(_ action: Action, _ state: inout State) -> [Effect] { [] }

  /// The wheel moves the selection wherever a pane says nothing else.
  static func actions(for hit: Hit, _ gesture: Gesture, in state: State) -> [Action] {
    wheelActions(gesture)
  }

  /// Three steps for a notch of the wheel.
  static func wheelActions(_ gesture: Gesture) -> [Action] {
    guard case .wheel(let notches) = gesture else { return [] }
    return Array(
      repeating: .move(notches < 0 ? .up : .down), count: min(30, 3 * abs(notches)))
  }

  /// The id of a widget of this pane; `number` from 0 to 99 tells them apart.
  static func widget(_ number: Int) -> Int { WidgetID.widget(number, of: pane) }

  /// A line of the key map that holds in this pane.
  static func key(
    _ keys: [KeyPress], _ action: Action, _ title: String, _ help: String,
    contexts: Set<String> = [pane.rawValue], isInFooter: Bool = true
  ) -> KeyBinding<Action> {
    KeyBinding(
      keys, action, title: title, help: help, group: pane.title, contexts: contexts,
      isInFooter: isInFooter)
  }
}

/// The numbers by which widgets are told apart under the mouse.
enum WidgetID {
  static let tabs = 1
  static let footer = 2
  static let overlay = 3
  static let status = 4

  /// Each pane has a hundred numbers.
  static func widget(_ number: Int, of pane: Pane) -> Int {
    precondition((0..<100).contains(number), "A pane numbers its widgets from 0 to 99.")
    return pane.number * 100 + number
  }

  /// The pane that a widget belongs to; `nil` for those around the panes.
  static func pane(of id: Int) -> Pane? { Pane.allCases.first { $0.number == id / 100 } }
}

extension Pane {
  /// The program of the pane.
  var program: any PaneProgram.Type {
    switch self {
    case .data: DataPane.self
    case .train: TrainPane.self
    case .compare: ComparePane.self
    case .importances: ImportancesPane.self
    case .simulate: SimulatePane.self
    case .runs: RunsPane.self
    case .monitor: MonitorPane.self
    }
  }
}
