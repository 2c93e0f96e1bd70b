import Foundation
import Modelling
import Registry
import Tabular
import TerminalKit
import Testing
import Workbench

@testable import Dashboard

/// What must go on whatever happens meanwhile: trainings that wait, and a second program beside this one.
@Suite struct SteadyJourneyTests {
  /// A dashboard whose first model takes far longer than a test.
  private func slow(models: [String]) throws -> HeadlessDashboard {
    let path = try SmallDashboard.folder(rows: 2_000)
    defer { try? FileManager.default.removeItem(atPath: path) }
    var options = SmallDashboard.options(path: path, models: models)
    options.plan.settings = ["boosted.rounds": 10_000, "boosted.earlyStoppingRounds": 0]
    let dashboard = HeadlessDashboard(options: options)
    dashboard.press("2")
    dashboard.waitUntilIdle { $0.session.training.current == .boosted }
    return dashboard
  }

  private func leaveOutBoosted(_ dashboard: HeadlessDashboard) throws {
    let place = try #require(
      dashboard.state.train.settings.firstIndex { $0.kind == .boosted })
    dashboard.perform(.train(.select(line: 0, column: place)))
    dashboard.press("space")
    #expect(dashboard.state.train.leftOut.contains(.boosted))
  }

  @Test func aPausedTrainingMakesWayForTheNextOne() throws {
    let dashboard = try slow(models: ["boosted", "logistic"])
    dashboard.press("p")
    #expect(dashboard.state.session.training.isPaused)
    let run = dashboard.state.session.training.run
    // What waits must not hold up what is asked for now.
    try leaveOutBoosted(dashboard)
    dashboard.press("r")
    dashboard.waitUntilIdle()
    #expect(dashboard.state.session.training.run > run)
    #expect(!dashboard.state.session.training.isPaused)
    #expect(dashboard.state.session.comparison?.results.map(\.kind) == [.logistic])
  }

  @Test func otherRolesEndAPausedTraining() throws {
    let dashboard = try slow(models: ["boosted", "logistic"])
    dashboard.press("p")
    try leaveOutBoosted(dashboard)
    dashboard.press("1")
    dashboard.press("x")
    dashboard.waitUntilIdle()
    #expect(dashboard.state.session.data?.dataset.features.contains("age") == false)
    #expect(dashboard.state.session.comparison?.results.map(\.kind) == [.logistic])
  }

  @Test func oneModelIsCancelledWhilePausedAndTheOthersWait() throws {
    let dashboard = try slow(models: ["boosted", "logistic"])
    dashboard.press("p")
    dashboard.press("c")
    dashboard.waitUntilIdle { $0.session.training.current == .logistic }
    #expect(dashboard.state.session.training.isPaused)
    #expect(dashboard.text.contains("paused"))
    #expect(dashboard.state.session.training.models[.logistic]?.result == nil)
    dashboard.press("p")
    dashboard.waitUntilIdle()
    #expect(dashboard.state.session.comparison?.trained(.logistic) != nil)
    #expect(!dashboard.state.session.training.isRunning)
  }

  @Test func leavingEndsAPausedTraining() throws {
    let dashboard = try slow(models: ["boosted", "logistic"])
    dashboard.press("p")
    dashboard.press("q")
    #expect(dashboard.isQuit)
    dashboard.close()
    dashboard.waitUntilIdle()
    #expect(dashboard.state.session.training.models[.logistic]?.result?.trained == nil)
  }

  @Test func twoProgramsKeepTheirRunsInOneFolder() throws {
    let path = try SmallDashboard.folder()
    let artifacts = path + "-runs"
    defer {
      try? FileManager.default.removeItem(atPath: path)
      try? FileManager.default.removeItem(atPath: artifacts)
    }
    var options = SmallDashboard.options(path: path, models: ["logistic"])
    options.artifacts = artifacts
    options.stateFolder = path + "-state"
    let (one, other) = (HeadlessDashboard(options: options), HeadlessDashboard(options: options))
    for dashboard in [one, other] { dashboard.waitUntilIdle() }
    // Neither waits for the other to end.
    one.press("K")
    other.press("K")
    for dashboard in [one, other] { dashboard.waitUntilIdle() }
    for dashboard in [one, other] {
      #expect(dashboard.words.contains("Registered as"), "\(dashboard.words)")
    }
    #expect(try RunRegistry(reading: artifacts).runs().count == 2)
    // Each sees what the other has kept.
    one.press("6")
    one.waitUntilIdle()
    #expect(one.state.runs.listing?.runs.count == 2)
    // What one changes in its files leaves the other as it is.
    one.press("1")
    one.press("x")
    one.waitUntilIdle()
    #expect(other.state.session.data?.dataset.features.contains("age") == true)
    #expect(try RunRegistry(reading: artifacts).verify().isIntact)
  }
}
