import Evaluation
import TerminalKit
import Workbench

/// How far a figure may be off, in few characters.
enum FigureWords {
  /// A width in the digits of its figure, without the zero in front: `.012`.
  static func short(_ width: Double, of metric: MetricKind) -> String {
    let words = metric.text(width)
    return words.hasPrefix("0.") ? String(words.dropFirst()) : words
  }

  /// Half of an interval: `±.012`.
  static func half(_ interval: Interval, of metric: MetricKind) -> String {
    "±" + short((interval.upper - interval.lower) / 2, of: metric)
  }
}
