import Foundation

/// Looks at where results shall go before hours of work are spent on them.
public enum OutputPath {
  /// Checks that a file could be written.
  ///
  /// - Throws: ``WorkbenchError`` when its folder is not there or the place is no file.
  public static func check(file path: String) throws {
    let folder = (path as NSString).deletingLastPathComponent
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

  /// Makes a folder if it is not there.
  ///
  /// - Throws: ``WorkbenchError`` when it can't be made.
  public static func make(folder: String) throws {
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw WorkbenchError(
        .badInput, "\(folder): can't be made; check the permissions of the folder above it.")
    }
  }
}
