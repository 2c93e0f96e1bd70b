import Dashboard
import Foundation
import Registry
import TerminalKit
import Testing

/// The Runs pane on a folder of its own.
@Suite struct RunsPaneTests {
  /// A trained dashboard whose runs go to a folder that the caller removes.
  private func dashboard(
    size: Size = Size(width: 120, height: 40), glyphs: Glyphs = .unicode
  ) throws -> (dashboard: HeadlessDashboard, artifacts: String) {
    let path = try SmallDashboard.folder()
    defer { try? FileManager.default.removeItem(atPath: path) }
    var options = SmallDashboard.options(path: path)
    let artifacts = path + "-runs"
    options.artifacts = artifacts
    let dashboard = HeadlessDashboard(options: options, size: size, theme: .dark, glyphs: glyphs)
    dashboard.waitUntilIdle()
    return (dashboard, artifacts)
  }

  private func press(_ dashboard: HeadlessDashboard, _ keys: KeyPress...) {
    for key in keys {
      dashboard.press(key)
      dashboard.waitUntilIdle()
    }
  }

  @Test func `a training is registered, made champion after a second key, and written down`() throws
  {
    let (dashboard, artifacts) = try dashboard()
    defer { try? FileManager.default.removeItem(atPath: artifacts) }
    press(dashboard, "6")
    #expect(dashboard.words.contains("K registers the training in"))
    press(dashboard, "3", "K")
    #expect(dashboard.words.contains("Registered as"))
    press(dashboard, "K")
    #expect(dashboard.words.contains("registered already"))
    press(dashboard, "6", "p")
    #expect(dashboard.words.contains("p again makes"))
    let registry = try RunRegistry(reading: artifacts)
    #expect(try registry.runs().count == 1)
    #expect(try registry.runs()[0].champion == nil)
    press(dashboard, "esc", "p")
    #expect(dashboard.words.contains("p again makes"))
    press(dashboard, "p")
    #expect(dashboard.words.contains("is now champion"))
    let champion = try registry.model("champion")
    press(dashboard, "p")
    #expect(dashboard.words.contains("is the champion already"))
    press(dashboard, "tab", "down", "p", "p")
    #expect(try registry.model("champion").name != champion.name)
    press(dashboard, "]", "]")
    #expect(dashboard.words.contains("promoted to champion"))
    #expect(dashboard.words.contains("made a candidate"))
    press(dashboard, "v")
    #expect(dashboard.words.contains("as they were written"))
    press(dashboard, "[", "[", "tab", "x", "x")
    #expect(try registry.runs()[0].models.contains { $0.stage == .retired })
  }

  @Test func `two runs stand side by side, and a question is forgotten by another key`() throws {
    let (dashboard, artifacts) = try dashboard()
    defer { try? FileManager.default.removeItem(atPath: artifacts) }
    press(dashboard, "K", "2", "down", "down", "right", "+", "r", "K", "6")
    let registry = try RunRegistry(reading: artifacts)
    #expect(try registry.runs().count == 2)
    press(dashboard, "p", "down", "up", "p")
    #expect(try registry.runs().allSatisfy { $0.champion == nil })
    press(dashboard, "esc", "m", "down")
    #expect(dashboard.words.contains("The same test rows of the same data."))
    #expect(dashboard.words.contains("What differs"))
    press(dashboard, "/")
    for key: KeyPress in ["n", "o", "n", "e"] { press(dashboard, key) }
    press(dashboard, "enter")
    #expect(dashboard.words.contains("No run passes the filter"))
    press(dashboard, "p")
    #expect(dashboard.words.contains("Esc takes it away"))
    press(dashboard, "esc")
    #expect(dashboard.words.contains("2 of 2"))
  }

  @Test(arguments: [
    Size(width: 120, height: 40), Size(width: 80, height: 24), Size(width: 60, height: 18),
  ])
  func `every page draws at every size and in ASCII`(size: Size) throws {
    let (dashboard, artifacts) = try dashboard(size: size, glyphs: .ascii)
    defer { try? FileManager.default.removeItem(atPath: artifacts) }
    press(dashboard, "K", "6")
    for key: KeyPress in ["]", "]", "]", "f", "s", "s", "s", "s", "s", "s", "s", "S", "tab", "z"] {
      press(dashboard, key)
      #expect(dashboard.text.utf8.allSatisfy { $0 < 0x80 })
    }
    press(dashboard, "z", "tab")
    #expect(dashboard.words.contains("ROC-AUC") || dashboard.words.contains("boosted"))
  }

  @Test func `a registry that can't be trusted is said, not shown`() throws {
    let (dashboard, artifacts) = try dashboard()
    defer { try? FileManager.default.removeItem(atPath: artifacts) }
    try FileManager.default.createDirectory(atPath: artifacts, withIntermediateDirectories: true)
    try Data(repeating: 65, count: 4096).write(
      to: URL(fileURLWithPath: artifacts + "/offerscope.sqlite"))
    press(dashboard, "6")
    #expect(dashboard.words.contains("no SQLite"))
    press(dashboard, "3", "K")
    #expect(dashboard.words.contains("no SQLite"))
  }

  @Test func `at 60 columns the names and both values stand in sight`() throws {
    let (dashboard, artifacts) = try dashboard(size: Size(width: 60, height: 18))
    defer { try? FileManager.default.removeItem(atPath: artifacts) }
    press(
      dashboard, "3", "K", "2", "down", "down", "right", "+", "r", "3", "K", "6", "m", "down")
    press(dashboard, "tab", "z")
    let lines = dashboard.text.split(separator: "\n").map(String.init)
    let heading = try #require(lines.first { $0.contains("What differs") }, "\(dashboard.text)")
    #expect(heading.contains(" A ") && heading.contains(" B "))
    let place = try #require(heading.range(of: " B "))
    let row = try #require(lines.drop { $0 != heading }.dropFirst().first)
    let column = heading.distance(from: heading.startIndex, to: place.lowerBound) + 1
    #expect(Array(row)[column] != " ", "\(row)")
  }
}
