import Foundation
import GRDB

/// Opens the database of a registry, which may be a stranger's, and puts what goes wrong into words.
struct RegistryDatabase: Sendable {
  let path: String
  private let queue: DatabaseQueue

  /// How long a command waits for another one that writes.
  private static let patience: TimeInterval = 60

  /// Opens the database for reading only; it must be there.
  ///
  /// - Throws: ``RegistryError`` when it is missing, foreign, newer, damaged or can't be opened.
  init(reading path: String) throws {
    guard FileManager.default.fileExists(atPath: path) else {
      let folder = (path as NSString).deletingLastPathComponent
      throw RegistryError(
        .notFound,
        "\(folder): no run is registered there; register one with train --register, or name another "
          + "folder with --artifacts.")
    }
    self.path = path
    queue = try Self.explaining(path) {
      var configuration = Self.configuration
      configuration.readonly = true
      let queue = try DatabaseQueue(
        path: Self.location(path), configuration: configuration)
      try queue.read { try Self.check($0, path: path, isNewAllowed: false) }
      return queue
    }
  }

  /// Opens the database for writing and makes it if it is not there.
  ///
  /// - Parameter folder: its folder, which one process at a time makes and brings up to date.
  /// - Throws: ``RegistryError`` when it is foreign, newer, damaged or can't be written.
  init(writing path: String, in folder: String) throws {
    self.path = path
    let lock = try FolderLock.wait(for: folder)
    defer { withExtendedLifetime(lock) {} }
    queue = try Self.explaining(path) {
      let isThere = FileManager.default.fileExists(atPath: path)
      if isThere {
        // Looked at before anything is written: a stranger's database stays as it is.
        var configuration = Self.configuration
        configuration.readonly = access(path, W_OK) != 0
        let probe = try DatabaseQueue(path: path, configuration: configuration)
        try probe.read { try Self.check($0, path: path, isNewAllowed: true) }
        try probe.close()
      }
      var configuration = Self.configuration
      configuration.journalMode = .wal
      configuration.prepareDatabase { try $0.execute(sql: "PRAGMA synchronous = FULL") }
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      try RegistryMigrations.migrator.migrate(queue)
      return queue
    }
  }

  /// Reads in one state of the database.
  func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
    try Self.explaining(path) { try queue.read(body) }
  }

  /// Writes all or nothing; no other process writes meanwhile.
  func write<Value>(_ body: (Database) throws -> Value) throws -> Value {
    try Self.explaining(path) {
      try queue.writeWithoutTransaction { database in
        var value: Value?
        try database.inTransaction(.immediate) {
          value = try body(database)
          return .commit
        }
        guard let value else { preconditionFailure("A transaction that is committed has a value.") }
        return value
      }
    }
  }

  /// Where SQLite reads: in a folder that can't be written there is no room for the files by which readers
  /// and writers agree, and no writer either.
  private static func location(_ path: String) -> String {
    let folder = (path as NSString).deletingLastPathComponent
    let isAlone =
      access(folder.isEmpty ? "." : folder, W_OK) != 0 && access(path + "-wal", F_OK) != 0
    guard isAlone,
      let escaped = path.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed)
    else { return path }
    return "file:\(escaped)?immutable=1"
  }

  private static var configuration: Configuration {
    var configuration = Configuration()
    configuration.busyMode = .timeout(patience)
    configuration.foreignKeysEnabled = true
    configuration.label = "registry"
    return configuration
  }

  /// Refuses what is no registry, or one of a newer program.
  private static func check(_ database: Database, path: String, isNewAllowed: Bool) throws {
    let names = Set(
      try String.fetchAll(database, sql: "SELECT name FROM sqlite_master WHERE type = 'table'"))
    if names.isEmpty, isNewAllowed { return }
    guard
      try Int.fetchOne(database, sql: "PRAGMA application_id") == RegistryMigrations.applicationID
    else {
      throw RegistryError(
        .untrusted,
        names.isEmpty
          ? "\(path): is an empty database; register a run with train --register first."
          : "\(path): is a database of another program; move it away or name another folder with "
            + "--artifacts.")
    }
    let migrator = RegistryMigrations.migrator
    if try migrator.hasBeenSuperseded(database) {
      throw RegistryError(
        .untrusted, "\(path): was written by a newer OfferScope; update the program.")
    }
    let missing = RegistryMigrations.tables.filter { !names.contains($0) }
    guard missing.isEmpty else {
      throw RegistryError(
        .untrusted,
        "\(path): lacks the table \(missing.joined(separator: ", ")), so somebody has changed it; restore "
          + "a copy, or move it away to begin anew.")
    }
  }

  /// Runs a body and turns SQLite's errors into sentences.
  private static func explaining<Value>(_ path: String, _ body: () throws -> Value) throws -> Value
  {
    do {
      return try body()
    } catch let error as DatabaseError {
      throw sentence(error, path: path)
    }
  }

  private static func sentence(_ error: DatabaseError, path: String) -> RegistryError {
    switch error.resultCode {
    case .SQLITE_NOTADB:
      RegistryError(
        .untrusted,
        "\(path): is no SQLite database; move it away, or name another folder with --artifacts.")
    case .SQLITE_CORRUPT:
      RegistryError(.untrusted, "\(path): is damaged; restore a copy of it.")
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      RegistryError(
        .unavailable,
        "\(path): another program has been writing for \(Int(patience)) seconds; try again when it is done."
      )
    case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH:
      RegistryError(
        .unavailable, "\(path): can't be opened; check its permissions and those of its folder.")
    case .SQLITE_READONLY:
      RegistryError(
        .unavailable, "\(path): can't be written; check its permissions and those of its folder.")
    case .SQLITE_FULL:
      RegistryError(.unavailable, "\(path): the disk is full; free some space.")
    case .SQLITE_IOERR:
      RegistryError(.unavailable, "\(path): its disk can't be read or written; check the disk.")
    default:
      RegistryError(
        .untrusted,
        "\(path): does not answer as a registry does (\(error.message ?? "no reason given")); restore a "
          + "copy, or move it away to begin anew.")
    }
  }
}
