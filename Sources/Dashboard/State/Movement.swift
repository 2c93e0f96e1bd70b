/// A step of the selection in whatever has the focus.
public enum Movement: String, Codable, Hashable, Sendable, CaseIterable {
  /// One entry towards the start.
  case up
  /// One entry towards the end.
  case down
  /// One column or value to the left.
  case left
  /// One column or value to the right.
  case right
  /// A page towards the start.
  case pageUp
  /// A page towards the end.
  case pageDown
  /// The first entry.
  case first
  /// The last entry.
  case last

  /// The index after this step among `count` entries; `index` is held inside first, as there
  /// may be fewer entries than before.
  ///
  /// - Parameter page: the entries of a page.
  func applied(to index: Int, count: Int, page: Int) -> Int {
    let index = max(0, min(index, count - 1))
    let moved =
      switch self {
      case .up: index - 1
      case .down: index + 1
      case .pageUp: index - max(1, page)
      case .pageDown: index + max(1, page)
      case .first: 0
      case .last: count - 1
      case .left, .right: index
      }
    return max(0, min(moved, count - 1))
  }
}
