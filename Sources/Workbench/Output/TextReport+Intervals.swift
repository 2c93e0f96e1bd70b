import Evaluation
import Foundation
import Modelling

extension TextReport {
  /// 95 % intervals of the figures, how likely each model beats each other, and how far apart they are.
  ///
  /// - Parameter most: how many models are held against each other, the best by ROC-AUC; all of them
  ///   when `nil`.
  public static func intervals(
    _ intervals: ComparisonIntervals, equivalence: Equivalence = .standard, most: Int? = nil
  ) -> String {
    let kept = best(
      most,
      of: intervals.names.indices.map {
        (intervals.names[$0], intervals.interval(of: .rocAUC, model: $0)?.estimate)
      })
    let parts = [
      table(of: intervals), chances(intervals, equivalence, kept: kept),
      differences(intervals.differences(equivalence).among(kept)),
      kept.count < intervals.names.count ? pairsLeftOut(kept.count) : "",
    ]
    return parts.filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  /// The names of the best models by a figure, in their order; all where no number is given.
  static func best(
    _ most: Int?, of models: [(name: String, value: Double?)], by metric: MetricKind = .rocAUC
  ) -> [String] {
    guard let most, most < models.count else { return models.map(\.name) }
    let ranked = metric.ranking(models.map { ($0.name, $0.value) }).prefix(most)
    return models.map(\.name).filter(ranked.contains)
  }

  static func pairsLeftOut(_ count: Int, by metric: MetricKind = .rocAUC) -> String {
    "pairs of the \(count) best by \(metric.title); --details prints all, and JSON has them"
  }

  private static func table(of intervals: ComparisonIntervals) -> String {
    let models = intervals.names.indices
    let metrics = ComparisonIntervals.metrics.filter { metric in
      models.contains { intervals.interval(of: metric, model: $0) != nil }
    }
    guard !metrics.isEmpty else { return "" }
    let hasFormula = models.contains { intervals.deLongInterval(model: $0) != nil }
    var table = TextTable(
      heading: ["95% interval"] + metrics.map(\.title)
        + (hasFormula ? ["\(MetricKind.rocAUC.title) by DeLong"] : []))
    for model in models {
      let drawn = metrics.map { intervals.interval(of: $0, model: model) }
      let formula = hasFormula ? [intervals.deLongInterval(model: model)] : []
      table.append(
        [intervals.names[model]] + (drawn + formula).map { $0.map(between) ?? format(nil, 4) })
    }
    return table.text + "\nby \(ComparisonIntervals.draws) draws of "
      + (intervals.drawsGroups
        ? "whole groups, since the rows of one are not independent; DeLong's formula doesn't hold here"
        : "the rows, each class among its own")
  }

  private static func chances(
    _ intervals: ComparisonIntervals, _ equivalence: Equivalence, kept: [String]
  ) -> String {
    guard intervals.names.count > 1,
      let comparison = intervals.comparison(in: .rocAUC, equivalence: equivalence[.rocAUC])
    else { return "" }
    return chances(comparison, names: intervals.names, kept: kept)
      + "\nby more than \(equivalence[.rocAUC]) ROC-AUC in that share of the draws; what is left of a "
      + "pair is no difference worth a word"
  }
}

extension [ModelDifference] {
  /// The pairs of which both have one of some names.
  func among(_ names: [String]) -> [ModelDifference] {
    filter { names.contains($0.first) && names.contains($0.second) }
  }
}
