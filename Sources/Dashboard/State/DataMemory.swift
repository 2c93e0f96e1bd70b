import Foundation

/// What is remembered of data from one session to the next: what was opened last, and which columns
/// are out of sight.
public struct DataMemory: Codable, Hashable, Sendable {
  /// The paths opened last, absolute, newest first.
  public var recent: [String] = []
  /// The names of hidden columns by the absolute path of their data.
  public var hidden: [String: [String]] = [:]

  /// The most paths that are kept.
  static let recentLimit = 12

  /// Makes an empty memory.
  public init() {}

  /// One thing to remember.
  public enum Change: Codable, Hashable, Sendable {
    /// Data were opened.
    case opened(path: String)
    /// So many columns are hidden; none forgets them.
    case hid(path: String, columns: [String])
  }

  /// Remembers a change.
  mutating func apply(_ change: Change) {
    switch change {
    case .opened(let path):
      let path = DataMemory.absolute(path)
      recent.removeAll { $0 == path }
      recent.insert(path, at: 0)
      recent = Array(recent.prefix(DataMemory.recentLimit))
    case .hid(let path, let columns):
      hidden[DataMemory.absolute(path)] = columns.isEmpty ? nil : columns
      // Columns of data that nobody opens any more are forgotten.
      let limit = 50
      if hidden.count > limit {
        let kept = Set(recent + [DataMemory.absolute(path)])
        hidden = hidden.filter { kept.contains($0.key) }
      }
    }
  }

  /// The hidden columns of data.
  func hiddenColumns(of path: String) -> Set<String> {
    Set(hidden[DataMemory.absolute(path)] ?? [])
  }

  /// The path from the root.
  static func absolute(_ path: String) -> String {
    // An address of a store is whole as it stands.
    path.contains("://") ? path : URL(fileURLWithPath: path).standardizedFileURL.path
  }
}
