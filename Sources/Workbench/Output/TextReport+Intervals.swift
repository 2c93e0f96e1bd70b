import Evaluation
import Foundation
import Modelling

extension TextReport {
  /// 95 % intervals of the figures, and how likely each model beats each other.
  public static func intervals(_ intervals: ComparisonIntervals) -> String {
    let metrics = ComparisonIntervals.metrics.filter { metric in
      intervals.kinds.contains { intervals.interval(of: metric, for: $0) != nil }
    }
    guard !metrics.isEmpty else { return "" }
    var table = TextTable(heading: ["95 % interval"] + metrics.map(\.title))
    for kind in intervals.kinds {
      table.append(
        [kind.rawValue]
          + metrics.map { metric in
            guard let interval = intervals.interval(of: metric, for: kind) else {
              return format(nil, 4)
            }
            return "\(format(interval.lower, 4)) to \(format(interval.upper, 4))"
          })
    }
    guard intervals.kinds.count > 1,
      let comparison = intervals.comparison(in: .rocAUC, equivalence: equivalentROCAUC)
    else { return table.text }
    var chances = TextTable(heading: ["P(row beats column)"] + intervals.kinds.map(\.rawValue))
    for first in intervals.kinds.indices {
      chances.append(
        [intervals.kinds[first].rawValue]
          + intervals.kinds.indices.map { second in
            comparison.chance(of: first, beating: second).map { "\(format($0 * 100, 1)) %" } ?? ""
          })
    }
    return table.text + "\n\n" + chances.text
      + "\nby more than \(equivalentROCAUC) ROC-AUC, over \(ComparisonIntervals.draws) draws of the test "
      + "rows; what is left of a pair is no difference worth a word"
  }
}
