import Foundation
import GRDB
import Registry

/// A folder of artifacts that goes when the test ends.
final class Artifacts {
  let folder: String

  init() throws {
    folder =
      FileManager.default.temporaryDirectory
      .appendingPathComponent("offerscope-registry-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  var paths: ArtifactPaths { ArtifactPaths(root: folder) }

  func registry() throws -> RunRegistry { try RunRegistry(writing: folder, who: "ann@desk") }

  /// Registers a run with a file a model.
  @discardableResult func register(
    _ models: [String: String] = ["boosted": "trees", "logistic": "lines"],
    dataset: String = "bank", seed: UInt64 = 7, in registry: RunRegistry? = nil
  ) throws -> RegisteredRun {
    try (registry ?? self.registry()).register(
      Self.description(Array(models.keys), dataset: dataset, seed: seed)
    ) { folder in
      var files: [String: String] = [:]
      for (name, text) in models {
        files[name] = "\(folder)/\(name).offerscope"
        try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name).offerscope"))
      }
      try Data("a run".utf8).write(to: URL(fileURLWithPath: "\(folder)/summary.md"))
      return files
    }
  }

  static func description(
    _ models: [String], dataset: String = "bank", seed: UInt64 = 7
  ) -> RunDescription {
    RunDescription(
      kind: .comparison,
      data: .init(
        name: dataset, path: "data/\(dataset).csv", rows: 100, features: 4, positives: 12,
        target: "y", fingerprint: "00ff00ff00ff00ff"),
      split: "holdout:0.2", seed: seed, program: "0.1.0", command: "offerscope train data/bank.csv",
      seconds: 0.25,
      settings: [
        .init(name: "balance", value: "none"),
        .init(model: "boosted", name: "rounds", value: "100"),
      ],
      results: models.sorted().enumerated().map { place, model in
        .init(
          model: model, failure: nil, threshold: 0.3, trainSeconds: 0.1,
          figures: [
            "rocAUC": .init(0.9 - Double(place) / 10, lower: 0.8, upper: 0.95),
            "logLoss": .init(1.0 / 3), "undefined": .init(.nan),
          ])
      })
  }

  /// All files below the folder but the database's, by their paths in it.
  func files() -> [String] {
    let all = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    return all.filter { path in
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(
        atPath: "\(folder)/\(path)", isDirectory: &isFolder)
      return !isFolder.boolValue && !path.hasPrefix("offerscope.sqlite")
    }.sorted()
  }

  /// Changes the database as a stranger would.
  func tamper(_ sql: String) throws {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    let queue = try DatabaseQueue(path: paths.database, configuration: configuration)
    do {
      try queue.writeWithoutTransaction { try $0.execute(sql: sql) }
    } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
      throw Refused()
    }
    try queue.close()
  }

  /// What a stranger tried was refused by the database itself.
  struct Refused: Error {}
}
