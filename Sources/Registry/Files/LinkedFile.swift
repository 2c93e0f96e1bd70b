import Foundation

/// Files with several names, and names that survive a loss of power.
enum LinkedFile {
  /// Gives a file a second name; where the disk knows no such names, a copy.
  static func make(_ path: String, of file: String) throws {
    guard link(file, path) != 0 else { return }
    do {
      try FileManager.default.copyItem(atPath: file, toPath: path)
    } catch {
      throw RegistryError(
        .unavailable, "\(path): can't be written; check the room on its disk and its permissions.")
    }
  }

  /// Moves a file or folder to a place in one step.
  static func move(_ path: String, to place: String) throws {
    guard rename(path, place) == 0 else {
      throw RegistryError(
        .unavailable, "\(place): can't be written (\(String(cString: strerror(errno)))).")
    }
  }

  /// Makes the names in a folder survive; the files are good without it.
  static func sync(folder: String) {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    _ = fsync(descriptor)
    close(descriptor)
  }
}
