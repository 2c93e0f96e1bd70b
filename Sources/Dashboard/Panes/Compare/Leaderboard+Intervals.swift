import Evaluation
import Modelling
import TerminalKit
import Workbench

extension Leaderboard {
  /// The figure that models are told apart by: that of the sort where it was drawn, else ROC-AUC.
  var comparedMetric: MetricKind {
    if case .metric(let metric) = state.sort, ComparisonIntervals.metrics.contains(metric) {
      return metric
    }
    return .rocAUC
  }

  /// Half the 95 % interval of a cell, such as `±.012`; `nil` where none is shown. Only the figure that
  /// models are told apart by has one: a second would push columns out of sight.
  func halfWidth(_ column: LeaderboardColumn, _ row: Row) -> String? {
    guard case .metric(let metric) = column, metric == comparedMetric,
      !state.showsDifferences, row.isRanked, !row.isStale,
      let interval = state.intervals?.interval(of: metric, for: row.kind)
    else { return nil }
    return FigureWords.half(interval, of: metric)
  }

  /// The models that can't be told from the best one: the 95 % interval of their paired difference
  /// holds 0. The best is among them; empty where all others can be told from it.
  var tiedWithBest: Set<ModelKind> {
    guard let intervals = state.intervals,
      let best = comparedMetric.ranking(
        rows.filter(\.isRanked).map {
          ($0.kind, Leaderboard.value(.metric(comparedMetric), $0))
        }
      ).first
    else { return [] }
    let others = Set(intervals.tied(with: best, in: comparedMetric))
      .intersection(rows.filter(\.isRanked).map(\.kind)).subtracting([best])
    return others.isEmpty ? [] : others.union([best])
  }

  /// The mark of models that can't be told from the best one.
  static let tieMark = "≈"
}
