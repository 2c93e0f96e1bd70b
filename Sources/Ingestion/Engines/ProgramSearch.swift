import Foundation

/// Looks for the programs of engines.
enum ProgramSearch {
  /// A variable of the environment, the path, then `.etl/bin` in the working folder and in those above
  /// our own program.
  static func find(
    _ name: String, variable: String, environment: [String: String]
  ) -> String? {
    if let said = environment[variable], !said.isEmpty { return isProgram(said) ? said : nil }
    var folders = (environment["PATH"] ?? "").split(separator: ":").map(String.init)
    folders.append(FileManager.default.currentDirectoryPath + "/.etl/bin")
    var above = Bundle.main.bundleURL
    for _ in 0..<5 {
      folders.append(above.appendingPathComponent(".etl/bin").path)
      above.deleteLastPathComponent()
    }
    return folders.lazy.map { "\($0)/\(name)" }.first(where: isProgram)
  }

  private static func isProgram(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      && !isFolder.boolValue && FileManager.default.isExecutableFile(atPath: path)
  }
}
