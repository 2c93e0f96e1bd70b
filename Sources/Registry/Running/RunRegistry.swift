public import Foundation

/// The runs, models and audit log of a folder of artifacts.
///
/// Several processes may use one folder. Whatever ends a process, the database and the files agree: a run
/// is registered with all its files or not at all.
public final class RunRegistry: Sendable {
  /// Where things lie.
  public let paths: ArtifactPaths
  /// Who is written down, as user@host.
  let who: String
  let database: RegistryDatabase
  private let clock: @Sendable () -> Date

  /// Opens a registry to read it; nothing is written.
  ///
  /// - Throws: ``RegistryError`` when there is none, or none that can be trusted.
  public convenience init(reading folder: String) throws {
    let paths = ArtifactPaths(root: folder)
    self.init(
      paths: paths, database: try RegistryDatabase(reading: paths.database), who: "",
      clock: { Date() })
  }

  /// Opens a registry to change it, makes it if there is none, and clears up what broken-off commands
  /// left.
  ///
  /// - Parameters:
  ///   - who: who is written down in the audit log; this user on this machine by default.
  ///   - clock: tells the time that is written down.
  /// - Throws: ``RegistryError`` when the folder can't be written or holds none that can be trusted.
  public convenience init(
    writing folder: String, who: String = Actor.name,
    clock: @escaping @Sendable () -> Date = { Date() }
  ) throws {
    let paths = ArtifactPaths(root: folder)
    do {
      try FileManager.default.createDirectory(
        atPath: paths.models, withIntermediateDirectories: true)
    } catch {
      throw RegistryError(
        .unavailable,
        "\(folder): can't be made or written; check its permissions, and that no file has its name."
      )
    }
    guard access(folder, W_OK) == 0 else {
      throw RegistryError(.unavailable, "\(folder): can't be written; check its permissions.")
    }
    self.init(
      paths: paths, database: try RegistryDatabase(writing: paths.database, in: folder), who: who,
      clock: clock)
    try recover()
  }

  private init(
    paths: ArtifactPaths, database: RegistryDatabase, who: String,
    clock: @escaping @Sendable () -> Date
  ) {
    self.paths = paths
    self.database = database
    self.who = who
    self.clock = clock
  }

  /// All runs, newest first.
  ///
  /// - Throws: ``RegistryError`` when the database can't be read or trusted.
  public func runs() throws -> [RegisteredRun] { try database.read(RunRows.all) }

  /// The audit log, oldest first.
  ///
  /// - Throws: ``RegistryError`` when the database can't be read or trusted.
  public func auditLog() throws -> [AuditEntry] { try database.read(AuditLog.entries) }

  /// Settles what processes left that ended in the middle of a change.
  private func recover() throws {
    do {
      try PendingChange.recover(in: paths) { settle in
        try database.write { database in
          try settle { try RunRows.areNamed($0, in: database) }
        }
      }
    } catch let error as RegistryError {
      throw error
    } catch {
      throw RegistryError(
        .unavailable,
        "\(paths.root): what a broken-off command left can't be removed; check the permissions of "
          + "\(paths.pending).")
    }
  }

  /// The time that is written down, and as the beginning of a run's name.
  func now() -> (stamp: String, name: String) {
    let stamp = clock().formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    let digits = stamp.prefix(19).filter(\.isNumber)
    return (stamp, "\(digits.prefix(8))-\(digits.dropFirst(8))")
  }
}
