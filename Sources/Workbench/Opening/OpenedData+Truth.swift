import Evaluation
public import Tabular

extension OpenedData {
  /// What the generator knows of these rows, as far as they are used as it describes them: nothing
  /// where the outcome is another one, no MAP@7 with another group or item, and nothing of amounts with
  /// other amounts.
  public var truth: DatasetDescription.Truth? {
    guard let description, var truth = description.truth,
      dataset.roles.target == description.target,
      overrides.positive == nil || overrides.positive == description.positive
    else { return nil }
    let roles = dataset.roles
    if roles.groupKey != description.group || roles.item != description.item {
      truth.attainableMAPAt7 = nil
    }
    if roles.amount != description.amount {
      truth.attainableAmountRMSE = nil
      truth.attainableAmountRSquared = nil
      truth.attainableMoneyInTopTenth = nil
    }
    return truth
  }
}

extension Comparison {
  /// What the generator knows of the rows; without MAP@7 where the split cuts lists short, since a
  /// part of a list is easier to order than the whole.
  public var truth: DatasetDescription.Truth? {
    guard var truth = data.truth else { return nil }
    if truth.attainableMAPAt7 != nil, cutsLists { truth.attainableMAPAt7 = nil }
    return truth
  }

  /// Whether groups have rows on both sides of the split, so that their lists are cut short.
  var cutsLists: Bool { SharedGroups([preparation.split], of: data.dataset) != nil }

  /// A figure of lists in random order; `nil` for figures that aren't of lists.
  func randomOrder(by metric: MetricKind) -> Double? {
    switch metric {
    case .mapAt7: baselines?.randomMeasures?.averagePrecision
    case .ndcgAt7: baselines?.randomMeasures?.ndcg
    default: nil
    }
  }
}
