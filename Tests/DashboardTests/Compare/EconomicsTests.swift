import Evaluation
import Modelling
import TerminalKit
import Testing
import Workbench

@testable import Dashboard

/// The rule behind thresholds, amounts, and the segments.
@Suite struct EconomicsTests {
  private func enter(_ key: KeyPress, _ text: String, _ dashboard: HeadlessDashboard) {
    dashboard.press(key)
    dashboard.press("ctrl-u")
    dashboard.type(text)
    dashboard.press("enter")
  }

  @Test func theRuleIsTurnedByAKeyAndTakenBack() throws {
    let dashboard = try SmallDashboard.trained(isLive: true)
    dashboard.press("3")
    #expect(dashboard.text.contains("each model at its own, by best F1 on"))
    enter("m", "20", dashboard)
    enter("c", "2", dashboard)
    dashboard.press("t")
    dashboard.waitUntilIdle()
    #expect(
      dashboard.state.session.comparison?.plan.thresholdRule == .bestProfit(margin: 20, cost: 2))
    #expect(dashboard.text.contains("by best profit on"))
    // The plan follows the amounts from now on.
    enter("C", "10%", dashboard)
    enter("c", "1", dashboard)
    dashboard.waitUntilIdle()
    let rule = ThresholdRule.bestProfit(margin: 20, cost: 1, capacity: 0.1)
    let comparison = try #require(dashboard.state.session.comparison)
    #expect(comparison.plan.thresholdRule == rule)
    #expect(comparison.trained.allSatisfy { $0.model.policy.rule == rule })
    dashboard.press("u")
    dashboard.waitUntilIdle()
    #expect(dashboard.state.compare.cost == 2)
    #expect(
      dashboard.state.session.comparison?.plan.thresholdRule
        == .bestProfit(margin: 20, cost: 2, capacity: 0.1))
  }

  @Test func theCursorSaysWhatIsPromisedAndEarned() throws {
    let dashboard = try SmallDashboard.trained()
    dashboard.press("3")
    enter("m", "20", dashboard)
    enter("c", "2", dashboard)
    dashboard.perform(.compare(.setThreshold(0.25)))
    #expect(dashboard.text.contains("promised") && dashboard.text.contains("earned"))
    let model = try #require(dashboard.state.session.comparison?.trained(.forest))
    let promised = ContactValue(of: model.validationBlocks, from: 0.25, margin: 20, cost: 2)
    let earned = ContactValue(of: model.ranked.blocks, from: 0.25, margin: 20, cost: 2)
    let words = try [promised.expectedPerThousand, earned.realisedPerThousand]
      .map { NumberText.short(try #require($0)) }
    let line = try #require(
      dashboard.text.split(separator: "\n").first {
        $0.contains("forest") && $0.contains("0.250")
      })
    #expect(line.contains(words[0]) && line.contains(words[1]))
    // A word is no amount, and says so.
    enter("C", "many", dashboard)
    #expect(dashboard.state.status?.text.contains("The capacity is a share") == true)
    dashboard.press("esc")
  }

  @Test func segmentsAddUpToTheTestRows() throws {
    let dashboard = try SmallDashboard.trained(size: Size(width: 80, height: 24))
    dashboard.press("3")
    while dashboard.state.compare.chart != .segments { dashboard.press("]") }
    let model = try #require(dashboard.state.session.comparison?.trained(.logistic))
    let summaries = model.policy.segments.summaries(of: model.ranked.blocks)
    #expect(summaries.reduce(0) { $0 + $1.rows } == 100)
    for word in ["high", "medium", "low", "positive"] { #expect(dashboard.text.contains(word)) }
    let share = try #require(summaries[0].rowShare)
    #expect(dashboard.text.contains(NumberText.percent(share, digits: 1)))
  }

  @Test func balancingTellsWhatItDid() throws {
    let path = try SmallDashboard.folder()
    var options = SmallDashboard.options(path: path, models: ["logistic"])
    options.plan.balance = "weights"
    let dashboard = HeadlessDashboard(options: options)
    dashboard.waitUntilIdle()
    dashboard.press("3")
    while dashboard.state.compare.chart != .balance { dashboard.press("]") }
    for stage in ["no balancing", "balanced", "+ prior correction"] {
      #expect(dashboard.text.contains(stage))
    }
    let stages = try #require(dashboard.state.session.comparison?.trained(.logistic)?.imbalance)
    for figures in stages {
      #expect(dashboard.text.contains(MetricKind.ece.text(figures.metrics[.ece])))
    }
  }

  @Test func calibrationHasTwoBinningsAndTheRecalibration() throws {
    let dashboard = try SmallDashboard.trained()
    dashboard.press("3")
    dashboard.perform(.compare(.showChart(.calibration)))
    let report = try #require(
      dashboard.state.session.comparison?.trained(.forest)?.calibration)
    #expect(dashboard.text.contains("predicted probability, 15 bins"))
    #expect(
      dashboard.text.contains(MetricKind.eceEqualMass.text(report.equalMass?.expectedError)))
    let recalibration = try #require(report.recalibration)
    #expect(dashboard.text.contains("slope (1)"))
    #expect(dashboard.text.contains(NumberText.fixed(recalibration.slope, digits: 3)))
    #expect(dashboard.text.contains(NumberText.fixed(recalibration.intercept, digits: 3)))
    dashboard.press("e")
    #expect(dashboard.text.contains("predicted probability, 10 bins"))
    #expect(dashboard.text.contains(MetricKind.ece.text(report.equalWidth?.expectedError)))
  }
}
