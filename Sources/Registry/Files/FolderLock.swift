import Foundation

/// A folder that one process at a time has; the system lets go of it when the process ends, however it
/// ends.
final class FolderLock: Sendable {
  private let descriptor: Int32

  private init(_ descriptor: Int32) { self.descriptor = descriptor }

  deinit { close(descriptor) }

  /// Waits for the folder.
  ///
  /// - Throws: ``RegistryError`` when it can't be opened.
  static func wait(for folder: String) throws -> FolderLock {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw RegistryError(
        .unavailable, "\(folder): can't be opened as a folder; check its permissions.")
    }
    while flock(descriptor, LOCK_EX) != 0 {
      guard errno == EINTR else {
        close(descriptor)
        throw RegistryError(
          .unavailable, "\(folder): can't be locked; use a folder on a disk of this machine.")
      }
    }
    return FolderLock(descriptor)
  }

  /// Takes the folder if nobody has it.
  static func attempt(_ folder: String) -> FolderLock? {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      return nil
    }
    return FolderLock(descriptor)
  }
}
