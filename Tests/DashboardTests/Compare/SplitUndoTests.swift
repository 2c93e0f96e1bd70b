import Modelling
import Synthetic
import TerminalKit
import Testing
import Workbench

@testable import Dashboard

/// The honesty key changes the plan, so it can be taken back as every change of the plan.
@Suite struct SplitUndoTests {
  @Test func theSplitIsTakenBack() throws {
    let dashboard = try SmallDashboard.trained(.amex, rows: 400)
    let start = SessionSetup(dashboard.state)
    dashboard.press("3")
    dashboard.press("H")
    dashboard.waitUntilIdle()
    #expect(SessionSetup(dashboard.state) != start)
    dashboard.press("2")
    dashboard.press("u")
    dashboard.waitUntilIdle()
    #expect(SessionSetup(dashboard.state) == start)
    dashboard.press("ctrl-r")
    #expect(SessionSetup(dashboard.state) != start)
  }
}
