import Evaluation
import Modelling
import Workbench

/// How sure the figures of a comparison are, worked out once and read in every frame.
public struct DrawnIntervals: Sendable {
  let intervals: ComparisonIntervals
  /// The figures that have an interval for some model.
  let metrics: [MetricKind]
  /// What customers spend and what they are worth; `nil` where the data have no amounts.
  let spend: SpendTable?
  private let figures: [MetricKind: [ModelKind: Interval]]
  private let differences: [MetricKind: ModelComparison]

  /// Draws the test rows of a comparison; takes a while.
  init(_ comparison: Comparison) {
    let intervals = ComparisonIntervals(comparison)
    var figures: [MetricKind: [ModelKind: Interval]] = [:]
    var differences: [MetricKind: ModelComparison] = [:]
    for metric in ComparisonIntervals.metrics {
      for kind in intervals.kinds {
        figures[metric, default: [:]][kind] = intervals.interval(of: metric, for: kind)
      }
      differences[metric] = intervals.comparison(in: metric, equivalence: 0)
    }
    self.intervals = intervals
    self.figures = figures
    self.differences = differences
    // Predictions that are no numbers leave no table, and the pane says so.
    spend = try? SpendTable(comparison)
    metrics = ComparisonIntervals.metrics.filter { figures[$0]?.isEmpty == false }
  }

  var kinds: [ModelKind] { intervals.kinds }

  /// The 95 % interval of a figure; `nil` where it is undefined or not drawn.
  func interval(of metric: MetricKind, for kind: ModelKind) -> Interval? { figures[metric]?[kind] }

  /// The models whose paired difference to one model has a 95 % interval that holds 0.
  func tied(with kind: ModelKind, in metric: MetricKind) -> [ModelKind] {
    guard let place = kinds.firstIndex(of: kind), let comparison = differences[metric] else {
      return []
    }
    return kinds.indices.filter { other in
      guard let difference = comparison[place, other]?.difference else { return false }
      return difference.lower <= 0 && difference.upper >= 0
    }.map { kinds[$0] }
  }
}
