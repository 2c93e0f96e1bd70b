/// Where text stands in the room that it has.
public enum Alignment: String, Sendable, Codable {
  /// At the left.
  case left
  /// In the middle.
  case center
  /// At the right.
  case right
}
