/// Ends the wait of a terminal from any thread; cheap, and safe to call too often.
public struct Waker: Sendable {
  private let action: @Sendable () -> Void

  /// Makes a waker.
  init(_ action: @escaping @Sendable () -> Void) { self.action = action }

  /// Makes the terminal's next wait, or the present one, report `InputEvent.wake`.
  public func wake() { action() }
}
