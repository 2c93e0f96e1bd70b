import Foundation
import Workbench

/// Reads folders for the file browser, on a thread of its own.
enum FolderReader {
  private static let tableEndings = [".csv", ".tsv", ".txt", ".data", ".parquet"]
  private static let descriptionEndings = [".yaml", ".yml"]

  static func list(_ path: String, _ runner: EffectRunner) {
    do {
      runner.deliver(.folderListed(try listing(path)))
    } catch {
      runner.deliver(
        .folderFailed(
          path: path, reason: "can't be read; check that it exists and its permissions."))
    }
  }

  /// Follows a typed path: a folder is listed, a file or a data set is opened.
  static func open(_ text: String, home: String?, _ runner: EffectRunner) {
    let path = DataMemory.absolute(expanded(text, home: home))
    do {
      // An address or a pattern leads to no file, and a folder of parts is one table.
      if try ForeignTable.find(path) != nil { return runner.deliver(.pathFound(path)) }
    } catch {
      return runner.deliver(.folderFailed(path: text, reason: "\(error)"))
    }
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      return runner.deliver(
        .folderFailed(path: text, reason: "there is no such file or folder; check the spelling."))
    }
    let hasDescription = FileManager.default.fileExists(
      atPath: "\(path)/\(DescriptionReader.fileName)")
    if isFolder.boolValue, !hasDescription { return list(path, runner) }
    runner.deliver(.pathFound(path))
  }

  /// Everything in a folder, hidden entries included.
  static func listing(_ path: String) throws -> FolderListing {
    let folder = DataMemory.absolute(path)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder)
    var entries = names.map { entry($0, at: folder == "/" ? "/\($0)" : "\(folder)/\($0)") }
    entries.sort { ($0.isFolder ? 0 : 1, $0.name) < ($1.isFolder ? 0 : 1, $1.name) }
    return FolderListing(path: folder, entries: entries)
  }

  private static func entry(_ name: String, at path: String) -> FolderListing.Entry {
    let lower = name.lowercased()
    let kind: FolderListing.Kind =
      tableEndings.contains(where: lower.hasSuffix) || ForeignTable.isTable(name)
      ? .table : descriptionEndings.contains(where: lower.hasSuffix) ? .description : .other
    var entry = FolderListing.Entry(name: name, kind: kind)
    var status = stat()
    guard stat(path, &status) == 0 else {
      entry.trouble = errno == ENOENT ? "link to nowhere" : String(cString: strerror(errno))
      return entry
    }
    switch status.st_mode & S_IFMT {
    case S_IFDIR:
      entry.kind = .folder
      guard access(path, R_OK | X_OK) == 0 else {
        entry.trouble = "no permission"
        return entry
      }
      entry.itemCount = try? FileManager.default.contentsOfDirectory(atPath: path).count
      if FileManager.default.fileExists(atPath: "\(path)/\(DescriptionReader.fileName)") {
        entry.kind = .dataset
      }
    case S_IFREG:
      entry.byteCount = Int(status.st_size)
      if access(path, R_OK) != 0 {
        entry.trouble = "no permission"
      } else if status.st_size == 0, kind != .other {
        entry.trouble = "empty"
      }
    default:
      entry.kind = .other
      entry.trouble = "no file"
    }
    return entry
  }

  // MARK: Completion

  /// The most completions that are handed over.
  private static let mostCompletions = 200

  /// What a typed path may go on as: whole paths in the form typed, folders with a slash behind.
  ///
  /// Hidden entries come only where a dot is typed; files that are no data come last.
  static func completions(of text: String, home: String?) -> [String] {
    let slash = text.lastIndex(of: "/")
    let folderText = slash.map { String(text[...$0]) } ?? ""
    let start = String(slash.map { text[text.index(after: $0)...] } ?? text[...])
    let folder = expanded(folderText.isEmpty ? "." : folderText, home: home)
    guard let listing = try? listing(folder) else { return [] }
    let found = listing.entries.filter { entry in
      entry.name.lowercased().hasPrefix(start.lowercased())
        && (start.hasPrefix(".") || !entry.name.hasPrefix("."))
    }
    return (found.filter { $0.kind != .other } + found.filter { $0.kind == .other })
      .prefix(mostCompletions).map { folderText + $0.name + ($0.isFolder ? "/" : "") }
  }

  /// The path with the home folder in place of `~`.
  static func expanded(_ path: String, home: String?) -> String {
    guard let home, path == "~" || path.hasPrefix("~/") else { return path }
    return home + path.dropFirst()
  }
}
