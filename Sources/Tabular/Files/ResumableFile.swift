import Foundation

/// A file that is written in steps, and goes on where it was when the program that wrote it was ended.
///
/// The bytes go to a part file beside the final place, and after each step a journal says how many of
/// them count and what the writer wants to remember. What stands behind them is cut off when the writing
/// goes on. The last step puts the file in place and takes the journal away.
public final class ResumableFile<State: Codable & Sendable> {
  private let path: String
  private let final: String
  private let part: String
  private let journal: String
  private let key: String
  private let descriptor: Int32
  private var count: Int
  private var isFinished = false
  /// What an earlier run remembered; `nil` where there is none to go on with.
  public let resumed: State?

  private struct Journal: Codable {
    let key: String
    let bytes: Int
    let state: State
  }

  /// Opens a place for writing.
  ///
  /// - Parameters:
  ///   - path: where the file goes; its folder must exist. A symbolic link is followed.
  ///   - key: says what is written from what; an earlier run with another key is not gone on with.
  /// - Throws: ``TabularError`` with the code `notWritten`, also when another program writes there now.
  public init(path: String, key: String) throws {
    guard Self.isPossible(at: path) else {
      throw TabularError(
        .notWritten, "\(path) is no file that can be put in place; name a file in a folder.")
    }
    let final = AtomicFile.resolved(path)
    let folder = AtomicFile.folder(of: final)
    let name = (final as NSString).lastPathComponent
    let beside = { (ending: String) in
      let hidden = ".\(name).\(ending)"
      return folder.isEmpty ? hidden : (folder as NSString).appendingPathComponent(hidden)
    }
    self.path = path
    self.final = final
    self.key = key
    part = beside("partial")
    journal = beside("journal")
    descriptor = open(part, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw AtomicFile.error(path, errno) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      throw TabularError(
        .notWritten,
        "\(path) is being written by another program; wait for it, or name another file.")
    }
    let size = Int(lseek(descriptor, 0, SEEK_END))
    if let data = FileManager.default.contents(atPath: journal),
      let known = try? JSONDecoder().decode(Journal.self, from: data), known.key == key,
      (0...size).contains(known.bytes)
    {
      resumed = known.state
      count = known.bytes
    } else {
      resumed = nil
      count = 0
    }
    guard ftruncate(descriptor, off_t(count)) == 0 else {
      close(descriptor)
      throw AtomicFile.error(path, errno)
    }
  }

  deinit { close(descriptor) }

  /// Whether a path is free or leads to a regular file: a folder, a pipe or a terminal can't be replaced.
  public static func isPossible(at path: String) -> Bool {
    var status = stat()
    return stat(path, &status) != 0 || status.st_mode & S_IFMT == S_IFREG
  }

  /// How many bytes are written.
  public var byteCount: Int { count }

  /// Adds bytes, which count from the next ``keep(_:)`` on.
  ///
  /// - Throws: ``TabularError`` with the code `notWritten`, for example when the disk is full.
  public func write(_ bytes: [UInt8]) throws(TabularError) {
    precondition(!isFinished, "A file that is in place takes no more bytes.")
    var done = 0
    while done < bytes.count {
      let written = bytes.withUnsafeBytes {
        pwrite(descriptor, $0.baseAddress?.advanced(by: done), bytes.count - done, off_t(count))
      }
      if written < 0 {
        if errno == EINTR { continue }
        throw AtomicFile.error(path, errno)
      }
      done += written
      count += written
    }
  }

  /// Makes all bytes so far count, with what the writer wants to remember.
  ///
  /// - Throws: ``TabularError`` with the code `notWritten`.
  public func keep(_ state: State) throws {
    guard fdatasync(descriptor) == 0 else { throw AtomicFile.error(path, errno) }
    try AtomicFile.write(
      try JSONEncoder().encode(Journal(key: key, bytes: count, state: state)), to: journal)
  }

  /// Puts the file in its place.
  ///
  /// - Throws: ``TabularError`` with the code `notWritten`; then it can be gone on with.
  public func finish() throws(TabularError) {
    guard fsync(descriptor) == 0, rename(part, final) == 0 else {
      throw AtomicFile.error(path, errno)
    }
    isFinished = true
    unlink(journal)
  }
}
