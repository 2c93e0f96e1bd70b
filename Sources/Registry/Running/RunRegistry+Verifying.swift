import Foundation
import GRDB

extension RunRegistry {
  /// Looks through audit log, runs, stages and files.
  ///
  /// - Throws: ``RegistryError`` when the database can't be read at all.
  public func verify() throws -> AuditReport {
    let (entries, head, runs, triggers) = try database.read { database in
      (
        try AuditLog.entries(in: database), try AuditLog.head(in: database),
        try RunRows.all(in: database),
        Set(
          try String.fetchAll(
            database, sql: "SELECT name FROM sqlite_master WHERE type = 'trigger'"))
      )
    }
    let chain = ChainCheck(entries, head: head)
    var findings = [chain.finding].compactMap(\.self)
    let missing = RegistryMigrations.triggers.filter { !triggers.contains($0) }
    if !missing.isEmpty {
      findings.append(
        "database: the rules \(missing.joined(separator: ", ")) were taken away, which keep records as they "
          + "were written.")
    }
    // Entries behind a broken one say nothing for certain.
    if chain.firstBroken == nil { findings += RecordCheck(entries, runs: runs).findings }
    let models = runs.reversed().flatMap(\.models)
    findings += models.compactMap { model in
      Self.fault(of: paths.file(of: model), sha256: model.sha256).map {
        "model \(model.subject): its file \(paths.file(of: model)) \($0)."
      }
    }
    return AuditReport(
      entries: entries.count, runs: runs.count, files: Set(models.map(\.sha256)).count,
      head: head.hash, firstBrokenEntry: chain.firstBroken, findings: findings)
  }
}
