import Foundation
import Tabular

/// Looks at where results shall go before hours of work are spent on them.
public enum OutputPath {
  /// Checks that a file could be written.
  ///
  /// - Throws: ``WorkbenchError`` when its folder is not there or the place is no file.
  public static func check(file path: String) throws {
    let folder = AtomicFile.folder(of: path)
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
      throw WorkbenchError(.badInput, "\(path): is a folder; name a file in it.")
    }
    guard folder.isEmpty || FileManager.default.fileExists(atPath: folder) else {
      throw WorkbenchError(.badInput, "\(path): there is no folder \(folder); make it first.")
    }
    guard FileManager.default.isWritableFile(atPath: folder.isEmpty ? "." : folder) else {
      throw WorkbenchError(
        .badInput, "\(path): its folder can't be written; check its permissions.")
    }
  }

  /// Refuses a file that is one of the inputs, by whatever path: writing it would destroy them.
  ///
  /// - Parameter inputs: files, or folders of which every file counts.
  /// - Throws: ``WorkbenchError`` naming the file.
  public static func refuse(_ path: String, ifAmong inputs: [String]) throws {
    guard let output = identity(of: path) else { return }
    for input in inputs {
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: input, isDirectory: &isFolder) else { continue }
      let names =
        isFolder.boolValue
        ? (try? FileManager.default.contentsOfDirectory(atPath: input)) ?? [] : []
      let files = isFolder.boolValue ? names.map { "\(input)/\($0)" } : [input]
      if files.contains(where: { identity(of: $0) == output }) {
        throw WorkbenchError(
          .badInput, "\(path): is read here, so it must not be written; name another file.")
      }
    }
  }

  /// The device and number of a file; links to one file are one.
  private static func identity(of path: String) -> [UInt64]? {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return [UInt64(status.st_dev), UInt64(status.st_ino)]
  }

  /// Checks that a folder is there or could be made.
  ///
  /// - Throws: ``WorkbenchError`` when something else stands there or above, or it can't be written.
  public static func check(folder path: String) throws {
    var place = path
    var isFolder: ObjCBool = false
    while !FileManager.default.fileExists(atPath: place, isDirectory: &isFolder) {
      let above = AtomicFile.folder(of: place)
      place = above.isEmpty ? "." : above
    }
    guard isFolder.boolValue else {
      throw WorkbenchError(.badInput, "\(path): \(place) is a file, not a folder; name another.")
    }
    guard FileManager.default.isWritableFile(atPath: place) else {
      throw WorkbenchError(
        .badInput, "\(path): can't be made; check the permissions of \(place).")
    }
  }

  /// Makes a folder if it is not there.
  ///
  /// - Throws: ``WorkbenchError`` when it can't be made.
  public static func make(folder: String) throws {
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw WorkbenchError(
        .badInput,
        "\(folder): can't be made; check the permissions of the folder above it, and that no file has "
          + "its name.")
    }
  }
}
