import TerminalKit
import Workbench

/// What has room beside what.
enum CompareLayout: Equatable {
  /// Leaderboard, chart and threshold.
  case wide
  /// Leaderboard, and chart or threshold.
  case medium
  /// Leaderboard, and the selected model's figures.
  case compact

  init(_ screen: Size) {
    self =
      screen.width >= 112 && screen.height >= 32
      ? .wide : screen.width >= 76 && screen.height >= 22 ? .medium : .compact
  }

  /// The tabs of the chart: the threshold where it has no room beside the chart, one customer's list
  /// where a column names the customer.
  func charts(of state: State) -> [CompareChart] {
    CompareChart.allCases.filter { chart in
      switch chart {
      // Zoomed, it stands beside the charts instead of always in sight.
      case .threshold: self != .wide || state.isZoomed
      case .money: MoneyView.isOfUse(state)
      case .balance: BalanceView.isOfUse(state)
      case .list: state.session.comparison?.testGroups != nil
      default: true
      }
    }
  }

  /// Four charts that a zoom shows at once; `nil` where one has the pane.
  func grid(of state: State) -> [CompareChart]? {
    guard self == .wide, state.isZoomed, !state.compare.showsOneChart else { return nil }
    return CompareLayout.pages.first { $0.contains(chart(of: state)) }
  }

  /// The charts that stand together: how well models order, and what to make of it.
  private static let pages: [[CompareChart]] = [
    [.roc, .precisionRecall, .calibration, .gains], [.scores, .profit, .threshold, .segments],
  ]

  /// The chart in sight; after a change of the size the chosen one may have lost its tab.
  func chart(of state: State) -> CompareChart {
    charts(of: state).contains(state.compare.chart) ? state.compare.chart : .roc
  }

  /// What the focus can be on.
  func areas(of state: State) -> [CompareArea] {
    if state.isZoomed { return [chart(of: state) == .threshold ? .threshold : .chart] }
    switch self {
    case .wide: return CompareArea.allCases
    case .medium: return [.leaderboard, chart(of: state) == .threshold ? .threshold : .chart]
    case .compact: return chart(of: state) == .list ? [.leaderboard, .chart] : [.leaderboard]
    }
  }
}
