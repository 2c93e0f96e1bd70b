import Foundation
import Workbench

/// What a command was asked for, on standard output.
enum StandardOutput {
  /// Writes text for people, without control characters.
  static func print(_ text: String) throws { try write(PlainText.lines(text) + "\n") }

  /// Writes text for machines as it is.
  static func write(_ text: String) throws {
    do {
      try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
    } catch {
      throw WorkbenchError(
        .badInput, "Standard output can't be written: is its disk full, or its reader gone?")
    }
  }
}
