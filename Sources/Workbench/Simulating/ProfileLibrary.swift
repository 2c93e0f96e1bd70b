import Foundation
public import Offers

/// Profiles that were saved under names, a file each in one folder.
public struct ProfileLibrary: Sendable, Equatable {
  /// The folder; made when something is saved.
  public let folder: String

  /// A saved profile.
  public struct Entry: Sendable, Equatable {
    /// What it was saved as.
    public let name: String
    /// Its file.
    public let path: String
    /// The customer; `nil` for a file that can't be read.
    public let profile: CustomerProfile?
  }

  /// Opens the library of a folder, which need not be there.
  public init(folder: String) { self.folder = folder }

  /// The file of a name.
  public func path(of name: String) -> String { "\(folder)/\(name).json" }

  /// Why a name can't be one, in a sentence; `nil` if it can.
  public static func reasonAgainst(_ name: String) -> String? {
    if name.isEmpty { return "Write a name." }
    let isOdd = name.contains { $0 == "/" || $0 == "\\" || $0.isNewline || $0 == "\0" }
    if isOdd || name.hasPrefix(".") || name.utf8.count > 100 {
      return
        "“\(name.prefix(40))” can't be a name: leave out / and \\, begin with no dot, and take at "
        + "most 100 letters."
    }
    return nil
  }

  /// Everything that was saved, by name.
  public func entries() -> [Entry] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".json") && !$0.hasPrefix(".") }.sorted().map { file in
      let name = String(file.dropLast(5))
      let path = path(of: name)
      return Entry(name: name, path: path, profile: try? ProfileFile.read(path: path))
    }
  }

  /// Saves a profile; one of that name is replaced.
  ///
  /// - Returns: its file.
  /// - Throws: ``WorkbenchError`` for a name that can't be one, or when it can't be written.
  @discardableResult
  public func save(_ profile: CustomerProfile, as name: String) throws -> String {
    if let reason = Self.reasonAgainst(name) { throw WorkbenchError(.badInput, reason) }
    try OutputPath.make(folder: folder)
    let path = path(of: name)
    try ProfileFile.write(profile, to: path)
    return path
  }

  /// Deletes a profile.
  ///
  /// - Throws: ``WorkbenchError`` when it can't be deleted.
  public func delete(_ name: String) throws {
    if let reason = Self.reasonAgainst(name) { throw WorkbenchError(.badInput, reason) }
    do {
      try FileManager.default.removeItem(atPath: path(of: name))
    } catch {
      throw WorkbenchError(.failed, "\(path(of: name)): can't be deleted; is it still there?")
    }
  }
}
