import Dashboard
import Foundation
import TerminalKit
import Testing

/// A screen as text, held against the one that is stored.
///
/// With `OFFERSCOPE_RECORD=1` in the environment the stored screens are written instead.
enum Snapshot {
  /// The sizes at which screens are stored.
  static let sizes = [
    Size(width: 200, height: 60), Size(width: 120, height: 40), Size(width: 80, height: 24),
    Size(width: 60, height: 18),
  ]

  /// The screen of a state, with the seconds that training took hidden.
  static func text(_ state: State, size: Size, glyphs: Glyphs) -> String {
    var state = state
    state.size = size
    let frame = Screen.frame(
      of: state, size: size, medium: Medium(glyphs: glyphs, hasColor: true))
    let lines = frame.textLines.map { line -> String in
      var line = line
      line = line.replacing(/(Seconds +)[0-9.]+/) { "\($0.output.1)0.00" }
      // The last column of the leaderboard.
      return line.replacing(/(\d\.\d{3} +)[0-9.]{4}( +[│|])$/) {
        "\($0.output.1)0.00\($0.output.2)"
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Checks a screen at one size.
  static func check(
    _ name: String, _ state: State, size: Size, glyphs: Glyphs,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let text = text(state, size: size, glyphs: glyphs)
    let kind = glyphs.isASCII ? "ascii" : "utf8"
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Fixtures")
    let file = folder.appendingPathComponent("\(name)-\(size.width)x\(size.height)-\(kind).txt")
    if ProcessInfo.processInfo.environment["OFFERSCOPE_RECORD"] == "1" {
      try text.write(to: file, atomically: true, encoding: .utf8)
      return
    }
    let stored = try String(contentsOf: file, encoding: .utf8)
    #expect(text == stored, "\(file.lastPathComponent)", sourceLocation: sourceLocation)
    if glyphs.isASCII {
      #expect(text.unicodeScalars.allSatisfy { $0.isASCII }, sourceLocation: sourceLocation)
    }
  }
}
