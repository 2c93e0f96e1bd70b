public import Evaluation
import Modelling

/// What the folds say of the trials, before any test row is looked at.
public struct SearchedFolds: Sendable {
  /// What was searched.
  public let plan: SearchPlan
  /// All trials, by number.
  public let trials: [SearchTrial]
  /// The trials with all folds, best first by the mean of the plan's metric.
  public let ranked: [SearchTrial]
  /// The best of the models as they start; `nil` when none has all folds.
  public let standard: SearchTrial?
  private let testToTrain: Double

  init(plan: SearchPlan, trials: [SearchTrial], testToTrain: Double) {
    self.plan = plan
    self.trials = trials.sorted { $0.number < $1.number }
    self.testToTrain = testToTrain
    let done = self.trials.filter { $0.state == .done }
    ranked = plan.metric.ranking(done.map { ($0, $0.mean) })
    standard = ranked.first { plan.isStandard($0.number) }
  }

  /// The trial with the best mean; `nil` when none has all folds.
  public var best: SearchTrial? { ranked.first }

  /// The median mean of the best five: the best alone is flattered by being the best of many.
  public var medianOfBestFive: Double? {
    let means = ranked.prefix(5).compactMap(\.mean).sorted()
    guard !means.isEmpty else { return nil }
    return (means[(means.count - 1) / 2] + means[means.count / 2]) / 2
  }

  /// How a trial compares to the standard settings on the folds that both have, by the corrected
  /// resampled t test; `nil` for these themselves and with fewer than two folds.
  public func differenceToStandard(_ trial: SearchTrial) -> PairwisePreference? {
    guard let standard, trial.number != standard.number else { return nil }
    return CorrectedResampledTest(
      differences: zip(trial.figures, standard.figures).map { $0 - $1 }, testToTrain: testToTrain)?
      .preference(higherIsBetter: plan.metric.higherIsBetter ?? true)
  }

  /// How many trials ended in a state.
  public func count(_ state: SearchTrial.State) -> Int { trials.count { $0.state == state } }
}
