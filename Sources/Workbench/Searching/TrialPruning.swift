import Evaluation

/// Gives up trials that are hopeless after their first folds.
struct TrialPruning {
  /// A trial less likely than this to be better than the best ones is given up.
  static let leastChance = 0.05
  /// How many of the best trials stand for what can be reached.
  static let bestCount = 5

  /// The best trials with all folds, best first; among equal ones, the earlier.
  private var best: [SearchTrial] = []
  /// The mean figures of the best trials, a fold each; empty while there are none.
  private var reached: [Double] = []
  private let metric: MetricKind
  private let testToTrain: Double

  init(metric: MetricKind, testToTrain: Double) {
    self.metric = metric
    self.testToTrain = testToTrain
  }

  /// Takes note of a trial with all folds; how many there were before does not matter to the time.
  mutating func add(_ trial: SearchTrial) {
    best = Array(metric.ranking((best + [trial]).map { ($0, $0.mean) }).prefix(Self.bestCount))
    let folds = best.map(\.figures.count).min() ?? 0
    reached = (0..<folds).map { fold in
      best.reduce(0) { $0 + $1.figures[fold] } / Double(best.count)
    }
  }

  /// Why a trial with these figures is given up; `nil` while there is hope.
  ///
  /// The same folds are compared, by the one-sided corrected resampled t test.
  func verdict(on figures: [Double]) -> String? {
    guard figures.count >= 2, figures.count < reached.count,
      let test = CorrectedResampledTest(
        differences: zip(figures, reached).map { $0 - $1 }, testToTrain: testToTrain)
    else { return nil }
    let chance = test.preference(higherIsBetter: metric.higherIsBetter ?? true).firstBetter
    guard chance < Self.leastChance else { return nil }
    return "hopeless after \(figures.count) folds: on average "
      + "\(TextReport.format(abs(test.interval.estimate), 4)) worse than the best "
      + "\(best.count), with a chance of \(TextReport.format(chance, 3)) to be better"
  }
}
