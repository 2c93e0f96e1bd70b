import Foundation

/// Where a walk writes each step down before it does it, so that one that traps or never ends is known.
final class WalkTrail {
  private let file: FileHandle
  private var count = 0

  /// Begins an empty trail.
  init(path: String) throws {
    try Data().write(to: URL(fileURLWithPath: path))
    file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
  }

  /// Writes one step down.
  func note(_ step: String) {
    count += 1
    // A trail that can't be written is no reason to stop.
    try? file.write(contentsOf: Data("\(count) \(step)\n".utf8))
  }
}
