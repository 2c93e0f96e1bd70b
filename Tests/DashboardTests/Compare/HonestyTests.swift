import Evaluation
import Modelling
import TerminalKit
import Testing
import Workbench

@testable import Dashboard

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

/// Places by a figure, of which flips are told.
@Suite struct SplitRankTests {
  @Test func modelsThatReadTheSameShareTheirPlace() throws {
    let state = try TrainedState.grouped.get()
    let figures = SplitFigures(try #require(state.session.comparison))
    let board = Leaderboard(state)
    for metric in [MetricKind.rocAUC, .recall, .liftAt10] {
      let ranks = figures.ranks(by: metric)
      var compare = state
      compare.compare.sort = .metric(metric)
      let sorted = Leaderboard(compare)
      for row in board.rows where row.isRanked {
        #expect(ranks[row.kind] == sorted.rank(of: row), "\(row.kind) by \(metric)")
      }
    }
    // Two models reach the same lift here.
    let ranks = figures.ranks(by: .liftAt10)
    #expect(ranks[.logistic] == 1 && ranks[.forest] == 1 && ranks[.boosted] == 3)
  }
}
