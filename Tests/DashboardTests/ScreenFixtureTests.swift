import Dashboard
import Foundation
import Synthetic
import TerminalKit
import Testing

/// Screens as text: what a person sees, character by character.
///
/// With `OFFERSCOPE_RECORD=1` the fixtures are written anew; look at the difference before keeping it.
@Suite struct ScreenFixtureTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Fixtures")
  private static let isRecording =
    ProcessInfo.processInfo.environment["OFFERSCOPE_RECORD"] == "1"

  static let sizes = [
    Size(width: 200, height: 60), Size(width: 120, height: 40), Size(width: 80, height: 24),
    Size(width: 60, height: 18),
  ]

  /// A pane and the keys that lead to what is shown of it.
  static let journeys: [(name: String, keys: [KeyPress])] = [
    ("data", ["1", "down", "down"]), ("data-warnings", ["1", "tab"]), ("data-rows", ["1", "v"]),
    ("train", ["2", "down", "down", "right", "+"]),
    ("simulate", ["5", "down", "right", "down", "right"]),
    ("simulate-offers", ["5", "n", "tab", "z"]),
    ("runs", ["6"]), ("monitor", ["7"]),
    ("help", ["5", "?"]), ("actions", ["1", ":"]),
  ]

  @Test(arguments: [Glyphs.unicode, .ascii])
  func screens(glyphs: Glyphs) throws {
    let dashboard = try SmallDashboard.trained(glyphs: glyphs)
    for journey in ScreenFixtureTests.journeys {
      for size in ScreenFixtureTests.sizes {
        dashboard.resize(size)
        dashboard.press("esc")
        dashboard.press("esc")
        for key in journey.keys { dashboard.press(key) }
        dashboard.waitUntilIdle()
        let name =
          "\(journey.name)-\(size.width)x\(size.height)\(glyphs.isASCII ? "-ascii" : "").txt"
        try check(dashboard.text, name)
        // The same state again for the next size.
        if journey.name == "train" { dashboard.press("-") }
        if journey.name == "data-rows" { dashboard.press("v") }
        if journey.name == "simulate-offers" { dashboard.press("z") }
        if journey.name.hasPrefix("simulate") {
          while dashboard.state.simulate.area != .form { dashboard.press("tab") }
          while !dashboard.state.simulate.undo.isEmpty { dashboard.press("u") }
          dashboard.press("home")
        }
      }
    }
  }

  @Test func asciiScreensHoldNothingElse() throws {
    let dashboard = try SmallDashboard.trained(glyphs: .ascii)
    for key: KeyPress in ["1", "2", "3", "4", "5", "6", "7", "?"] {
      dashboard.press(key)
      #expect(dashboard.text.utf8.allSatisfy { $0 < 0x80 }, "\(key)")
    }
  }

  private func check(_ text: String, _ name: String) throws {
    let shown = ScreenFixtureTests.masked(text)
    let file = ScreenFixtureTests.folder.appendingPathComponent(name)
    if ScreenFixtureTests.isRecording {
      try shown.write(to: file, atomically: true, encoding: .utf8)
      return
    }
    let kept = try String(contentsOf: file, encoding: .utf8)
    #expect(shown == kept, "\(name) differs")
  }

  /// Seconds differ from run to run.
  private static func masked(_ text: String) -> String {
    text.replacing(/[0-9]+\.[0-9]{2} s\b/) { match in
      String(repeating: "#", count: match.output.count - 2) + " s"
    }
  }
}
