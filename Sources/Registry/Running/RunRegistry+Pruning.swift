import Foundation
import GRDB

extension RunRegistry {
  /// The runs that pruning would remove.
  ///
  /// - Parameters:
  ///   - texts: runs by name; they may not hold a champion.
  ///   - kept: how many of the newest runs stay besides those with a champion; `nil` when runs are named.
  /// - Throws: ``RegistryError`` for a run that is not there or has the champion.
  public func prunable(named texts: [String], keepingNewest kept: Int?) throws -> [RegisteredRun] {
    var chosen = try texts.map(run)
    for run in chosen {
      if let champion = run.champion {
        throw RegistryError(
          .refused,
          "run \(run.id): has the champion of \(champion.dataset); promote another model or retire it first."
        )
      }
    }
    if let kept {
      chosen += try runs().dropFirst(kept).filter { $0.champion == nil }
    }
    var seen: Set<String> = []
    return chosen.filter { seen.insert($0.id).inserted }
  }

  /// Removes runs with their folders, and model files that no other run has; the audit log keeps that they
  /// were.
  ///
  /// - Throws: ``RegistryError`` when one has become champion meanwhile; then all stay.
  public func prune(_ runs: [RegisteredRun]) throws {
    guard !runs.isEmpty else { return }
    let time = now()
    let change = try PendingChange("prune-\(UUID().uuidString)", in: paths)
    do {
      try change.announce(
        runs.map(\.id) + runs.flatMap(\.models).map { ArtifactPaths.file($0.sha256) })
      try database.write { database in
        for run in runs {
          guard try RunRows.run(run.id, in: database)?.champion == nil else {
            throw RegistryError(
              .refused, "run \(run.id): has become champion meanwhile; nothing was removed.")
          }
          try database.execute(sql: "DELETE FROM runs WHERE id = ?", arguments: [run.id])
          try AuditLog.append(
            .pruned, run.id, AuditDetail(), at: time.stamp, who: who, to: database)
        }
      }
      try finish(change)
    } catch {
      try? finish(change)
      throw error
    }
  }
}
