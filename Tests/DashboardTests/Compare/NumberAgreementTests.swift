import Evaluation
import TerminalKit
import Testing

@testable import Dashboard

/// The same number must read the same in every panel.
@Suite struct NumberAgreementTests {
  @Test func metricsAreRoundedAsEverythingElse() {
    // Ties are what differed: 5/16 is exact in binary.
    for value in [0.3125, 0.0625, 0.5, 0.6875, 0.00005, 1.0 / 3, 2.0 / 3, 1, 0, -0.00001] {
      #expect(MetricKind.f1.text(value) == NumberText.fixed(value, digits: 3))
      #expect(MetricKind.logLoss.text(value) == NumberText.fixed(value, digits: 4))
      #expect(MetricKind.liftAt10.text(value) == NumberText.fixed(value, digits: 2) + "×")
    }
  }

  @Test func leaderboardAndThresholdPanelAgree() {
    for value in [0.3125, 0.0625, 0.1875] {
      #expect(Leaderboard.words(value, .metric(.f1)) == ThresholdView.fixed(value))
      #expect(Leaderboard.words(value, .threshold) == ThresholdView.fixed(value))
    }
  }
}
