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
