import Tabular
import Offers
import Evaluation
import Foundation
import Modelling
import Synthetic
import TerminalKit
import Testing
import Workbench

@testable import Dashboard

/// Leaving and going on: the same data, settings and screen, and models of the same bytes.
@Suite struct ResumingTests {
  private func withFolders(_ body: (_ data: String, _ sessions: String) throws -> Void) throws {
    let data = try SmallDashboard.folder()
    let sessions = FileManager.default.temporaryDirectory.path + "/offerscope-\(UUID().uuidString)"
    defer {
      try? FileManager.default.removeItem(atPath: data)
      try? FileManager.default.removeItem(atPath: sessions)
    }
    try body(data, sessions)
  }

  private func started(_ path: String?, _ sessions: String, resumes: Bool = false)
    -> HeadlessDashboard
  {
    var options = SmallDashboard.options(path: path)
    options.stateFolder = sessions
    options.resumes = resumes
    // Seconds differ from run to run.
    options.clock = .frozen
    if path == nil { options.plan = .init() }
    let dashboard = HeadlessDashboard(options: options)
    dashboard.waitUntilIdle()
    return dashboard
  }

  /// Sets things in every pane, and leaves.
  private func left(_ data: String, _ sessions: String) -> HeadlessDashboard {
    let first = started(data, sessions)
    first.press("1")
    for key: KeyPress in ["down", "down", "x"] { first.press(key) }
    first.waitUntilIdle()
    first.press("2")
    for key: KeyPress in ["down", "+", "r"] { first.press(key) }
    first.waitUntilIdle()
    first.press("3")
    for key: KeyPress in ["right", "s", "tab"] { first.press(key) }
    first.perform(.compare(.setThreshold(0.3)))
    first.press("5")
    for key: KeyPress in ["right", "right", "down", "right", "o", "tab", "down"] {
      first.press(key)
    }
    first.waitUntilIdle()
    first.close()
    // The archive tells processes apart, and both are this one here.
    let own = (try? FileManager.default.contentsOfDirectory(atPath: sessions)) ?? []
    for name in own where name.hasPrefix("session-") {
      try? FileManager.default.moveItem(
        atPath: "\(sessions)/\(name)", toPath: "\(sessions)/session-1-1.json")
    }
    return first
  }

  @Test func theSameScreenComesBack() throws {
    try withFolders { data, sessions in
      let first = left(data, sessions)
      let second = started(nil, sessions, resumes: true)
      #expect(SessionSetup(second.state) == SessionSetup(first.state))
      #expect(SavedSession(second.state) == SavedSession(first.state))
      #expect(second.state.pane == .simulate)
      #expect(second.state.simulate.situation == first.state.simulate.situation)
      #expect(second.state.simulate.area == .offers && second.state.simulate.offer == 1)
      // What the status line says goes with the next key.
      for pane: KeyPress in ["5", "1", "3", "4"] {
        first.press(pane)
        second.press(pane)
        first.waitUntilIdle()
        second.waitUntilIdle()
        #expect(Self.masked(second.text) == Self.masked(first.text))
      }
      let (old, new) = (first.state.session.comparison, second.state.session.comparison)
      #expect(old?.results.count == 3)
      for (old, new) in zip(old?.results ?? [], new?.results ?? []) {
        #expect(old.trained?.testScores == new.trained?.testScores)
      }
    }
  }

  @Test func hiddenColumnsOfCompareComeBack() throws {
    var state = try TrainedState.plain.get()
    state.compare.hidden = [.seconds, .metric(.brier)]
    state.compare.showsOnlyDifferent = true
    let data = try JSONEncoder().encode(SavedView(state))
    var other = try TrainedState.plain.get()
    try JSONDecoder().decode(SavedView.self, from: data).apply(to: &other)
    #expect(other.compare.hidden == state.compare.hidden)
    #expect(other.compare.showsOnlyDifferent)
    // Sessions of before said nothing of that.
    var older = SavedView(state)
    older.compare?.hidden = nil
    older.compare?.showsOnlyDifferent = nil
    let text = try #require(String(data: JSONEncoder().encode(older), encoding: .utf8))
    #expect(!text.contains("hidden"))
    try JSONDecoder().decode(SavedView.self, from: Data(text.utf8)).apply(to: &other)
    #expect(other.compare.hidden.isEmpty && !other.compare.showsOnlyDifferent)
  }

  /// No key was pressed yet that offers could have moved with.
  private static func masked(_ text: String) -> String {
    text.replacing(/[▲▼][0-9]+/) {
      String(repeating: " ", count: $0.output.count)
    }
  }

  @Test func theFirstScreenOffersIt() throws {
    try withFolders { data, sessions in
      let first = left(data, sessions)
      let second = started(nil, sessions)
      let name = try #require(data.split(separator: "/").last)
      #expect(second.text.contains("go on with \(name)"))
      #expect(second.text.contains("a moment ago"))
      second.press("end")
      second.press("enter")
      second.waitUntilIdle()
      #expect(SavedSession(second.state) == SavedSession(first.state))
    }
  }

  @Test func withoutASessionOneSentenceSaysSo() throws {
    try withFolders { _, sessions in
      let dashboard = started(nil, sessions, resumes: true)
      #expect(dashboard.text.contains("There is no session to go on with yet"))
      dashboard.press("ctrl-g")
      #expect(dashboard.state.status?.kind == .warning)
    }
  }

  @Test func whatDoesNotFitIsPassedOver() throws {
    try withFolders { data, sessions in
      _ = left(data, sessions)
      let path = "\(sessions)/session-1-1.json"
      var text = try String(contentsOfFile: path, encoding: .utf8)
      text = text.replacing("\"seed\" : 7", with: "\"seed\" : 7, \"balance\" : \"lots\"")
      text = text.replacing("\"threads\" : 2", with: "\"threads\" : -2")
      text = text.replacing("\"trainLine\" : ", with: "\"trainLine\" : 99999")
      text = text.replacing("\"threshold\" : 0.3", with: "\"threshold\" : 17")
      text = text.replacing("\"pane\" : \"simulate\"", with: "\"pane\" : \"nowhere\"")
      try text.write(toFile: path, atomically: true, encoding: .utf8)
      let second = started(nil, sessions, resumes: true)
      #expect(second.state.session.comparison != nil)
      #expect(second.state.compare.threshold == nil)
      #expect(second.state.session.plan?.threads ?? 0 > 0)
      #expect(second.state.news.contains { $0.text.contains("saved plan does not fit") })
    }
  }

  @Test func dataThatAreGoneAreOneSentence() throws {
    try withFolders { data, sessions in
      _ = left(data, sessions)
      var options = SmallDashboard.options(path: nil)
      options.stateFolder = sessions
      let dashboard = HeadlessDashboard(options: options)
      try FileManager.default.removeItem(atPath: data)
      dashboard.press("ctrl-g")
      dashboard.waitUntilIdle()
      #expect(dashboard.state.status?.kind == .failure)
      #expect(dashboard.state.session.data == nil)
      #expect(!dashboard.isQuit)
    }
  }

  @Test func deletedDataGoOnInMemory() throws {
    try withFolders { data, sessions in
      let dashboard = started(data, sessions)
      try FileManager.default.removeItem(atPath: data)
      dashboard.press("2")
      for key: KeyPress in ["down", "+", "r"] { dashboard.press(key) }
      dashboard.waitUntilIdle()
      #expect(dashboard.state.session.comparison?.plan.models[0]["inverseRegularisation"] == 10)
      dashboard.press("5")
      let before = dashboard.text
      dashboard.press("right")
      dashboard.waitUntilIdle()
      #expect(dashboard.text != before)
      // Other roles need the table, which is in memory.
      dashboard.press("1")
      for key: KeyPress in ["down", "down", "x"] { dashboard.press(key) }
      dashboard.waitUntilIdle()
      #expect(dashboard.state.session.comparison != nil)
      #expect(dashboard.state.status?.kind != .failure)
      // Only opening needs the file.
      dashboard.perform(.data(.open(data)))
      dashboard.waitUntilIdle()
      #expect(dashboard.state.status?.kind == .failure)
      #expect(dashboard.state.session.comparison != nil)
    }
  }
}
