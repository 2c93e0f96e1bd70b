import Foundation
import Workbench

/// A recorded session on disk, written as it goes, so that a crash loses nothing.
final class LogFile {
  private let handle: FileHandle
  private let path: String
  /// Whether the last line can still grow.
  private var isLineOpen = false
  /// Why nothing is written any more; `nil` while all is well.
  private(set) var failure: String?

  /// The first line, by which a session is known.
  static let mark = "# offerscope session"

  /// Begins a file.
  ///
  /// - Throws: ``ScriptError`` when it can't be written, or holds something else than a session.
  init(path: String) throws(ScriptError) {
    self.path = path
    do {
      try OutputPath.check(file: path)
    } catch {
      throw ScriptError(.badFile, "\(error)")
    }
    if let old = FileHandle(forReadingAtPath: path) {
      let start = try? old.read(upToCount: LogFile.mark.utf8.count)
      try? old.close()
      if let start, !start.isEmpty, start != Data(LogFile.mark.utf8) {
        throw ScriptError(
          .badFile, "\(path): is a file of another kind and was left alone; name a new one.")
      }
    }
    guard FileManager.default.createFile(atPath: path, contents: nil),
      let handle = FileHandle(forWritingAtPath: path)
    else {
      throw ScriptError(.badFile, "\(path): can't be written; check the permissions.")
    }
    self.handle = handle
  }

  /// Writes what the session was started with.
  func begin(_ header: Script) {
    let lines = [LogFile.mark + "; offerscope --replay FILE --headless ends at its last screen"]
    write((lines + header.headerLines).joined(separator: "\n") + "\n")
  }

  /// Adds a step.
  func append(_ step: ScriptStep) {
    endLine()
    if case .type = step {
      write(step.text)
      isLineOpen = true
    } else {
      write(step.text + "\n")
    }
  }

  /// Adds to the text that is being typed.
  func extend(with text: String) { write(text) }

  /// Ends the file.
  func close() {
    endLine()
    try? handle.close()
  }

  private func endLine() {
    if isLineOpen { write("\n") }
    isLineOpen = false
  }

  private func write(_ text: String) {
    guard failure == nil else { return }
    do {
      try handle.write(contentsOf: Data(text.utf8))
    } catch {
      failure = "\(path) can't be written any more, so the rest of the session is not recorded."
    }
  }
}
