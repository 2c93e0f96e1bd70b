import Foundation
public import Ingestion

/// Finds the tables that our own readers can't read as they lie.
public enum ForeignTable {
  /// Where the table of a path lies; `nil` where it is a plain file, or nothing at all.
  ///
  /// Foreign are files that gzip or zstd packed, JSON lines, a pattern such as `part-*.csv`, a folder
  /// of parts, an `s3://` URL, and a YAML file that leads to a database or a store.
  ///
  /// - Throws: ``WorkbenchError`` for a pattern that no file matches, or a description that can't be.
  public static func find(_ path: String) throws -> TableSource? {
    if path.hasPrefix("s3://") {
      return .objects(ObjectQuery(url: path, environment: ProcessInfo.processInfo.environment))
    }
    if let found = try SourceReader.read(path: path) { return found.source }
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      guard isPattern(path) else { return nil }
      let paths = matches(of: path)
      guard !paths.isEmpty else {
        throw WorkbenchError(.badInput, "\(path): no file matches; check the spelling.")
      }
      return .files(paths)
    }
    if isFolder.boolValue {
      let parts = parts(in: path)
      return parts.isEmpty ? nil : .files(parts)
    }
    return TableSource.isForeignFile(path) ? .files([path]) : nil
  }

  /// Whether a file's name is one of a table: CSV, Parquet or JSON lines, packed or not.
  public static func isTable(_ name: String) -> Bool { TableSource.isTable(name) }

  /// Whether a path that leads nowhere may be a pattern.
  static func isPattern(_ path: String) -> Bool { path.contains { "*?[".contains($0) } }

  /// The parts of one table in a folder: all its files are of tables, as engines write them.
  private static func parts(in folder: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let seen = names.filter { !$0.hasPrefix(".") && !$0.hasPrefix("_") }.sorted()
    let isParts = seen.allSatisfy { $0.contains(#/^part[-_.]?[0-9]/#) && TableSource.isTable($0) }
    return isParts ? seen.map { "\(folder)/\($0)" } : []
  }

  private static func matches(of pattern: String) -> [String] {
    var found = glob_t()
    defer { globfree(&found) }
    guard glob(pattern, 0, nil, &found) == 0 else { return [] }
    return (0..<Int(found.gl_pathc)).compactMap { place in
      found.gl_pathv[place].map { String(cString: $0) }
    }
  }
}
