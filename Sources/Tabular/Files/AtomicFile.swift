public import Foundation

/// Writes files that are either complete or not there.
///
/// The bytes go to a part file in the same folder, which on Linux has no name, are forced to the disk, and
/// take the place of what was there in one step. When anything fails nothing of them stays and the old
/// file is untouched. A path that names no regular file, such as a terminal or a pipe, is written directly.
public enum AtomicFile {
  /// Writes a file.
  ///
  /// - Parameters:
  ///   - path: where the file goes; its folder must exist. A symbolic link is followed.
  ///   - contents: writes the bytes; what it throws ends the writing and is thrown on.
  /// - Throws: ``TabularError`` with the code `notWritten` (no folder, no permission, disk full),
  ///   or what `contents` throws.
  public static func write(to path: String, contents: (Sink) throws -> Void) throws {
    var status = stat()
    let exists = stat(path, &status) == 0
    let format = status.st_mode & S_IFMT
    if exists, format == S_IFDIR {
      throw TabularError(
        .notWritten, "\(path) is a folder and was not written; name a file inside it.")
    }
    if exists, format != S_IFREG {
      return try writeDirectly(to: path, contents)
    }
    let final = exists ? resolved(path) : path
    guard let part = PartFile(for: final) else { throw error(path, errno) }
    var isPlaced = false
    defer { part.end(isPlaced: isPlaced) }
    if exists { _ = fchmod(part.descriptor, status.st_mode & 0o7777) }
    let sink = Sink(descriptor: part.descriptor, path: path)
    try contents(sink)
    try sink.flush()
    guard fsync(part.descriptor) == 0, part.place() else { throw error(path, errno) }
    isPlaced = true
    syncFolder(of: final)
  }

  /// Writes bytes that are ready.
  ///
  /// - Throws: ``TabularError`` with the code `notWritten`.
  public static func write(_ data: Data, to path: String) throws {
    try write(to: path) { try $0.write(data) }
  }

  private static func writeDirectly(to path: String, _ contents: (Sink) throws -> Void) throws {
    let descriptor = open(path, O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw error(path, errno) }
    defer { close(descriptor) }
    let sink = Sink(descriptor: descriptor, path: path)
    try contents(sink)
    try sink.flush()
  }

  /// The file that a path leads to; the path itself where there is none yet.
  static func resolved(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }

  /// Makes the new name itself survive a loss of power; the file is good without it.
  private static func syncFolder(of path: String) {
    let folder = folder(of: path)
    let descriptor = open(folder.isEmpty ? "." : folder, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    _ = fsync(descriptor)
    close(descriptor)
  }

  /// The folder that a path names a place in; empty for a bare name, `/` at the top.
  ///
  /// Foundation ends the program over paths of one character.
  public static func folder(of path: String) -> String {
    guard path.utf8.count > 1 else { return path == "/" ? "/" : "" }
    return (path as NSString).deletingLastPathComponent
  }

  static func error(_ path: String, _ number: Int32) -> TabularError {
    let reason =
      switch number {
      case ENOSPC, EDQUOT: "the disk is full; free some space or choose another disk"
      case ENOENT, ENOTDIR: "its folder does not exist; create it first"
      case EACCES, EPERM: "this user may not write there; choose another folder"
      case EROFS: "the disk is read-only; choose another folder"
      default: String(cString: strerror(number))
      }
    return TabularError(.notWritten, "\(path) was not written: \(reason).")
  }

  /// Takes the bytes of a file being written, in blocks.
  public final class Sink {
    private let descriptor: Int32
    private let path: String
    private var block: [UInt8] = []
    private static let blockByteCount = 1 << 16

    fileprivate init(descriptor: Int32, path: String) {
      self.descriptor = descriptor
      self.path = path
      block.reserveCapacity(Self.blockByteCount + 4096)
    }

    /// Writes the UTF-8 bytes of a string.
    ///
    /// - Throws: ``TabularError`` with the code `notWritten`, for example when the disk is full.
    public func write(_ string: String) throws(TabularError) {
      block.append(contentsOf: string.utf8)
      if block.count >= Self.blockByteCount { try flush() }
    }

    /// Writes bytes.
    ///
    /// - Throws: ``TabularError`` with the code `notWritten`, for example when the disk is full.
    public func write(_ bytes: some Sequence<UInt8>) throws(TabularError) {
      block.append(contentsOf: bytes)
      if block.count >= Self.blockByteCount { try flush() }
    }

    fileprivate func flush() throws(TabularError) {
      var done = 0
      while done < block.count {
        let written = block.withUnsafeBytes { bytes in
          Foundation.write(descriptor, bytes.baseAddress?.advanced(by: done), bytes.count - done)
        }
        if written < 0 {
          if errno == EINTR { continue }
          throw AtomicFile.error(path, errno)
        }
        done += written
      }
      block.removeAll(keepingCapacity: true)
    }
  }
}
