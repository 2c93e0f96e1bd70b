import Foundation
import Tabular
import TerminalKit
import Testing
import Workbench

@testable import Dashboard

/// The file browser, typed paths, and what is remembered of data.
@Suite struct BrowserTests {
  /// A folder with one of each kind.
  private func folder() throws -> String {
    let path = FileManager.default.temporaryDirectory.path + "/offerscope-\(UUID().uuidString)"
    let manager = FileManager.default
    for name in ["inner", "inner/deep", ".dark", "zoo"] {
      try manager.createDirectory(atPath: "\(path)/\(name)", withIntermediateDirectories: true)
    }
    for (name, text) in [
      ("alpha.csv", "a,b\n1,2\n"), ("alps.csv", "a\n1\n"), ("empty.csv", ""), ("notes.bin", "x"),
      (".hidden.csv", "a\n1\n"), ("inner/one.csv", "a\n1\n"),
    ] {
      try text.write(toFile: "\(path)/\(name)", atomically: true, encoding: .utf8)
    }
    try manager.createSymbolicLink(
      atPath: "\(path)/broken.csv", withDestinationPath: "\(path)/nowhere")
    return path
  }

  private func browsing(_ path: String, stateFolder: String? = nil) -> HeadlessDashboard {
    let dashboard = HeadlessDashboard(
      options: DashboardOptions(reducesMotion: true, stateFolder: stateFolder))
    dashboard.perform(.happened(.folderListed(listing(path))))
    return dashboard
  }

  private func listing(_ path: String) -> FolderListing {
    (try? FolderReader.listing(path)) ?? FolderListing(path: path, entries: [])
  }

  private func selected(_ dashboard: HeadlessDashboard) -> String? {
    let sources = DataSources.list(in: dashboard.state)
    guard sources.indices.contains(dashboard.state.data.selectedSource),
      case .entry(let entry, _) = sources[dashboard.state.data.selectedSource]
    else { return nil }
    return entry.name
  }

  @Test func entriesTellWhatTheyAreAndWhyNot() throws {
    let path = try folder()
    defer { try? FileManager.default.removeItem(atPath: path) }
    let entries = listing(path).entries
    func entry(_ name: String) throws -> FolderListing.Entry {
      try #require(entries.first { $0.name == name })
    }
    #expect(try entry("alpha.csv").kind == .table && entry("alpha.csv").byteCount == 8)
    #expect(try entry("inner").itemCount == 2)
    #expect(try entry("empty.csv").trouble == "empty")
    #expect(try entry("broken.csv").trouble == "link to nowhere")
    #expect(try entry("notes.bin").isAside && entry(".dark").isAside)
    let dashboard = browsing(path)
    #expect(dashboard.text.contains("link to nowhere"))
    #expect(!dashboard.text.contains("notes.bin"))
    dashboard.press(".")
    #expect(dashboard.text.contains("notes.bin") && dashboard.text.contains(".hidden.csv"))
    dashboard.press("/")
    dashboard.type("broken")
    dashboard.press("enter")
    dashboard.press("enter")
    #expect(dashboard.state.status?.text == "broken.csv can't be opened: link to nowhere.")
  }

  @Test func namesAreFilteredAsTyped() throws {
    let path = try folder()
    defer { try? FileManager.default.removeItem(atPath: path) }
    let dashboard = browsing(path)
    dashboard.press("/")
    dashboard.type("alp")
    #expect(dashboard.text.contains("alps.csv") && !dashboard.text.contains("inner/"))
    #expect(selected(dashboard) == "alpha.csv")
    dashboard.press("down")
    #expect(selected(dashboard) == "alps.csv")
    dashboard.press("enter")
    dashboard.press("esc")
    #expect(dashboard.text.contains("inner/"))
  }

  @Test func leftAndRightWalkThroughFolders() throws {
    let path = try folder()
    defer { try? FileManager.default.removeItem(atPath: path) }
    let dashboard = browsing(path)
    #expect(selected(dashboard) == "inner")
    dashboard.press("l")
    dashboard.waitUntilIdle()
    #expect(dashboard.state.data.folder?.path.hasSuffix("/inner") == true)
    #expect(selected(dashboard) == "deep")
    dashboard.press("h")
    dashboard.waitUntilIdle()
    // The folder that was left is the selected one.
    #expect(selected(dashboard) == "inner")
  }

  @Test func aPathIsTypedWithCompletion() throws {
    let path = try folder()
    defer { try? FileManager.default.removeItem(atPath: path) }
    let dashboard = browsing(path)
    dashboard.press("e")
    dashboard.waitUntilIdle()
    #expect(dashboard.text.contains("Open a path"))
    dashboard.type("alp")
    dashboard.waitUntilIdle()
    dashboard.press("tab")
    dashboard.waitUntilIdle()
    guard case .path(let entry)? = dashboard.state.overlay else {
      Issue.record("no field")
      return
    }
    #expect(entry.text.text.hasSuffix("/alp"))
    #expect(
      entry.completions.map { String($0.split(separator: "/").last ?? "") } == [
        "alpha.csv", "alps.csv",
      ])
    dashboard.type("h")
    dashboard.waitUntilIdle()
    dashboard.press("tab")
    dashboard.waitUntilIdle()
    dashboard.press("enter")
    dashboard.waitUntilIdle()
    // The file is readable and has no target, so that is asked for.
    #expect(dashboard.state.data.targetChoice?.columns.map(\.name) == ["a", "b"])
    dashboard.press("esc")
    dashboard.press("e")
    dashboard.press("ctrl-u")
    dashboard.type("/no/such/place")
    dashboard.press("enter")
    dashboard.waitUntilIdle()
    #expect(dashboard.state.status?.text.contains("there is no such file or folder") == true)
  }

  @Test func aTargetIsChosenAmongColumnsWithTheirValues() throws {
    let rows = (0..<40).map { "\($0 % 7),\($0 % 3 == 0 ? "hot" : "cold"),\($0)" }
    let path = FileManager.default.temporaryDirectory.path + "/offerscope-\(UUID().uuidString).csv"
    try ("n,mood,place\n" + rows.joined(separator: "\n") + "\n").write(
      toFile: path, atomically: true, encoding: .utf8)
    let dashboard = browsing(FileManager.default.temporaryDirectory.path)
    dashboard.perform(.happened(.pathFound(path)))
    dashboard.waitUntilIdle()
    // The one that can be a target is selected, and its values are shown.
    #expect(dashboard.words.contains("cold, hot") && dashboard.words.contains("7 values"))
    dashboard.press("enter")
    dashboard.waitUntilIdle()
    #expect(dashboard.state.session.data?.dataset.roles.target == "mood")
  }

  @Test func whatWasOpenedAndHiddenIsRemembered() throws {
    let path = try SmallDashboard.folder()
    let memory = FileManager.default.temporaryDirectory.path + "/offerscope-\(UUID().uuidString)"
    defer {
      for path in [path, memory] { try? FileManager.default.removeItem(atPath: path) }
    }
    var options = SmallDashboard.options(path: path, models: ["logistic"])
    options.stateFolder = memory + "/state"
    let dashboard = HeadlessDashboard(options: options)
    dashboard.waitUntilIdle()
    dashboard.press("1")
    dashboard.press("-")
    dashboard.waitUntilIdle()
    var later = options
    later.dataPath = nil
    let next = HeadlessDashboard(options: later)
    #expect(next.state.data.memory.recent == [DataMemory.absolute(path)])
    #expect(next.text.contains("Opened last"))
    next.press("enter")
    next.waitUntilIdle()
    next.press("1")
    #expect(next.state.data.hidden == ["age"])
    // A broken file is as good as none.
    try "{".write(toFile: memory + "/state/data.json", atomically: true, encoding: .utf8)
    let broken = HeadlessDashboard(options: later)
    #expect(broken.state.data.memory == DataMemory() && broken.state.status == nil)
  }

  @Test func aFolderThatCanNotBeMadeIsNoTrouble() throws {
    let path = try SmallDashboard.folder()
    defer { try? FileManager.default.removeItem(atPath: path) }
    var options = SmallDashboard.options(path: path, models: ["logistic"])
    options.stateFolder = "/dev/null/state"
    let dashboard = HeadlessDashboard(options: options)
    dashboard.waitUntilIdle()
    #expect(dashboard.state.session.comparison != nil)
    #expect(dashboard.state.news.allSatisfy { $0.kind != .failure })
  }

  @Test func theStateFolderFollowsTheRules() {
    #expect(StateFolder.path(environment: ["HOME": "/h"]) == "/h/.local/state/offerscope")
    #expect(
      StateFolder.path(environment: ["HOME": "/h", "XDG_STATE_HOME": "/s"]) == "/s/offerscope")
    #expect(
      StateFolder.path(environment: ["HOME": "/h", "XDG_STATE_HOME": "relative"])
        == "/h/.local/state/offerscope")
    #expect(StateFolder.path(environment: [:]) == nil)
  }

  @Test func manyDataSetsAreForgottenOldestFirst() {
    var memory = DataMemory()
    for number in 0..<60 {
      memory.apply(.opened(path: "/data/\(number)"))
      memory.apply(.hid(path: "/data/\(number)", columns: ["x"]))
    }
    #expect(memory.recent.count == 12 && memory.recent.first == "/data/59")
    #expect(memory.hidden.count <= 51 && memory.hiddenColumns(of: "/data/59") == ["x"])
    memory.apply(.hid(path: "/data/59", columns: []))
    #expect(memory.hiddenColumns(of: "/data/59").isEmpty)
  }
}
