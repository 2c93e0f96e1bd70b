import Dashboard
import Foundation
import Modelling
import Synthetic
import TerminalKit
import Workbench

/// Dashboards on small generated data with few trees, so that whole journeys stay quick.
enum SmallDashboard {
  /// The folder of all files of this run of the tests; it goes when the run ends, also where a test forgets
  /// or fails.
  private static let base: String = {
    atexit { try? FileManager.default.removeItem(atPath: SmallDashboard.basePath) }
    return basePath
  }()
  private static let basePath =
    FileManager.default.temporaryDirectory.path + "/offerscope-tests-\(UUID().uuidString)"

  /// A folder of its own with a generated set in it; the caller may remove it.
  static func folder(_ set: SyntheticSet = .bank, rows: Int = 500) throws -> String {
    let path = freshPath()
    try set.generate(rows: rows, seed: 11).write(to: path, includeTruth: false)
    return path
  }

  /// A path of its own where nothing is yet, among the files of this run of the tests.
  static func freshPath() -> String { "\(base)/\(UUID().uuidString)" }

  /// Few trees, and the same on every machine.
  static func options(
    path: String?, models: [String] = ["logistic", "forest", "boosted"], isLive: Bool = false
  ) -> DashboardOptions {
    var plan = PlanConfiguration()
    plan.models = models
    plan.settings = ["forest.treeCount": 20, "boosted.rounds": 30, "xgboost.rounds": 30]
    plan.threads = 2
    return DashboardOptions(
      dataPath: path, plan: plan, reducesMotion: true,
      // Whether models follow the settings must not depend on how fast the machine is.
      liveTrainingLimit: isLive ? .infinity : 0)
  }

  /// A dashboard on generated data, with its models trained; the files are gone again.
  static func trained(
    _ set: SyntheticSet = .bank, rows: Int = 500, size: Size = Size(width: 120, height: 40),
    theme: Theme = .dark, glyphs: Glyphs = .unicode, isLive: Bool = false
  ) throws -> HeadlessDashboard {
    let path = try folder(set, rows: rows)
    defer { try? FileManager.default.removeItem(atPath: path) }
    let dashboard = HeadlessDashboard(
      options: options(path: path, isLive: isLive), size: size, theme: theme, glyphs: glyphs)
    dashboard.waitUntilIdle()
    return dashboard
  }
}

extension HeadlessDashboard {
  /// The screen as words, without its lines and breaks: where a sentence breaks depends on the
  /// length of the temporary folder's path.
  var words: String {
    text.split { $0.isWhitespace || $0 == "│" }.joined(separator: " ")
  }
}
