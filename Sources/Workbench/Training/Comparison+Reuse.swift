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
    let kept = keptFits(for: plan, of: data)
    return Dictionary(
      results.filter { kept.contains($0.kind) }.map { ($0.kind, $0) },
      uniquingKeysWith: { first, _ in first })
  }

  /// The kinds whose fits a training of another plan takes over, be it that thresholds, calibration or
  /// segments come about differently: then only these are worked out again, from the fits' margins.
  public func keptFits(for plan: TrainingPlan, of data: OpenedData) -> Set<ModelKind> {
    guard hasSameRows(as: plan, of: data) else { return [] }
    return Set(
      results.filter { result in
        result.trained != nil && !result.isCutShort && plan.models.contains(result.settings)
      }.map(\.kind))
  }

  /// Whether a plan fits, balances, chooses and tests on the rows of this comparison.
  func hasSameRows(as plan: TrainingPlan, of data: OpenedData) -> Bool {
    data.path == self.data.path && data.dataset.roles == self.data.dataset.roles
      && plan.split == self.plan.split && plan.balance == self.plan.balance
      && plan.seed == self.plan.seed && plan.validationShare == self.plan.validationShare
  }
}
