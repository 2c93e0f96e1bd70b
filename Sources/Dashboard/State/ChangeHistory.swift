/// What can be taken back and made again: the values before and after a bounded number of changes.
public struct ChangeHistory<Value: Sendable>: Sendable {
  /// One way through the changes.
  public enum Direction: String, Codable, Hashable, Sendable {
    /// Takes the last change back.
    case undo
    /// Makes the change again that was taken back last.
    case redo
  }

  /// One change: the value on its other side, and what it was in words.
  public struct Change: Sendable {
    /// What going over the change leads to.
    public var value: Value
    /// The change in a few words.
    public var title: String
  }

  /// The most changes that are kept; older ones are forgotten.
  public let limit: Int
  private var past: [Change] = []
  private var future: [Change] = []

  /// Makes an empty history.
  public init(limit: Int = 200) {
    precondition(limit > 0, "A history keeps at least one change.")
    self.limit = limit
  }

  /// The change that a step goes over; `nil` if there is none.
  public func next(_ direction: Direction) -> Change? {
    direction == .undo ? past.last : future.last
  }

  /// Remembers a change by the value before it; what was taken back can't be made again.
  public mutating func record(_ before: Value, title: String) {
    past.append(Change(value: before, title: title))
    if past.count > limit { past.removeFirst(past.count - limit) }
    future = []
  }

  /// Goes over a change.
  ///
  /// - Parameter now: the value of now, which the opposite step leads back to.
  public mutating func step(_ direction: Direction, from now: Value) {
    switch direction {
    case .undo:
      guard let change = past.popLast() else { return }
      future.append(Change(value: now, title: change.title))
    case .redo:
      guard let change = future.popLast() else { return }
      past.append(Change(value: now, title: change.title))
    }
  }
}
