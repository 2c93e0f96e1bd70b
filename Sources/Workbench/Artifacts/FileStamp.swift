import Foundation

/// What tells a file from another one, or from itself after a change, without reading it.
enum FileStamp {
  /// Path, number, size and time of change.
  ///
  /// - Throws: ``WorkbenchError`` when there is no such file.
  static func text(of path: String) throws -> String {
    var status = stat()
    guard stat(path, &status) == 0 else {
      throw WorkbenchError(.badInput, "\(path): there is no such file; check its spelling.")
    }
    #if canImport(Darwin)
      let time = status.st_mtimespec
    #else
      let time = status.st_mtim
    #endif
    return "\(path)|\(status.st_ino)|\(status.st_size)|\(time.tv_sec).\(time.tv_nsec)"
  }
}
