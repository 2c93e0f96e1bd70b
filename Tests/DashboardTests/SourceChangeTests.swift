import Dashboard
import Foundation
import Synthetic
import Tabular
import TerminalKit
import Testing
import Workbench

/// A file that is written again while it is open is noticed, told of once, and read again.
@Suite struct SourceChangeTests {
  private let path = FileManager.default.temporaryDirectory.path + "/\(UUID().uuidString).csv"

  private func write(rows: Int, columns: [String] = ["age", "balance", "visits"]) throws {
    let header = (columns + ["bought"]).joined(separator: ",")
    let lines = (0..<rows).map { row in
      (columns.indices.map { "\((row * (7 + 3 * $0)) % 53)" } + [row % 3 == 0 ? "yes" : "no"])
        .joined(separator: ",")
    }
    try ([header] + lines).joined(separator: "\n").write(
      toFile: path, atomically: true, encoding: .utf8)
  }

  private func opened(rows: Int = 200) throws -> HeadlessDashboard {
    try write(rows: rows)
    var options = SmallDashboard.options(path: path, models: ["logistic"])
    options.overrides.target = "bought"
    let dashboard = HeadlessDashboard(options: options)
    dashboard.waitUntilIdle()
    return dashboard
  }

  private func remove() { try? FileManager.default.removeItem(atPath: path) }

  @Test func growthIsToldWhenTheTerminalIsLookedAtAgain() throws {
    defer { remove() }
    let dashboard = try opened()
    dashboard.send([.focus(false), .focus(true)])
    dashboard.waitUntilIdle()
    #expect(dashboard.state.session.source.change == nil)
    try write(rows: 260)
    dashboard.send([.focus(true)])
    dashboard.waitUntilIdle()
    #expect(dashboard.text.contains("has grown by"))
    #expect(dashboard.text.contains("F5 reads it again"))
    // The sentence goes with the next key, the mark in the header stays.
    dashboard.press("1")
    #expect(!dashboard.text.contains("has grown by"))
    #expect(dashboard.text.contains("file changed · F5"))
    #expect(dashboard.state.session.data?.dataset.table.rowCount == 200)
    // It is news once, even if it goes on growing.
    try write(rows: 270)
    dashboard.send([.focus(true)])
    dashboard.waitUntilIdle()
    #expect(dashboard.state.status == nil)
    dashboard.press("f5")
    dashboard.waitUntilIdle()
    #expect(dashboard.text.contains("Read again: 270 rows, 200 before."))
    #expect(dashboard.state.session.source.change == nil)
    #expect(dashboard.state.session.comparison != nil)
    #expect(!dashboard.text.contains("file changed"))
  }

  @Test func trainingOnAnOldReadingSaysSo() throws {
    defer { remove() }
    let dashboard = try opened()
    try write(rows: 150)
    dashboard.press("2")
    dashboard.press("r")
    dashboard.waitUntilIdle()
    #expect(dashboard.state.session.source.change != nil)
    #expect(dashboard.state.news.contains { $0.text.contains("shorter since it was read") })
  }

  @Test func rolesPlanAndFilterStayAndMeetTheNewRows() throws {
    defer { remove() }
    let dashboard = try opened(rows: 300)
    try dashboard.run("press 1 x\nwait\npress 2 down +\nwait\npress 1 v /\ntype visits >= 40")
    try dashboard.run("press enter\nwait")
    let plan = dashboard.state.session.plan
    let matches = try #require(dashboard.state.data.rows?.matches)
    #expect(matches.contains { $0 >= 120 })
    try write(rows: 120)
    dashboard.press("f5")
    dashboard.waitUntilIdle()
    #expect(dashboard.state.session.plan == plan)
    #expect(dashboard.state.session.data?.dataset.features == ["balance", "visits"])
    let now = try #require(dashboard.state.data.rows?.matches)
    #expect(!now.isEmpty && now.allSatisfy { $0 < 120 })
  }

  @Test func fewerColumnsBeginTheTablesAnew() throws {
    defer { remove() }
    let dashboard = try opened()
    try dashboard.run("press 1 end v end right right right s\nwait")
    try write(rows: 100, columns: ["age"])
    for key: KeyPress in ["f5", "1", "v", "down", "esc", "enter"] {
      dashboard.press(key)
      dashboard.waitUntilIdle()
    }
    #expect(dashboard.state.session.data?.dataset.table.names == ["age", "bought"])
    #expect(dashboard.state.session.comparison != nil)
  }

  @Test func aColumnThatIsGoneIsNamedAndWhatWasReadStaysOpen() throws {
    defer { remove() }
    let dashboard = try opened()
    // The first column is kept from the models, and then no longer there.
    try dashboard.run("press 1 x\nwait")
    try write(rows: 100, columns: ["balance", "visits"])
    dashboard.press("f5")
    dashboard.waitUntilIdle()
    #expect(dashboard.state.status?.kind == .failure)
    #expect(dashboard.state.status?.text.contains("age") == true)
    #expect(dashboard.state.session.data?.dataset.table.rowCount == 200)
  }

  @Test func aFileThatIsGoneStaysOpenAsItWasRead() throws {
    let dashboard = try opened()
    remove()
    dashboard.send([.focus(true)])
    dashboard.waitUntilIdle()
    #expect(dashboard.state.session.source.change == nil)
    dashboard.press("f5")
    dashboard.waitUntilIdle()
    #expect(dashboard.text.contains("there is no such file"))
    #expect(dashboard.state.session.data?.dataset.table.rowCount == 200)
    dashboard.press("2")
    dashboard.press("r")
    dashboard.waitUntilIdle()
    #expect(dashboard.state.session.comparison != nil)
  }

  @Test func aFolderIsLookedAtByItsFiles() throws {
    let folder = try SmallDashboard.folder(rows: 300)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let stamp = try #require(SourceStamp(path: folder))
    #expect(stamp.again() == stamp)
    let table = try #require(
      FileManager.default.contentsOfDirectory(atPath: folder).first {
        $0.hasSuffix(".csv") && $0 != "offers.csv"
      })
    let handle = try #require(FileHandle(forWritingAtPath: "\(folder)/\(table)"))
    try handle.seekToEnd()
    try handle.write(contentsOf: Data("\n".utf8))
    try handle.close()
    let now = try #require(stamp.again())
    #expect(stamp.change(to: now) == .grown(byteCount: 1))
    #expect(SourceStamp(path: folder + "/nothing") == nil)
  }
}
