import Evaluation
import Modelling
import Tabular
import Threads

/// The rows of a search: test rows, set apart before all else, and the folds of the others.
///
/// The folds are split, encoded and, once the first tree model asks, binned a single time; every trial
/// reads the same ones.
struct SearchRows: Sendable {
  /// The side that trials see, and the side that only the last line does.
  let outer: Split
  let basis: Split.Basis
  let folds: [Preparation]
  /// Test rows over training rows of the folds, all together.
  let testToTrain: Double

  init(data: OpenedData, plan: SearchPlan) throws {
    let training = plan.training
    let basis = try Preparation.basis(of: data.dataset, for: training.split)
    let outer = try Split(
      data.dataset.labelledRows, by: training.split, basis: basis, seed: training.seed)
    // No fold has the outcomes of the rows that were set apart.
    let searched = data.dataset.hidingOutcomes(of: outer.test)
    let splits = try Split.folds(
      outer.train, by: plan.folds, basis: try Preparation.basis(of: searched, for: training.split),
      seed: training.seed &+ 2)
    self.basis = basis
    self.outer = outer
    testToTrain = splits.testToTrain ?? 0
    let made = parallelMap(splits.count, threads: training.threads) { fold in
      Result { try Preparation(searched, plan: training, split: splits[fold], basis: basis) }
    }
    folds = try made.map { try $0.get() }
    if plan.metric.needsGroups, data.dataset.groupCodes == nil {
      throw WorkbenchError(
        .badInput,
        "--metric \(plan.metric.rawValue): lists are needed, one a customer; name their column with "
          + "--group, or use rocAUC.")
    }
  }
}
