import Evaluation
import Foundation
import Modelling
import Tabular
import TerminalKit
import Testing
import Workbench

@testable import Dashboard

/// Standard values, thresholds alone, groups of several columns, curves, and records of searches.
@Suite struct TrainValuesTests {
  @Test func allValuesGoBackToTheStandardAtOnce() throws {
    let dashboard = try SmallDashboard.trained()
    dashboard.press("2")
    // The options of these tests set trees and rounds.
    #expect(dashboard.text.contains("*20") && dashboard.text.contains("*30"))
    let before = SessionSetup(dashboard.state)
    dashboard.press("R")
    #expect(dashboard.state.train.settings.allSatisfy { $0 == ModelSettings($0.kind) })
    #expect(!dashboard.text.contains("*20"))
    #expect(dashboard.state.session.plan?.models.count == 3)
    dashboard.press("u")
    #expect(SessionSetup(dashboard.state) == before)
    dashboard.press("R")
    dashboard.press("R")
    #expect(dashboard.state.status?.text == "All values are the standard ones already.")
  }

  @Test func aThresholdRuleAloneIsFollowedHoweverSlowTheModelsAre() throws {
    let path = try SmallDashboard.folder()
    defer { try? FileManager.default.removeItem(atPath: path) }
    var options = SmallDashboard.options(path: path)
    // No fit is as quick as this.
    options.liveTrainingLimit = 1e-9
    let dashboard = HeadlessDashboard(options: options)
    dashboard.waitUntilIdle()
    dashboard.press("2")
    let lines = TrainLine.all(dashboard.state)
    let run = dashboard.state.session.training.run
    let seconds = dashboard.state.session.comparison?.trained(.forest)?.trainSeconds
    dashboard.perform(
      .train(.select(line: try #require(lines.firstIndex(of: .plan(.threshold))), column: 0)))
    dashboard.press("+")
    #expect(dashboard.state.session.training.run == run + 1)
    dashboard.waitUntilIdle()
    let comparison = try #require(dashboard.state.session.comparison)
    #expect(comparison.plan.thresholdRule != .bestF1)
    #expect(comparison.trained(.forest)?.trainSeconds == seconds)
    // A setting waits for r.
    dashboard.perform(.train(.select(line: 1, column: 0)))
    dashboard.press("+")
    #expect(dashboard.state.session.training.run == run + 1)
    #expect(dashboard.state.session.isPlanChanged)
  }

  @Test func aGroupMayHaveSeveralColumns() throws {
    let dashboard = try SmallDashboard.trained()
    dashboard.press("1")
    let names = try #require(dashboard.state.session.data?.dataset.table.names)
    func give(_ column: String, _ key: KeyPress) throws {
      dashboard.perform(.data(.select(try #require(names.firstIndex(of: column)))))
      dashboard.press("r")
      dashboard.press(key)
      dashboard.waitUntilIdle()
    }
    func group() -> [String]? { dashboard.state.session.data?.dataset.roles.groupKey?.columns }
    try give("job", "g")
    try give("marital", "G")
    #expect(group() == ["job", "marital"])
    #expect(dashboard.state.session.data?.overrides.group == "job,marital")
    try give("age", "G")
    #expect(group() == ["job", "marital", "age"])
    // Out again, by the same key or by another role.
    try give("job", "G")
    #expect(group() == ["marital", "age"])
    try give("age", "i")
    #expect(group() == ["marital"])
    #expect(dashboard.state.session.data?.dataset.roles.identifier == "age")
    try give("marital", "G")
    #expect(dashboard.state.status?.text.contains("only column of the group") == true)
    dashboard.press("u")
    dashboard.waitUntilIdle()
    #expect(group() == ["marital", "age"])
  }

  @Test func theBestTreeIsMarked() throws {
    let dashboard = try SmallDashboard.trained()
    dashboard.press("2")
    #expect(LearningCurveView.best(dashboard.state) == nil)
    #expect(dashboard.text.contains("iteration"))
    dashboard.perform(.train(.select(line: 1, column: 2)))
    let curve = try #require(dashboard.state.session.training.models[.boosted]?.curve)
    let least = try #require(curve.compactMap(\.validation).min())
    let best = try #require(LearningCurveView.best(dashboard.state))
    #expect(best.validation == least)
    #expect(dashboard.text.contains("boosted is best at \(best.step) of"))
    #expect(dashboard.text.contains("trees"))
  }

  @Test func aSearchHasAMethodAndARecordThatGoesOn() throws {
    let record = FileManager.default.temporaryDirectory.path + "/offerscope-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: record) }
    let dashboard = try SmallDashboard.trained(rows: 300)
    dashboard.press("2")
    dashboard.press("s")
    dashboard.press("e")
    dashboard.type(record)
    dashboard.press("enter")
    #expect(dashboard.state.search.record == record && dashboard.state.search.entry == nil)
    dashboard.press("up")
    dashboard.press("right")
    #expect(dashboard.state.search.method == .halving)
    dashboard.press("left")
    dashboard.press("enter")
    dashboard.waitUntilIdle { $0.search.count(.done) >= 2 }
    dashboard.press("c")
    dashboard.waitUntilIdle()
    let first = dashboard.state.search.trials
    let lines = try String(contentsOfFile: record, encoding: .utf8).split(separator: "\n").count
    #expect(lines >= 3)
    // The same search goes on, and another one may not.
    dashboard.press("enter")
    dashboard.waitUntilIdle { $0.search.trials.count >= first.count }
    dashboard.press("c")
    dashboard.waitUntilIdle()
    let again = dashboard.state.search.trials.first { $0.number == 1 }
    #expect(again?.figures == first.first { $0.number == 1 }?.figures)
    dashboard.press("right")
    dashboard.press("enter")
    dashboard.waitUntilIdle()
    let reason = try #require(dashboard.state.search.failure)
    #expect(reason.contains("was made with other method"))
    #expect(!reason.contains("--"))
  }
}
