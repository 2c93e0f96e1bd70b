import Foundation
import Tabular
import TerminalKit
import Workbench

/// A model to hold against new rows.
public struct DriftRequest: Sendable {
  /// Its number; answers to older ones are passed over.
  let number: Int
  /// Which model, and which rows.
  let question: DriftQuestion
  /// The models that were trained last; `nil` if none were.
  let comparison: Comparison?
  /// How CSV files are read.
  let csv: CSVOptions
  let threads: Int
  /// The folder of registered models.
  let artifacts: String
}

/// What the Monitor pane asks for, away from the keys.
struct DriftJob: Sendable {
  let request: DriftRequest
  /// The home folder, for paths that begin with `~`.
  let home: String?

  func perform(_ runner: EffectRunner) {
    let number = request.number
    var told = 0
    do {
      let finding = try finding { share in
        try runner.newestDrift.check(number)
        let step = Int(share * 50)
        guard step > told else { return }
        told = step
        runner.deliver(.driftAdvanced(request: number, share: share))
      }
      runner.deliver(.driftFound(request: number, runner.mailbox.put(finding)))
    } catch is NewestRequest.Outdated {
      return
    } catch {
      runner.deliver(.driftFailed(request: number, reason: "\(error)"))
    }
  }

  private func finding(_ progress: (Double) throws -> Void) throws -> DriftFinding {
    try progress(0)
    switch (request.question.model, request.question.rows) {
    case (.trained(let kind), .test):
      return try DriftMonitor.testFinding(
        of: kind, in: try comparison(), threads: request.threads, progress: progress)
    case (.trained(let kind), .file(let path)):
      return try DriftMonitor(
        kind, in: try comparison(), options: request.csv, threads: request.threads
      ).finding(of: absolute(path), progress: progress)
    case (.registered(let name), .test):
      return try monitor(name).finding(
        ofTestRowsOf: try comparison(),
        remarks: ["the model's profile may hold some of these rows"], progress: progress)
    case (.registered(let name), .file(let path)):
      return try monitor(name).finding(of: absolute(path), progress: progress)
    }
  }

  private func monitor(_ name: String) throws -> DriftMonitor {
    try DriftMonitor(
      modelPath: ModelReference.path(name, artifacts: request.artifacts), options: request.csv,
      threads: request.threads)
  }

  private func comparison() throws -> Comparison {
    guard let comparison = request.comparison else {
      throw WorkbenchError(.badInput, "There is no trained model to hold rows against.")
    }
    return comparison
  }

  private func absolute(_ path: String) -> String {
    DataMemory.absolute(FolderReader.expanded(path, home: home))
  }

  // MARK: History

  /// Reads a history; one that is not there holds nothing.
  static func readHistory(_ path: String, home: String?, _ runner: EffectRunner) {
    let path = DataMemory.absolute(FolderReader.expanded(path, home: home))
    do {
      let listing = try listing(of: path)
      runner.deliver(.driftHistoryRead(runner.mailbox.put(listing)))
    } catch {
      runner.deliver(.driftHistoryFailed(reason: "\(error)"))
    }
  }

  private static func listing(of path: String) throws -> DriftHistoryListing {
    guard FileManager.default.fileExists(atPath: path) else {
      return DriftHistoryListing(path: path, entries: [], damagedCount: 0)
    }
    let (entries, damaged) = try DriftHistory.read(path: path)
    return DriftHistoryListing(path: path, entries: entries, damagedCount: damaged)
  }

  /// Adds a finding to a history, which is made with its folder if need be.
  static func append(
    _ finding: DriftFinding, to text: String, home: String?, _ runner: EffectRunner
  ) {
    let path = DataMemory.absolute(FolderReader.expanded(text, home: home))
    do {
      let folder = (path as NSString).deletingLastPathComponent
      try OutputPath.check(folder: folder)
      try OutputPath.refuse(path, ifAmong: [finding.modelPath, finding.dataPath])
      // A file of something else must not get a line of this.
      _ = try listing(of: path)
      try OutputPath.make(folder: folder)
      try OutputPath.check(file: path)
      try DriftHistory.append(.init(finding, time: .now), to: path)
      runner.deliver(.reported(Status(.success, "Added to \(path).")))
      readHistory(path, home: home, runner)
    } catch {
      runner.deliver(.reported(Status(.failure, "\(error)")))
    }
  }
}
