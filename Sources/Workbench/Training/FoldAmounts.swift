import Modelling

/// The expected amounts of tested rows, each by the model of amounts of its own fold.
struct FoldAmounts: Sendable {
  /// Why a fold has no model; then there are no figures at all.
  private(set) var failure: String?
  /// One a tested row, in the order of the folds.
  private(set) var expected: [Double] = []
  /// The mean amount of the training rows of the fold, by tested row.
  private(set) var means: [Double] = []
  /// The median of the same.
  private(set) var medians: [Double] = []
  /// Positive training rows without an amount, all folds together.
  private(set) var missingCount = 0
  /// Trees kept in each fold; 0 where the model is a mean.
  private(set) var treeCounts: [Int] = []

  /// Fits the model of a fold and lets it speak of the fold's test rows.
  mutating func add(_ preparation: Preparation, plan: TrainingPlan) {
    guard failure == nil, let prepared = preparation.amounts else { return }
    let result = AmountResult(
      prepared, target: plan.amountTarget, run: TrainingRun(seed: plan.seed, threads: plan.threads))
    guard let model = result.model else {
      failure = result.failure
      return
    }
    let own = model.amounts(for: preparation.testFrame, threads: plan.threads)
    expected += own
    means += own.map { _ in model.trainingMean }
    medians += own.map { _ in model.trainingMedian }
    missingCount += result.missingCount
    treeCounts.append(model.trees?.treeCount ?? 0)
  }
}
