import Dashboard
import Foundation
import TerminalKit
import Testing

/// Keys that can't be done say why, and the palette knows what was done last.
@Suite struct DiscoverabilityTests {
  /// The situations in which every key is asked: a name, and what leads there.
  private static let situations: [(name: String, hasData: Bool, script: String)] = [
    ("nothing is open", false, "press 1"), ("the browser of files", false, "press o\nwait"),
    ("columns", true, "press 1"), ("rows", true, "press 1 v"), ("train", true, "press 2"),
    ("compare", true, "press 3"), ("compare, chart", true, "press 3 tab"),
    ("importances", true, "press 4"), ("simulate", true, "press 5"),
    ("simulate, offers", true, "press 5 tab"), ("simulate, reasons", true, "press 5 tab tab"),
    ("folds", true, "press 2 end up up up up up up right right right\npress r\nwait\npress 3"),
  ]

  /// Keys that move, close or take back a selection rightly do nothing at an end.
  private static let quiet: Set<String> = [
    "up", "down", "left", "right", "page up", "page down", "first", "last", "next area",
    "previous area", "back", "redraw", "suspend", "quit", "area", "do it", "open", "close",
  ]

  @Test(arguments: situations.map(\.name))
  func aKeyDoesSomethingOrSaysWhy(name: String) throws {
    let situation = try #require(DiscoverabilityTests.situations.first { $0.name == name })
    let path = try SmallDashboard.folder(rows: 300)
    defer { try? FileManager.default.removeItem(atPath: path) }
    let start = HeadlessDashboard(
      options: SmallDashboard.options(path: situation.hasData ? path : nil))
    try start.run("wait\n\(situation.script)\nwait")
    let context = start.state.pane.rawValue
    for binding in KeyTable.map.bindings where binding.applies(in: context) {
      guard let key = binding.keys.first, !DiscoverabilityTests.quiet.contains(binding.title),
        KeyTable.map.binding(for: key, in: context)?.title == binding.title
      else { continue }
      let action = KeyTable.action(for: key, in: start.state)
      // The tab of the pane that is in sight already.
      guard let action, action != .show(start.state.pane) else { continue }
      var state = start.state
      state.status = nil
      let before = Screen.frame(of: state, size: start.frame.size, medium: start.frame.medium)
      let effects = reduce(&state, action)
      let after = Screen.frame(of: state, size: start.frame.size, medium: start.frame.medium)
      #expect(
        before != after || !effects.isEmpty || state.isQuitting,
        "\(key.text) (\(binding.title)) says nothing in \(name)")
      if effects.isEmpty, let status = state.status, status.kind == .warning {
        #expect(status.text.hasSuffix("."), "\(status.text)")
        #expect(status.text.count > 10, "\(status.text)")
      }
    }
  }

  @Test func thePaletteKnowsWhatWasDoneLast() throws {
    let dashboard = try SmallDashboard.trained()
    try dashboard.run("press :\ntype honesty key\npress esc :\ntype simulate order\npress enter")
    #expect(dashboard.state.pane == .simulate)
    try dashboard.run("wait\npress :")
    let lines = dashboard.frame.textLines
    let recent = try #require(lines.firstIndex { $0.contains("Simulate: order") })
    let others = try #require(lines.firstIndex { $0.contains("Simulate: more") })
    #expect(recent < others)
    // The same again with one key.
    let order = dashboard.state.simulate.order
    dashboard.press("enter")
    #expect(dashboard.state.simulate.order != order)
  }

  @Test func tabCompletesTheNameOfAnAction() throws {
    let dashboard = try SmallDashboard.trained()
    try dashboard.run("press :\ntype cancel all\npress tab\nexpect / Train: cancel all")
    dashboard.press("enter")
    #expect(dashboard.state.pane == .train)
  }

  @Test func theListOfKeysIsWhole() {
    for binding in KeyTable.map.bindings {
      #expect(KeyList.text.contains(binding.help), "\(binding.title)")
    }
    for row in KeyList.markdown.split(separator: "\n") {
      #expect(row.hasPrefix("| ") || row.hasPrefix("|-"), "\(row)")
      #expect(row.replacing("\\|", with: "").filter { $0 == "|" }.count == 3, "\(row)")
    }
  }
}
