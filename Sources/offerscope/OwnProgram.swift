import Foundation
import Workbench

/// This program, run once more as a process of its own.
enum OwnProgram {
  /// Runs a command and waits for it; what it prints is kept.
  ///
  /// - Throws: `WorkbenchError` when the program does not start.
  static func run(
    _ arguments: [String]
  ) throws -> (output: String, errors: String, exitCode: Int32) {
    let process = Process()
    process.executableURL = Bundle.main.executableURL
    process.arguments = arguments
    process.standardInput = FileHandle.nullDevice
    let (output, errors) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = errors
    do {
      try process.run()
    } catch {
      throw WorkbenchError(.failed, "The program can't start itself: \(error.localizedDescription)")
    }
    // Standard error is short: it is read after the other, before its pipe can fill up.
    let text = output.fileHandleForReading.readDataToEndOfFile()
    let words = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (
      String(decoding: text, as: UTF8.self), String(decoding: words, as: UTF8.self),
      process.terminationStatus
    )
  }
}
