import Foundation
import Synchronization
import Tabular

/// What was found of earlier sessions.
public struct FoundSession: Sendable {
  /// The newest that can be gone on with.
  var offer: ResumeOffer?
  /// A sentence on what could not be read.
  var complaint: String?
}

/// The folder with the sessions: a file a process, so that two at once never write over each other.
final class SessionArchive: Sendable {
  /// Of older sessions so many are kept.
  static let keptCount = 8
  /// Larger files are not ours.
  static let byteLimit = 4 << 20

  let folder: String
  private let ownName: String
  private let progress = Mutex(Progress())

  private struct Progress {
    var isReady = false
    var hasFailed = false
  }

  /// Makes an archive; nothing is read or written yet.
  init(folder: String, process: Int32 = getpid(), began: Date = Date()) {
    self.folder = folder
    ownName = "session-\(process)-\(Int(began.timeIntervalSince1970)).json"
  }

  // MARK: Writing

  /// Writes the session of this process, whole or not at all.
  ///
  /// - Returns: a sentence if that fails for the first time, after which nothing more is tried.
  func save(_ session: SavedSession) -> String? {
    progress.withLock { progress -> String? in
      if progress.hasFailed { return nil }
      do {
        if !progress.isReady {
          try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        }
        var saved = session
        saved.path = SessionArchive.absolute(session.path)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try AtomicFile.write(encoder.encode(saved) + Data("\n".utf8), to: "\(folder)/\(ownName)")
        if !progress.isReady { prune() }
        progress.isReady = true
        return nil
      } catch {
        progress.hasFailed = true
        return "This session can't be saved in \(folder); make the folder writable, or set "
          + "XDG_STATE_HOME to one that is. Everything else works."
      }
    }
  }

  /// Removes what is neither among the newest nor of a process that still runs.
  private func prune() {
    for file in files().dropFirst(SessionArchive.keptCount)
    where file.name != ownName && !SessionArchive.isAlive(file.name) {
      try? FileManager.default.removeItem(atPath: "\(folder)/\(file.name)")
    }
  }

  private static func isAlive(_ name: String) -> Bool {
    let parts = name.split(separator: "-")
    guard parts.count == 3, let process = pid_t(parts[1]), process > 0 else { return false }
    return kill(process, 0) == 0
  }

  // MARK: Reading

  /// The newest session whose data are still there. Broken files are set aside under another name.
  func find(now: Date = Date()) -> FoundSession {
    var found = FoundSession()
    for file in files() where file.name != ownName {
      let path = "\(folder)/\(file.name)"
      switch read(path) {
      case .success(var session):
        guard FileManager.default.fileExists(atPath: session.path) else { continue }
        session.path = SessionArchive.shown(session.path)
        found.offer = ResumeOffer(
          session: session, age: SessionArchive.age(now.timeIntervalSince(file.date)))
        return found
      case .failure(.isNewer): continue
      case .failure(.isBroken):
        let aside = path + ".broken"
        try? FileManager.default.removeItem(atPath: aside)
        try? FileManager.default.moveItem(atPath: path, toPath: aside)
        found.complaint =
          "A saved session can't be read and was set aside as \(aside); delete it if you don't need it."
      }
    }
    return found
  }

  private enum Fault: Error {
    case isBroken
    case isNewer
  }

  private struct Version: Codable { var version: Int }

  private func read(_ path: String) -> Result<SavedSession, Fault> {
    guard let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int,
      size <= SessionArchive.byteLimit, let data = FileManager.default.contents(atPath: path),
      let version = try? JSONDecoder().decode(Version.self, from: data)
    else { return .failure(.isBroken) }
    guard version.version <= SavedSession.currentVersion else { return .failure(.isNewer) }
    guard let session = try? JSONDecoder().decode(SavedSession.self, from: data) else {
      return .failure(.isBroken)
    }
    return .success(session)
  }

  /// The files of sessions, the newest first.
  private func files() -> [(name: String, date: Date)] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasPrefix("session-") && $0.hasSuffix(".json") }.compactMap { name in
      let facts = try? FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)")
      return (facts?[.modificationDate] as? Date).map { (name, $0) }
    }.sorted { ($1.date, $0.name) < ($0.date, $1.name) }
  }

  // MARK: Words

  private static func absolute(_ path: String) -> String {
    path.hasPrefix("/") ? path : "\(FileManager.default.currentDirectoryPath)/\(path)"
  }

  /// A path inside the working folder as it is typed there.
  private static func shown(_ path: String) -> String {
    let here = FileManager.default.currentDirectoryPath + "/"
    return path.hasPrefix(here) ? String(path.dropFirst(here.count)) : path
  }

  /// A time span as people say it.
  static func age(_ seconds: Double) -> String {
    let steps: [(limit: Double, unit: Double, word: String)] = [
      (3600, 60, "minute"), (86_400, 3600, "hour"), (.infinity, 86_400, "day"),
    ]
    guard seconds >= 60, let step = steps.first(where: { seconds < $0.limit }) else {
      return "a moment ago"
    }
    return "\(counted(Int(seconds / step.unit), step.word)) ago"
  }
}
