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
