import Foundation
import Tabular

/// Files that come or go together with rows of the database.
///
/// Its folder is locked as long as the process that makes the change lives. Before the first file takes
/// its place, or the first row goes, the places are written down. Whatever ends the process, one rule puts
/// things right: a place that was written down, and that no row of the database names, is emptied.
final class PendingChange {
  /// A folder in which files are made before they take their places.
  let files: String
  private let folder: String
  private let lock: FolderLock
  private static let listName = "places.json"

  /// Begins a change.
  ///
  /// - Throws: ``RegistryError`` when the folder can't be made.
  init(_ name: String, in paths: ArtifactPaths) throws {
    folder = "\(paths.pending)/\(name)"
    files = "\(folder)/files"
    do {
      try FileManager.default.createDirectory(
        atPath: paths.pending, withIntermediateDirectories: true)
      // Nobody clears up between the making of the folder and its lock.
      let all = try FolderLock.wait(for: paths.pending)
      defer { withExtendedLifetime(all) {} }
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
      lock = try FolderLock.wait(for: folder)
      try FileManager.default.createDirectory(atPath: files, withIntermediateDirectories: false)
    } catch let error as RegistryError {
      throw error
    } catch {
      throw RegistryError(
        .unavailable,
        "\(folder): can't be made; check the permissions of \(paths.root) and the room on its disk."
      )
    }
  }

  /// Writes down the places that are about to be filled or emptied.
  func announce(_ places: [String]) throws {
    try AtomicFile.write(try JSONEncoder().encode(places), to: "\(folder)/\(Self.listName)")
  }

  /// Ends the change, done or not: the places that no row names are emptied.
  func finish(in paths: ArtifactPaths, isNamed: (String) throws -> Bool) throws {
    try Self.settle(folder, in: paths, isNamed: isNamed)
    withExtendedLifetime(lock) {}
  }

  /// Settles the changes of processes that ended before they could.
  ///
  /// - Parameter within: calls its body while nobody else writes to the database, with a body that tells
  ///   whether a row names a place.
  static func recover(
    in paths: ArtifactPaths,
    within transaction: (_ settle: ((String) throws -> Bool) throws -> Void) throws -> Void
  ) throws {
    guard FileManager.default.fileExists(atPath: paths.pending) else { return }
    let all = try FolderLock.wait(for: paths.pending)
    defer { withExtendedLifetime(all) {} }
    for name in try FileManager.default.contentsOfDirectory(atPath: paths.pending).sorted() {
      let folder = "\(paths.pending)/\(name)"
      guard let lock = FolderLock.attempt(folder) else { continue }
      try transaction { try settle(folder, in: paths, isNamed: $0) }
      withExtendedLifetime(lock) {}
    }
  }

  /// How many changes are under way or were broken off.
  static func count(in paths: ArtifactPaths) -> Int {
    (try? FileManager.default.contentsOfDirectory(atPath: paths.pending))?.count ?? 0
  }

  private static func settle(
    _ folder: String, in paths: ArtifactPaths, isNamed: (String) throws -> Bool
  ) throws {
    let list = FileManager.default.contents(atPath: "\(folder)/\(listName)")
    let places = list.flatMap { try? JSONDecoder().decode([String].self, from: $0) } ?? []
    // The list may come from a stranger: nothing but places of models and runs is touched.
    for place in places
    where ArtifactPaths.sha256(inPlace: place) != nil || RegisteredRun.isName(place) {
      let path = "\(paths.root)/\(place)"
      guard try !isNamed(place), FileManager.default.fileExists(atPath: path) else { continue }
      try FileManager.default.removeItem(atPath: path)
    }
    try FileManager.default.removeItem(atPath: folder)
  }
}
