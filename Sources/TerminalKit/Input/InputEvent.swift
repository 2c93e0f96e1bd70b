/// Something that happened at the terminal.
public enum InputEvent: Hashable, Sendable {
  /// A key was pressed.
  case key(KeyPress)
  /// The mouse did something.
  case mouse(MouseEvent)
  /// The screen has another size now.
  case resize(Size)
  /// Text was pasted; line ends are `\n`, nothing else is cleaned.
  case paste(String)
  /// The terminal got the focus, or lost it.
  case focus(Bool)
  /// The terminal is gone, or a signal asks to end; the number is the signal's, 0 without one.
  case hangup(signal: Int)
  /// Another thread has news.
  case wake
  /// The job was stopped and continues.
  case resumed
  /// The time asked for has passed.
  case tick
  /// A signal for the program's own use arrived (SIGUSR1 or SIGUSR2).
  case signal(Int)
}

/// What the mouse did, and where.
public struct MouseEvent: Hashable, Sendable, Codable {
  /// What happened.
  public var action: Action
  /// The cell; may lie outside of the screen while dragging.
  public var position: Position
  /// Keys held meanwhile.
  public var modifiers: KeyPress.Modifiers

  /// The things a mouse does.
  public enum Action: Hashable, Sendable, Codable {
    /// A button went down.
    case press(Button)
    /// A button went up.
    case release(Button)
    /// The mouse moved with a button down.
    case drag(Button)
    /// The wheel turned towards the start.
    case wheelUp
    /// The wheel turned towards the end.
    case wheelDown
  }

  /// The buttons.
  public enum Button: String, Hashable, Sendable, Codable {
    /// The usual one.
    case left
    /// The wheel, pressed.
    case middle
    /// The one for menus.
    case right
  }

  /// Makes a mouse event.
  public init(_ action: Action, at position: Position, modifiers: KeyPress.Modifiers = []) {
    self.action = action
    self.position = position
    self.modifiers = modifiers
  }
}

extension KeyPress.Modifiers: Codable {}
