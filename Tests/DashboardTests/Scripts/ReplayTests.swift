import Dashboard
import Foundation
import Modelling
import Offers
import TerminalKit
import Testing
import Workbench

/// A recorded session ends at the same screen, byte for byte.
@Suite struct ReplayTests {
  /// What was recorded live, played again without waiting for anything but what the log says.
  private func replayed(_ dashboard: HeadlessDashboard, _ options: DashboardOptions) throws
    -> HeadlessDashboard
  {
    let text = dashboard.recording.text
    let script = try Script(parsing: text)
    var options = options
    options.clock = ScriptClock(script)
    options.writesFiles = false
    let replay = HeadlessDashboard(options: options, size: try #require(script.size))
    #expect(try replay.run(script) == [])
    return replay
  }

  @Test func theLastScreenIsTheSame() throws {
    let path = try SmallDashboard.folder()
    defer { try? FileManager.default.removeItem(atPath: path) }
    let options = SmallDashboard.options(path: path)
    let live = HeadlessDashboard(options: options)
    live.waitUntilIdle()
    live.press("3")
    live.press("s")
    live.press("5")
    live.press("right")
    live.press("enter")
    live.press("ctrl-u")
    live.type("61")
    live.press("enter")
    live.click(HitTarget(500, .increase(0)))
    live.waitUntilIdle()
    live.resize(Size(width: 100, height: 30))
    live.press("3")
    let replay = try replayed(live, options)
    #expect(replay.text == live.text)
    #expect(replay.state.simulate.profile == live.state.simulate.profile)
    replay.press("2")
    live.press("2")
    // Seconds are those of the recording, to the last digit on screen.
    #expect(live.text.contains(/[0-9]\.[0-9]{2} s\b/))
    #expect(replay.text == live.text)
  }

  /// Keys in quick succession replace a training that may have handed over results by then, or not.
  @Test func aTrainingThatWasReplacedTakesNoRecordedTimes() throws {
    let path = try SmallDashboard.folder()
    defer { try? FileManager.default.removeItem(atPath: path) }
    func awaited(_ seconds: String) -> String {
      ["logistic", "forest", "boosted"].map { "await trained \($0) \(seconds) 0.01 \(seconds)\n" }
        .joined() + "wait\n"
    }
    let script = try Script(
      parsing: "size 120x40\n\(awaited("0.125"))press 2\npress down\npress +\npress r\n"
        + "\(awaited("0.875"))press 3\n")
    var options = SmallDashboard.options(path: path, isLive: true)
    options.clock = ScriptClock(script)
    let replay = HeadlessDashboard(options: options)
    #expect(try replay.run(script) == [])
    #expect(replay.state.session.training.run == 3)
    let seconds = replay.state.session.comparison?.trained.map(\.model.trainSeconds)
    #expect(seconds == [0.875, 0.875, 0.875])
  }

  @Test func keysPressedDuringATrainingAreRepeatedAtTheirPlace() throws {
    let path = try SmallDashboard.folder()
    defer { try? FileManager.default.removeItem(atPath: path) }
    let options = SmallDashboard.options(path: path)
    let live = HeadlessDashboard(options: options)
    live.waitUntilIdle { $0.session.data != nil }
    live.press("2")
    live.waitUntilIdle { $0.session.training.models[.forest]?.phase == .ended }
    live.press("down")
    live.press("+")
    live.press("r")
    live.waitUntilIdle()
    live.press("3")
    let replay = try replayed(live, options)
    #expect(replay.text == live.text)
    #expect(live.recording.text.contains("await trained logistic"))
    #expect(replay.state.session.training.run == live.state.session.training.run)
  }

  @Test func aFrozenClockShowsNoSeconds() throws {
    let path = try SmallDashboard.folder()
    defer { try? FileManager.default.removeItem(atPath: path) }
    var options = SmallDashboard.options(path: path)
    options.clock = .frozen
    let screens = try (0..<2).map { _ in
      let dashboard = HeadlessDashboard(options: options)
      try dashboard.run("wait\npress 2\nwait")
      return dashboard.text
    }
    #expect(screens[0] == screens[1])
    #expect(screens[0].contains("– s"))
  }

  @Test func aMacroDoesItAgain() throws {
    let dashboard = try SmallDashboard.trained()
    try dashboard.run("press @\nexpect There is no macro yet")
    let first = try #require(dashboard.state.simulate.profile?["age"]?.number)
    try dashboard.run("press 5 Q right right Q\nwait\nexpect @ plays it")
    let age = try #require(dashboard.state.simulate.profile?["age"]?.number)
    #expect(dashboard.state.macro.steps == [.press(["right"]), .press(["right"])])
    try dashboard.run("press @\nwait")
    #expect(dashboard.state.simulate.profile?["age"]?.number == age + (age - first))
    // The log holds what the macro did, so a replay does it too.
    #expect(dashboard.recording.steps.filter { $0 == .press(["right"]) }.count == 4)
  }

  @Test func aMacroWaitsWhereThePersonWaited() throws {
    let dashboard = try SmallDashboard.trained()
    try dashboard.run("press 2 down Q + r\nwait\npress 3 Q 2\nwait\npress @\nwait")
    #expect(dashboard.state.session.plan?.models[0]["inverseRegularisation"] == 100)
    #expect(dashboard.state.pane == .compare)
    #expect(!dashboard.state.session.isPlanChanged)
  }

  @Test(.timeLimit(.minutes(1))) func aMacroDoesNotPlayItself() throws {
    let dashboard = try SmallDashboard.trained()
    try dashboard.run("press 5 Q right Q\nwait")
    // While it is recorded, playing is refused; played, the same steps would start it anew.
    try dashboard.run("press Q right :\ntype play macro\npress enter\npress Q\nwait")
    #expect(dashboard.state.macro.steps.count > 2)
    try dashboard.run("press @\nwait\nexpect a macro is not played within")
  }

  @Test func aBugReportIsAScript() throws {
    let folder = FileManager.default.temporaryDirectory.path + "/\(UUID().uuidString)"
    let path = try SmallDashboard.folder()
    defer {
      try? FileManager.default.removeItem(atPath: path)
      try? FileManager.default.removeItem(atPath: folder)
    }
    var options = SmallDashboard.options(path: path)
    options.copyFolder = folder
    options.version = "9.8.7"
    let dashboard = HeadlessDashboard(options: options)
    try dashboard.run("wait\npress 5 right\nwait")
    let screen = dashboard.text
    try dashboard.run("do Everywhere: write bug report\nexpect bug-report-1.txt")
    let file = folder + "/bug-report-1.txt"
    let text = try String(contentsOfFile: file, encoding: .utf8)
    #expect(text.contains("9.8.7") && text.contains("120x40"))
    for line in screen.split(separator: "\n").prefix(20) { #expect(text.contains(line)) }
    let script = try Script(path: file)
    options.writesFiles = false
    options.clock = ScriptClock(script)
    let replay = HeadlessDashboard(options: options)
    try replay.run(script)
    #expect(replay.state.pane == .simulate)
    #expect(!FileManager.default.fileExists(atPath: folder + "/bug-report-2.txt"))
  }
}
