import Evaluation
import Foundation
import Modelling
import Tabular

extension TextReport {
  /// Means over the folds with their spread, the pooled figures, and which model beats which.
  ///
  /// - Parameter most: how many models are held against each other, the best by ROC-AUC, and of which
  ///   the best alone shows its segments; all of them when `nil`.
  public static func crossValidation(
    _ validation: CrossValidation, equivalence: Equivalence = .standard, most: Int? = nil
  ) -> String {
    let data = validation.data.dataset
    let metrics = MetricKind.leaderboard.filter { !$0.needsGroups || data.groupCodes != nil }
    var lines = [
      "\(data.name): \(CountText.grouped(data.labelledRows.count)) rows, \(data.features.count) features, "
        + "\(data.roles.target ?? "target") = \(data.positiveLabel) in "
        + "\(format(data.positiveRate * 100, 2))%",
      "split \(validation.plan.split), seed \(validation.plan.seed): \(validation.folds.count) folds, "
        + "each fitted on about \(CountText.grouped(mean(validation.folds.map(\.fitRows)))) rows, thresholds "
        + "by \(validation.plan.thresholdRule.words(customers: data.labelledRows.count)) from "
        + "\(CountText.grouped(mean(validation.folds.map(\.validationRows)))), measured on "
        + "\(CountText.grouped(mean(validation.folds.map(\.testRows))))",
      policy(validation.plan),
      "", "mean of the folds ± their standard deviation",
    ]
    var means = TextTable(heading: ["model"] + metrics.map(\.title) + ["seconds"])
    var pooled = TextTable(heading: ["model"] + metrics.map(\.title))
    for model in validation.models {
      guard model.failure == nil else {
        means.append([model.kind.rawValue])
        continue
      }
      means.append(
        [model.kind.rawValue]
          + metrics.map { metric in
            guard let mean = model.mean(metric) else { return format(nil, 4) }
            let spread = model.deviation(metric).map { " ± \(format($0, 4))" } ?? ""
            return format(mean, 4) + spread
          } + [format(model.trainSeconds, 2)])
      pooled.append(
        [model.kind.rawValue]
          + metrics.map { metric in
            let ofMatrix =
              switch metric {
              case .f1: model.pooledConfusion?.f1
              case .precision: model.pooledConfusion?.precision
              case .recall: model.pooledConfusion?.recall
              default: model.pooled?[metric]
              }
            return format(ofMatrix, 4)
          })
    }
    lines += [means.text, "", "pooled: all out-of-fold scores as one list", pooled.text]
    lines += values(validation) + parted(validation, isWhole: most == nil)
    lines += validation.models.compactMap { model in
      model.note.map { "\(model.kind.rawValue): \($0)" }
    }
    lines += validation.models.compactMap { model in
      model.failure.map { "\(model.kind.rawValue): \($0)" }
    }
    if let failure = validation.amounts.failure { lines.append("amount model: \(failure)") }
    lines += validation.cautions
    lines += preferences(validation, equivalence, most)
    return lines.joined(separator: "\n")
  }

  /// What every fold did to its rows and probabilities, and what only one split shows.
  private static func policy(_ plan: TrainingPlan) -> String {
    let correction =
      plan.balance == .none
      ? "nothing to correct" : plan.correctsPrior ? "its effect taken back" : "its effect left in"
    return "in every fold: balance \(plan.balance) (\(correction)), calibration "
      + "\(plan.calibration.rawValue); the calibration report is each fold's own and not shown: train one "
      + "split to see it"
  }

  /// Segments and what balancing did, on all out-of-fold rows.
  private static func parted(_ validation: CrossValidation, isWhole: Bool) -> [String] {
    let best = best(1, of: validation.models.map { ($0.kind.rawValue, $0.mean(.rocAUC)) })
    let segments = segments(
      validation.models.filter { isWhole || best.contains($0.kind.rawValue) }.map { model in
        (model.kind.rawValue, model.segments.map { SegmentPart($0, plan: nil) })
      }, hasValues: validation.plan.thresholdRule.economics != nil)
    let imbalance = imbalance(
      validation.models.map { ($0.kind.rawValue, $0.imbalance) }, by: validation.plan.balance)
    let titled = [
      ("segments, pooled: every out-of-fold row by the segments of its own fold", segments),
      ("balancing, pooled: all out-of-fold scores as one list, thresholds of each fold", imbalance),
    ]
    return titled.filter { !$0.1.isEmpty }.flatMap { ["", $0.0, $0.1] }
  }

  /// What contacts earn, all folds together; empty unless the rule is about profit.
  private static func values(_ validation: CrossValidation) -> [String] {
    let hasCap = validation.plan.thresholdRule.capacity != nil
    var table = TextTable(
      heading: ["profit", "customers", "contacts"] + (hasCap ? ["cap"] : [])
        + ["expected", "realised", "expected/1,000", "realised/1,000"])
    var isEmpty = true
    for model in validation.models {
      guard let value = model.value else { continue }
      isEmpty = false
      let cap = validation.plan.thresholdRule.mostContacts(of: value.customers).map(rows)
      table.append(
        [model.kind.rawValue, rows(value.customers), rows(value.contacts)]
          + [cap].compactMap(\.self)
          + [
            format(value.expected, 1), format(value.realised, 1),
            format(value.expectedPerThousand, 1), format(value.realisedPerThousand, 1),
          ])
    }
    return isEmpty
      ? []
      : [
        "", "profit on the out-of-fold rows, each fold from its own threshold on", table.text, "",
      ]
  }

  private static func mean(_ counts: [Int]) -> Int {
    counts.isEmpty ? 0 : counts.reduce(0, +) / counts.count
  }

  private static func preferences(
    _ validation: CrossValidation, _ equivalence: Equivalence, _ most: Int?
  ) -> [String] {
    let names = validation.models.map(\.kind.rawValue)
    let kept = best(most, of: validation.models.map { ($0.kind.rawValue, $0.mean(.rocAUC)) })
    let differences = validation.differences(equivalence).among(kept)
    guard !differences.isEmpty else { return [] }
    let comparison = validation.comparison(in: .rocAUC, equivalence: equivalence[.rocAUC])
    return [
      "", chances(comparison, names: names, kept: kept),
      "by the corrected resampled t test over the folds, ROC-AUC within \(equivalence[.rocAUC]) being "
        + "the same",
      "", self.differences(differences),
    ] + (kept.count < names.count ? ["", pairsLeftOut(kept.count)] : [])
  }
}
