import TerminalKit

/// What lies over a pane with keys of its own, such as a list to choose from.
protocol KeyedOverlay {
  /// The context in which its keys work.
  static var context: String { get }
  /// What its keys stand under in the help.
  static var group: String { get }
  /// The lines of the key map that hold over the pane only.
  static var bindings: [KeyBinding<Action>] { get }
  /// What the status line says while it is open; empty where its own lines say all.
  static func hint(in state: State) -> String
}

extension KeyedOverlay {
  static func hint(in state: State) -> String { "" }

  /// A line of the key map that holds there.
  static func key(
    _ keys: [KeyPress], _ action: Action, _ title: String, _ help: String, isInFooter: Bool = true
  ) -> KeyBinding<Action> {
    KeyBinding(
      keys, action, title: title, help: help, group: group, contexts: [context],
      isInFooter: isInFooter)
  }

  /// Handles what an overlay does not handle itself: Escape closes it, what is of the whole program goes
  /// on (`nil`), all else waits until it is closed.
  static func otherwise(_ action: Action, _ state: inout State) -> [Effect]? {
    switch action {
    case .back, .overlay(.close): state.overlay = nil
    case .quit, .suspend, .redraw, .cycleTheme, .chartWords: return nil
    case .openHelp, .openPalette, .openNews, .show:
      state.overlay = nil
      return nil
    default: break
    }
    return []
  }
}
