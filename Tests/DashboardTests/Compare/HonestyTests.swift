import Dashboard
import Modelling
import TerminalKit
import Testing
import Workbench

/// The honesty key: the same models on another split, and whose rank flips.
@Suite struct HonestyTests {
  @Test func theKeyTurnsSplitsAndTellsRanks() throws {
    let dashboard = try SmallDashboard.trained()
    dashboard.press("3")
    #expect(!dashboard.text.contains("Honesty"))
    dashboard.press("H")
    dashboard.waitUntilIdle()
    #expect(dashboard.state.session.comparison?.plan.split.name == "time")
    let text = dashboard.text
    #expect(text.contains("Honesty") && text.contains("against random, by ROC-AUC"))
    // Back at random there is nothing to hold it against, and the models are those of before.
    dashboard.press("H")
    dashboard.waitUntilIdle()
    #expect(dashboard.state.session.comparison?.plan.split.name == "holdout")
    #expect(!dashboard.text.contains("against random"))
  }

  @Test func otherSettingsAreNotCompared() throws {
    let dashboard = try SmallDashboard.trained()
    dashboard.press("2")
    dashboard.perform(.train(.select(line: 1, column: 0)))
    dashboard.press("+")
    dashboard.press("3")
    dashboard.press("H")
    dashboard.waitUntilIdle()
    #expect(dashboard.state.session.comparison?.plan.split.name == "time")
    #expect(!dashboard.text.contains("against random"))
  }
}
