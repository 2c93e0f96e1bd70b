import Modelling
import Tabular

extension Preparation {
  /// What makes figures of models fitted to these rows better than life, one sentence each.
  func cautions(of data: OpenedData, plan: TrainingPlan) -> [String] {
    var cautions = [
      SharedGroups([split], of: data.dataset)?.caution(for: plan.split),
      SpanningLists(data.dataset, rows: split.train, models: plan.models.map(\.kind))?.caution,
    ].compactMap(\.self)
    cautions += [balanceNote].compactMap(\.self)
    if plan.balance != .none, !plan.correctsPrior, plan.calibration == .none {
      cautions.append(
        "Balancing raises every probability and nothing takes it back; read ECE before using one, and "
          + "leave the prior correction on for expected values.")
    }
    return cautions + placeOfScoring
  }

  /// What a place that is known while fitting only does to probabilities.
  private var placeOfScoring: [String] {
    schema.features.compactMap { feature in
      feature.reference.map {
        "\(feature.name) is known while fitting only, and every row is scored as if it were \($0): the "
          + "order within a list is fair, and probabilities are those of that place, but for rankers, "
          + "which are calibrated so."
      }
    }
  }
}
