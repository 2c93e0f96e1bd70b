import Evaluation
import Foundation
import Modelling

extension TextReport {
  /// 95 % intervals of the figures, how likely each model beats each other, and how far apart they are.
  public static func intervals(
    _ intervals: ComparisonIntervals, equivalence: Equivalence = .standard
  ) -> String {
    let parts = [table(of: intervals), chances(intervals, equivalence)]
    return
      (parts + [differences(intervals.differences(equivalence))]).filter { !$0.isEmpty }
      .joined(separator: "\n\n")
  }

  private static func table(of intervals: ComparisonIntervals) -> String {
    let models = intervals.names.indices
    let metrics = ComparisonIntervals.metrics.filter { metric in
      models.contains { intervals.interval(of: metric, model: $0) != nil }
    }
    guard !metrics.isEmpty else { return "" }
    let hasFormula = models.contains { intervals.deLongInterval(model: $0) != nil }
    var table = TextTable(
      heading: ["95 % interval"] + metrics.map(\.title)
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
    _ intervals: ComparisonIntervals, _ equivalence: Equivalence
  ) -> String {
    guard intervals.names.count > 1,
      let comparison = intervals.comparison(in: .rocAUC, equivalence: equivalence[.rocAUC])
    else { return "" }
    return chances(comparison, names: intervals.names)
      + "\nby more than \(equivalence[.rocAUC]) ROC-AUC in that share of the draws; what is left of a "
      + "pair is no difference worth a word"
  }
}
