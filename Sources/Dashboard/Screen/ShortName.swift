import TerminalKit

/// Names of columns and files, which nobody keeps from being longer than a line.
enum ShortName {
  /// The name, or its beginning with an ellipsis.
  ///
  /// - Parameter width: the most cells that it may take, at least 2.
  static func text(_ name: String, width: Int = 24) -> String {
    guard SafeText.width(of: name) > width else { return name }
    var kept = ""
    var used = 0
    for character in name {
      let size = SafeText.width(of: String(character))
      guard used + size < width else { break }
      kept.append(character)
      used += size
    }
    return kept + "…"
  }
}
