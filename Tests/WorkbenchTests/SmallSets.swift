import Foundation
import Synthetic
import Workbench

/// Generated data on disk and small plans, so that the use cases run whole and stay quick.
enum SmallSets {
  /// The folder of all files of this run of the tests; it goes when the run ends, also where a test forgets
  /// or fails.
  private static let base: String = {
    atexit { try? FileManager.default.removeItem(atPath: SmallSets.basePath) }
    return basePath
  }()
  private static let basePath =
    FileManager.default.temporaryDirectory.path + "/offerscope-tests-\(UUID().uuidString)"

  /// A folder of its own with a generated set in it; the caller may remove it.
  static func folder(_ set: SyntheticSet, rows: Int) throws -> String {
    let path = "\(base)/\(UUID().uuidString)"
    try set.generate(rows: rows, seed: 11).write(to: path, includeTruth: false)
    return path
  }

  /// Opens a generated set and removes its files.
  static func opened(
    _ set: SyntheticSet, rows: Int, overrides: RoleOverrides = .init()
  ) throws -> OpenedData {
    let path = try folder(set, rows: rows)
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try Opener.open(path, overrides: overrides)
  }

  /// A plan with few trees.
  static func plan(for data: OpenedData, threads: Int = 2) throws -> TrainingPlan {
    var configuration = PlanConfiguration()
    configuration.settings = [
      "forest.treeCount": 20, "boosted.rounds": 30, "xgboost.rounds": 30, "lambdamart.rounds": 30,
      "yetirank.rounds": 30, "xgbranker.rounds": 30,
    ]
    configuration.threads = threads
    return try configuration.plan(for: data)
  }

  /// Writes text to a file of its own; the caller may remove it.
  static func file(_ text: String, name: String = "data.csv") throws -> String {
    let folder = "\(base)/\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try text.write(toFile: "\(folder)/\(name)", atomically: true, encoding: .utf8)
    return "\(folder)/\(name)"
  }
}
