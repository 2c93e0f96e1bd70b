import Dashboard
import Foundation
import Modelling
import Synthetic
import TerminalKit
import Workbench

/// What a random walk walks in: data, models, and how the dashboard is set up.
struct WalkGround {
  let seed: UInt64
  /// The data to walk in; `nil` for generated ones.
  let path: String?
  /// Whether the walk is one of many that shall see all there is, rather than a quick one.
  let isLong: Bool

  /// A dashboard with trained models on this ground.
  func dashboard() throws -> HeadlessDashboard {
    if let path { return dashboard(on: path) }
    let path = try SmallDashboard.folder(set, rows: rowCount)
    defer { try? FileManager.default.removeItem(atPath: path) }
    return dashboard(on: path)
  }

  private var set: SyntheticSet {
    let quick: [SyntheticSet] = [.bank, .amex, .bank, .churn]
    let all = SyntheticSet.allCases
    return isLong ? all[Int(seed % UInt64(all.count))] : quick[Int(seed % 4)]
  }

  /// The fewest rows that open, or some more.
  private var rowCount: Int {
    let least =
      switch set {
      // A bank of 160 rows has no December, which one of its offers is for, and does not open.
      case .bank: 200
      case .amex: 400
      case .propensity, .churn: isLong ? 150 : 200
      case .olist: 450
      }
    return isLong && (seed / 5) % 3 == 1 ? least * 3 : least
  }

  private func dashboard(on path: String) -> HeadlessDashboard {
    var options = SmallDashboard.options(path: path, isLive: isLong && seed % 2 == 1)
    options.plan.settings = ["forest.treeCount": 4, "boosted.rounds": 5]
    options.plan.threads = 1
    if isLong {
      // What is kept of runs and copied goes with all other files of the tests.
      let folder = SmallDashboard.freshPath()
      options.artifacts = folder + "-runs"
      options.copyFolder = folder + "-copies"
      options.stateFolder = folder + "-state"
      options.reducesMotion = seed % 4 == 0
      if seed % 7 == 3 {
        // Rankers need lists, which only one set has.
        let kinds = ModelKind.allCases.filter { set == .amex || !$0.isRanker }
        options.plan.models = kinds.map(\.rawValue)
        for kind in kinds where kind != .logistic && kind != .forest {
          options.plan.settings["\(kind.rawValue).rounds"] = 5
        }
      }
    }
    let themes = Theme.all
    let dashboard = HeadlessDashboard(
      options: options, theme: themes[Int(seed / 3 % UInt64(themes.count))],
      glyphs: seed % 3 == 0 ? .ascii : .unicode)
    dashboard.waitUntilIdle()
    return dashboard
  }
}
