import Foundation
import Testing

@testable import Ingestion

/// A folder that goes with the test.
final class TemporaryFolder {
  let path: String

  init() throws {
    path =
      FileManager.default.temporaryDirectory
      .appendingPathComponent("offerscope-ingestion-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file, making its folder.
  func write(_ text: String, to name: String) throws {
    let file = URL(fileURLWithPath: "\(path)/\(name)")
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }
}

/// Which engines the tests can use here.
enum Installed {
  /// Whether DuckDB is on this machine.
  static let duckDB = (try? DuckDBEngine()) != nil
  /// Runs statements that make files.
  static func runDuckDB(_ script: String) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try DuckDBEngine().executable)
    process.arguments = ["-init", "/dev/null", "-c", "SET TimeZone = 'UTC'; \(script)"]
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
  }
  /// Whether Spark is on this machine.
  static let spark = (try? SparkEngine()) != nil
  /// Whether zstd is on this machine.
  static let zstd =
    ProgramSearch.find("zstd", variable: "", environment: ProcessInfo.processInfo.environment)
    != nil
}

/// A run on a thread of its own, as front ends do it: waiting for engines must not fill the shared pool.
func finished(
  _ recipe: String, _ options: RunOptions, control: IngestionControl = .init(),
  report: @escaping @Sendable (RecipeRun.Event) -> Void = { _ in }
) async throws -> RecipeRun.Outcome {
  try await withCheckedThrowingContinuation { continuation in
    Thread {
      continuation.resume(
        with: Result {
          try RecipeRun(recipe: TableRecipe(named: recipe), options: options)
            .run(control: control, report: report)
        })
    }.start()
  }
}
