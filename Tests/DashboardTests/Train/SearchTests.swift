import Evaluation
import Foundation
import Modelling
import TerminalKit
import Testing
import Workbench

@testable import Dashboard

/// A search for settings: begun, watched, cancelled with what it has, and used.
@Suite struct SearchTests {
  /// Journeys on few rows, and a budget that only a cancel ends.
  private func open() throws -> HeadlessDashboard {
    let dashboard = try SmallDashboard.trained(rows: 300)
    dashboard.press("2")
    dashboard.perform(.train(.select(line: 1, column: 0)))
    dashboard.press("s")
    #expect(dashboard.text.contains("Search for better settings"))
    #expect(dashboard.state.search.kind == .logistic)
    dashboard.press("down")
    for _ in 0..<9 { dashboard.press("right") }
    #expect(dashboard.state.search.seconds == 1_800)
    return dashboard
  }

  @Test func itIsWatchedEndedAndUsed() throws {
    let dashboard = try open()
    dashboard.press("enter")
    #expect(dashboard.state.search.isRunning)
    dashboard.waitUntilIdle { $0.search.count(.done) >= 3 }
    #expect(dashboard.text.contains("best so far, by the mean of 5 folds"))
    #expect(dashboard.text.contains("left"))
    // Closed, it goes on, and other keys work.
    dashboard.press("esc")
    #expect(dashboard.state.overlay == nil && dashboard.state.search.isRunning)
    #expect(dashboard.text.contains("search"))
    dashboard.press("3")
    #expect(dashboard.text.contains("Leaderboard"))
    dashboard.press("2")
    dashboard.press("s")
    dashboard.press("c")
    #expect(dashboard.state.search.isCancelling)
    dashboard.waitUntilIdle()
    #expect(!dashboard.state.search.isRunning)
    let result = try #require(dashboard.state.search.result)
    #expect(result.ending == .cancelled)
    #expect(dashboard.text.contains("test rows that no trial saw"))
    let best = try #require(result.folds.best)
    let before = SessionSetup(dashboard.state)
    dashboard.press("a")
    let place = try #require(
      dashboard.state.train.settings.firstIndex { $0.kind == .logistic })
    #expect(dashboard.state.train.settings[place] == best.settings)
    #expect(dashboard.state.session.plan?.models.contains(best.settings) == true)
    if SessionSetup(dashboard.state) != before { dashboard.press("u") }
    #expect(SessionSetup(dashboard.state) == before)
  }

  @Test func keysThatMeanNothingSayWhy() throws {
    let dashboard = try open()
    dashboard.press("c")
    #expect(dashboard.state.status?.text == "No search runs.")
    dashboard.press("a")
    #expect(dashboard.state.status?.text == "No settings have had all their folds yet.")
    let hints = KeyTable.hints(in: dashboard.state, glyphs: .unicode).map(\.title)
    #expect(hints.contains("start") && !hints.contains("end now"))
    for size in [Size(width: 80, height: 24), Size(width: 60, height: 18)] {
      dashboard.resize(size)
      #expect(dashboard.text.contains("budget"))
    }
  }

  @Test func otherDataEndIt() throws {
    let dashboard = try open()
    dashboard.press("enter")
    dashboard.waitUntilIdle { $0.search.begun > 0 }
    dashboard.press("esc")
    dashboard.press("1")
    dashboard.press("x")
    dashboard.waitUntilIdle()
    #expect(!dashboard.state.search.isRunning && dashboard.state.search.plan == nil)
  }
}
