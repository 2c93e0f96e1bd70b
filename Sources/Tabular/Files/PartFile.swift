import Foundation

/// The bytes of a file that is not in its place yet.
///
/// On Linux they have no name until then, so that a program that is killed leaves nothing behind; where
/// the system or the disk knows no such files, they stand under a hidden name beside the place.
struct PartFile {
  /// Where the bytes are written.
  let descriptor: Int32
  private let final: String
  private let hidden: String
  private let isNameless: Bool

  /// Opens one for a place; `nil` with `errno` where its folder takes none.
  init?(for final: String) {
    self.final = final
    let folder = AtomicFile.folder(of: final)
    let name = (final as NSString).lastPathComponent.utf8.prefix(180)
    let part = ".\(String(decoding: name, as: UTF8.self)).\(UUID().uuidString).part"
    hidden = folder.isEmpty ? part : (folder as NSString).appendingPathComponent(part)
    if let nameless = Self.openNameless(in: folder.isEmpty ? "." : folder) {
      (descriptor, isNameless) = (nameless, true)
      return
    }
    descriptor = open(hidden, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    isNameless = false
    if descriptor < 0 { return nil }
  }

  private static func openNameless(in folder: String) -> Int32? {
    #if os(Linux)
      // A name is given through /proc, which some small systems lack.
      guard access("/proc/self/fd", X_OK) == 0 else { return nil }
      // O_TMPFILE, which Swift's module of the C library does not declare.
      let descriptor = open(folder, O_WRONLY | O_CLOEXEC | O_DIRECTORY | 0o20_000_000, 0o666)
      return descriptor >= 0 ? descriptor : nil
    #else
      return nil
    #endif
  }

  /// Puts the bytes in their place in one step, over what is there.
  ///
  /// - Returns: whether that went well; else `errno` says why not.
  func place() -> Bool {
    #if os(Linux)
      // A link takes the place of nothing, so the name is a hidden one for a moment.
      if isNameless,
        linkat(AT_FDCWD, "/proc/self/fd/\(descriptor)", AT_FDCWD, hidden, AT_SYMLINK_FOLLOW) != 0
      {
        return false
      }
    #endif
    if rename(hidden, final) == 0 { return true }
    let number = errno
    unlink(hidden)
    errno = number
    return false
  }

  /// Ends the writing; of bytes that were not placed nothing stays.
  func end(isPlaced: Bool) {
    close(descriptor)
    if !isPlaced, !isNameless { unlink(hidden) }
  }
}
