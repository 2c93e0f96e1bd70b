public import Modelling
import Tabular

extension Comparison {
  /// The results that a training of another plan would come to again: those of models with equal
  /// settings, where split, balance, calibration, threshold rule and seed are equal too. The number of threads changes nothing.
  ///
  /// Models that failed or were cancelled, also in the middle, are not among them.
  public func reusable(
    for plan: TrainingPlan, of data: OpenedData
  ) -> [ModelKind: ModelResult] {
    guard hasSameRows(as: plan, of: data), plan.decides(as: self.plan) else { return [:] }
    var kept: [ModelKind: ModelResult] = [:]
    for result in results where result.trained != nil && !result.isCutShort {
      if plan.models.contains(result.settings) { kept[result.kind] = result }
    }
    return kept
  }

  /// Whether a plan fits, balances, chooses and tests on the rows of this comparison.
  func hasSameRows(as plan: TrainingPlan, of data: OpenedData) -> Bool {
    data.path == self.data.path && data.dataset.roles == self.data.dataset.roles
      && plan.split == self.plan.split && plan.balance == self.plan.balance
      && plan.seed == self.plan.seed && plan.validationShare == self.plan.validationShare
  }
}
