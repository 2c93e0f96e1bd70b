public import Foundation

/// The comparison with the usual Python packages, which a script of its own makes.
public enum PeerComparison {
  /// Where the script lies in a checkout.
  public static let script = "Tests/Peers/compare.py"

  /// Whether the script is in a folder.
  public static func isHere(folder: String = ".") -> Bool {
    FileManager.default.fileExists(atPath: "\(folder)/\(script)")
  }

  /// Runs the script with this program's standard streams and waits for it.
  ///
  /// - Parameters:
  ///   - program: the path of the program to compare.
  ///   - arguments: what the script is given besides.
  ///   - folder: the checkout.
  ///   - searchPath: the folders in which Python is looked for, separated by colons.
  /// - Returns: the script's exit code.
  /// - Throws: ``WorkbenchError`` when there is no Python or no script.
  public static func run(
    program: String, arguments: [String], folder: String = ".",
    searchPath: String = ProcessInfo.processInfo.environment["PATH"] ?? ""
  ) throws -> Int32 {
    let candidates = searchPath.split(separator: ":").map { "\($0)/python3" }
    guard let python = candidates.first(where: FileManager.default.isExecutableFile) else {
      throw WorkbenchError(
        .failed,
        "The comparison needs Python 3 for the other side, and there is no python3 here; install it, "
          + "or use bench run, which needs none.")
    }
    let path = "\(folder)/\(script)"
    guard isHere(folder: folder) else {
      throw WorkbenchError(
        .badInput, "\(script): is not here; run the comparison in a checkout of the source.")
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: python)
    process.arguments = [path, "--program", program] + arguments
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }
}
