import Foundation
import TerminalKit
import Testing

@testable import Dashboard

/// Boxes over a pane, read line by line.
@Suite struct LinearOverlayTests {
  private func opened() throws -> LinearDashboard {
    let path = try SmallDashboard.folder(rows: 300)
    defer { try? FileManager.default.removeItem(atPath: path) }
    let dashboard = LinearDashboard(options: SmallDashboard.options(path: path))
    _ = dashboard.greeting()
    _ = dashboard.answer("")
    _ = dashboard.answer("3")
    return dashboard
  }

  @Test(arguments: [
    ("S", "Segments of"), ("b", "beats the column"), ("?", "Keys"), ("!", "Messages"),
  ])
  func `only the open box is read, whole and with its title`(key: String, title: String) throws {
    let dashboard = try opened()
    let before = dashboard.answer("read")
    let told = dashboard.answer(key)
    #expect(told.contains { $0.hasPrefix("## ") && $0.contains(title) }, "\(told)")
    let read = dashboard.answer("read")
    #expect(read.filter { $0.hasPrefix("## ") }.count == 1, "\(read)")
    #expect(read.first?.contains(title) == true, "\(read)")
    // Nothing of the page under it, and no box torn into letters.
    #expect(!read.contains { $0.count < 3 }, "\(read)")
    #expect(!read.contains { $0.hasPrefix("1 Data") })
    // Closed again, the page is known: it is not told a second time.
    let closed = dashboard.answer("esc")
    #expect(closed.count < 12, "\(closed)")
    #expect(dashboard.answer("read") == before)
  }

  @Test func `the line of a list is read without the chart beside it`() throws {
    let dashboard = try opened()
    _ = dashboard.answer("S")
    let found = dashboard.answer("f")
    #expect(found.contains { $0.contains("What sets it apart") }, "\(found)")
    #expect(dashboard.answer("charts").contains { $0.contains("near ones are alike") })
    let told = dashboard.answer("down") + dashboard.answer("where")
    let line = try #require(told.first { $0.hasPrefix("At: ") || $0.contains("❯") })
    #expect(!line.contains("● ●") && !line.contains("▲ ▲") && !line.contains("■ ■"), "\(line)")
  }

  @Test func `a hint speaks of the box that is open, not of the pane under it`() throws {
    let dashboard = try SmallDashboard.trained(rows: 300)
    dashboard.press("3")
    let hint = dashboard.state.pane.program.hint(in: dashboard.state)
    #expect(!hint.isEmpty && OverlayProgram.hint(in: dashboard.state) == hint)
    for key in ["S", "b", "?"] {
      dashboard.press(try #require(KeyPress(key)))
      #expect(OverlayProgram.hint(in: dashboard.state) != hint)
      let last = dashboard.text.split(separator: "\n").suffix(2).first.map(String.init) ?? ""
      #expect(!last.contains(hint.prefix(24)), "\(last)")
      dashboard.press("esc")
    }
  }

  @Test func `a copied table is named in the news, not repeated`() throws {
    let path = try SmallDashboard.folder(rows: 300)
    let folder = SmallDashboard.freshPath()
    defer { for made in [path, folder] { try? FileManager.default.removeItem(atPath: made) } }
    var options = SmallDashboard.options(path: path)
    options.copyFolder = folder
    let dashboard = HeadlessDashboard(options: options)
    dashboard.waitUntilIdle()
    dashboard.press("3")
    dashboard.press("Y")
    let said = try #require(dashboard.state.status?.text)
    #expect(said.hasSuffix(": leaderboard, 3 rows as Markdown"), "\(said)")
    let text = try String(contentsOfFile: folder + "/leaderboard.md", encoding: .utf8)
    #expect(text.hasPrefix("| "))
    dashboard.press("b")
    dashboard.press("y")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder)
    #expect(files.count == 2 && files.allSatisfy { !$0.contains(" ") }, "\(files)")
  }
}
