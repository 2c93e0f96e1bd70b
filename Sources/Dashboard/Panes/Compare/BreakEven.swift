import Modelling
import TerminalKit

/// The precision at which contacts pay for themselves: cost over margin.
///
/// A probability that is calibrated is the precision of contacting one more like it, so the same number
/// is the threshold from which a contact pays.
struct BreakEven {
  /// Cost over margin; 0 for free contacts, above 1 where a contact never pays.
  let precision: Double

  /// The colour and marker in charts, behind those of the models.
  static let seriesIndex = ModelKind.allCases.count

  /// - Returns: `nil` without a margin, or with contacts that cost nothing.
  init?(_ compare: CompareState) {
    guard let margin = compare.margin, margin > 0, compare.cost > 0 else { return nil }
    precision = compare.cost / margin
  }

  /// The number in words.
  var title: String { "break-even \(NumberText.percent(precision, digits: 1))" }

  /// The line of a chart on whose upper left contacts earn; empty where it lies outside.
  ///
  /// - Parameters:
  ///   - prevalence: the share of positive rows.
  ///   - range: the values of both axes.
  func line(
    in chart: CompareChart, prevalence: Double, range: ClosedRange<Double>
  ) -> [LineChart.Point] {
    guard precision < 1, prevalence > 0, prevalence < 1 else { return [] }
    switch chart {
    case .roc:
      // Profit is margin · TPR · π - cost · (TPR · π + FPR · (1 - π)).
      return ray(precision * (1 - prevalence) / ((1 - precision) * prevalence))
    case .gains: return ray(precision / prevalence)
    case .precisionRecall: return [.init(0, precision), .init(1, precision)]
    case .calibration:
      guard range.contains(precision) else { return [] }
      return [.init(precision, range.lowerBound), .init(precision, range.upperBound)]
    case .scores, .profit, .threshold, .segments, .balance, .money, .list: return []
    }
  }

  /// From the origin to the edge of the unit square.
  private func ray(_ slope: Double) -> [LineChart.Point] {
    [.init(0, 0), slope > 1 ? .init(1 / slope, 1) : .init(1, slope)]
  }
}
