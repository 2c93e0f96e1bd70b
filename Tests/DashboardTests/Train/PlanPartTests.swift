import Evaluation
import Modelling
import TerminalKit
import Testing
import Workbench

@testable import Dashboard

/// The lines of the plan: balance, calibration, threshold rule and folds.
@Suite struct PlanPartTests {
  private func trained(isLive: Bool = false) throws -> HeadlessDashboard {
    let dashboard = try SmallDashboard.trained(isLive: isLive)
    dashboard.press("2")
    return dashboard
  }

  private func select(_ part: PlanPart, _ dashboard: HeadlessDashboard) throws {
    let line = try #require(TrainLine.all(dashboard.state).firstIndex(of: .plan(part)))
    dashboard.perform(.train(.select(line: line, column: 0)))
  }

  @Test func aLineThatGoesWhenItIsResetLeavesAnotherSelected() throws {
    let dashboard = try SmallDashboard.trained()
    dashboard.press("2")
    for part in [PlanPart.threshold, .split, .balance] {
      for count in 1...8 {
        let place = try #require(TrainLine.all(dashboard.state).firstIndex(of: .plan(part)))
        dashboard.perform(.train(.select(line: place, column: 0)))
        for _ in 0..<count { dashboard.press("+") }
        dashboard.press("end")
        for key: KeyPress in ["delete", "up", "delete", "up", "delete", "up", "delete"] {
          dashboard.press(key)
          #expect(TrainLine.all(dashboard.state).indices.contains(dashboard.state.train.line))
        }
      }
    }
  }

  @Test func balancesAreTurnedAndTakenBack() throws {
    let dashboard = try trained()
    try select(.balance, dashboard)
    #expect(!dashboard.text.contains("taken back"))
    dashboard.press("+")
    dashboard.press("+")
    #expect(dashboard.state.session.plan?.balance == .underSampling(.init()))
    #expect(dashboard.text.contains("1 : 1 kept") && dashboard.text.contains("taken back"))
    try select(.ratio, dashboard)
    dashboard.press("+")
    #expect(dashboard.state.session.plan?.balance == .underSampling(.init(rowsPerRare: 2)))
    try select(.correction, dashboard)
    dashboard.press("enter")
    #expect(dashboard.state.session.plan?.correctsPrior == false)
    #expect(dashboard.text.contains("left in"))
    for _ in 0..<4 { dashboard.press("u") }
    #expect(dashboard.state.session.plan?.balance == Balancing.none)
    #expect(dashboard.state.session.plan?.correctsPrior == true)
  }

  @Test func amountsOfTheRuleAreTyped() throws {
    let dashboard = try trained()
    try select(.threshold, dashboard)
    dashboard.press("right")
    try select(.margin, dashboard)
    dashboard.press("enter")
    dashboard.press("ctrl-u")
    dashboard.type("25")
    dashboard.press("enter")
    try select(.capacity, dashboard)
    dashboard.press("enter")
    dashboard.press("ctrl-u")
    dashboard.type("1.5")
    dashboard.press("enter")
    #expect(dashboard.state.status?.kind == .failure)
    #expect(dashboard.state.status?.text.contains("a number of customers such as 500") == true)
    dashboard.press("ctrl-u")
    dashboard.type("100")
    dashboard.press("enter")
    #expect(
      dashboard.state.session.plan?.thresholdRule
        == .bestProfit(margin: 25, cost: 1, capacity: 0.2))
    #expect(dashboard.text.contains("20% of rows"))
  }

  @Test func anotherRuleChoosesThresholdsWithoutAFit() throws {
    let dashboard = try trained(isLive: true)
    let before = try #require(dashboard.state.session.comparison)
    try select(.threshold, dashboard)
    for _ in 0..<3 {
      dashboard.press("right")
      dashboard.waitUntilIdle()
    }
    let after = try #require(dashboard.state.session.comparison)
    #expect(after.plan.thresholdRule == .recall(atLeast: 0.8))
    for kind in [ModelKind.forest, .boosted] {
      let (old, new) = (before.trained(kind), after.trained(kind))
      #expect(new?.trainSeconds == old?.trainSeconds)
      #expect(new?.testScores == old?.testScores)
      #expect(new?.policy.choice.rule == .recall(atLeast: 0.8))
    }
    // The learning curve is that of the fit before.
    #expect(dashboard.state.session.training.models[.boosted]?.curve.isEmpty == false)
  }

  @Test func foldsAreMeasuredAndLeaveNoModel() throws {
    let dashboard = try trained()
    let before = try #require(dashboard.state.session.comparison)
    try select(.split, dashboard)
    dashboard.press("right")
    #expect(dashboard.state.session.plan?.split == .folds(5))
    try select(.folds, dashboard)
    dashboard.press("-")
    dashboard.press("-")
    dashboard.press("r")
    dashboard.waitUntilIdle()
    let validation = try #require(dashboard.state.session.validation)
    #expect(validation.folds.count == 3)
    #expect(dashboard.state.session.comparison == nil)
    #expect(dashboard.text.contains("Training on folds") && dashboard.text.contains("±"))
    dashboard.press("3")
    #expect(dashboard.text.contains("Mean of 3 folds ± standard deviation"))
    #expect(dashboard.text.contains("Pooled: all out-of-fold scores as one list"))
    let mean = try #require(validation.models[0].mean(.rocAUC))
    #expect(dashboard.text.contains(MetricKind.rocAUC.text(mean)))
    dashboard.press("]")
    #expect(dashboard.state.status?.text == FoldsProgram.refusal)
    for key: KeyPress in ["4", "5"] {
      dashboard.press(key)
      #expect(dashboard.text.contains("Folds measure models and leave none"))
    }
    // Back on one split the models of before are taken over.
    dashboard.press("2")
    while dashboard.state.session.plan?.split.foldCount != 1 { dashboard.press("u") }
    dashboard.press("r")
    dashboard.waitUntilIdle()
    let after = try #require(dashboard.state.session.comparison)
    #expect(after.trained(.forest)?.trainSeconds == before.trained(.forest)?.trainSeconds)
    #expect(dashboard.state.session.validation == nil)
  }

  @Test func foldsAreCancelled() throws {
    let path = try SmallDashboard.folder(rows: 2_000)
    var options = SmallDashboard.options(path: path, models: ["forest"])
    options.plan.split = "kfold:5"
    options.plan.settings = ["forest.treeCount": 2_000]
    let dashboard = HeadlessDashboard(options: options)
    dashboard.press("2")
    dashboard.waitUntilIdle { $0.session.training.current != nil }
    dashboard.press("C")
    dashboard.waitUntilIdle()
    #expect(!dashboard.state.session.training.isRunning)
    #expect(dashboard.state.session.validation?.models[0].failure?.hasPrefix("cancelled") == true)
  }
}
