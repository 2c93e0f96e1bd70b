import Dashboard
import Foundation
import Modelling
import TerminalKit
import Testing
import Workbench

/// Learning curves grow on screen while models are trained, unless nothing may move by itself.
@Suite struct LiveCurvesTests {
  private func slow(isCalm: Bool) throws -> HeadlessDashboard {
    let path = try SmallDashboard.folder(rows: 2_000)
    defer { try? FileManager.default.removeItem(atPath: path) }
    var options = SmallDashboard.options(path: path, models: ["boosted", "logistic"])
    options.plan.settings = ["boosted.rounds": 10_000, "boosted.earlyStoppingRounds": 0]
    options.reducesMotion = isCalm
    let dashboard = HeadlessDashboard(options: options)
    dashboard.press("2")
    dashboard.waitUntilIdle { $0.session.training.models[.boosted]?.progress != nil }
    return dashboard
  }

  private func curve(_ dashboard: HeadlessDashboard) -> Int {
    dashboard.state.session.training.models[.boosted]?.curve.count ?? 0
  }

  @Test func curvesGrowWhileTheModelIsTrained() throws {
    let dashboard = try slow(isCalm: false)
    dashboard.waitUntilIdle { ($0.session.training.models[.boosted]?.curve.count ?? 0) > 5 }
    let (count, screen) = (curve(dashboard), dashboard.text)
    #expect(screen.contains("Learning curves"))
    #expect(dashboard.state.session.training.isRunning && dashboard.state.isAnimated)
    dashboard.waitUntilIdle {
      ($0.session.training.models[.boosted]?.curve.count ?? 0) > count + 20
    }
    #expect(dashboard.state.session.training.isRunning)
    #expect(dashboard.text != screen)
    dashboard.press("C")
    dashboard.waitUntilIdle()
    #expect(curve(dashboard) > count + 20)
  }

  @Test func nothingMovesByItselfWhereMotionIsReduced() throws {
    let dashboard = try slow(isCalm: true)
    let screen = dashboard.text
    #expect(!dashboard.state.isAnimated)
    // Steps come in, and the screen rests until a quarter is done.
    var counted = 0
    dashboard.waitUntilIdle { _ in
      counted += 1
      return counted > 30
    }
    #expect(dashboard.state.session.training.isRunning)
    let share = dashboard.state.session.training.models[.boosted]?.share ?? 1
    if share < 0.25 { #expect(dashboard.text == screen) }
    dashboard.press("C")
    dashboard.waitUntilIdle()
  }
}
