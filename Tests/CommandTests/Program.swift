import Foundation

/// The program itself, as built beside the tests.
struct Program {
  let output: String
  let errors: String
  let exitCode: Int32

  /// Runs the program with no terminal and waits for it.
  init(_ arguments: [String]) throws {
    try self.init(Self.folder.appendingPathComponent("offerscope"), arguments)
  }

  /// Runs a line as a person pastes it into a shell, with the program on the path.
  init(shell line: String) throws {
    let path = Self.folder.path.replacing("'", with: "'\\''")
    try self.init(URL(fileURLWithPath: "/bin/sh"), ["-c", "PATH='\(path)':\"$PATH\"; \(line)"])
  }

  private init(_ executable: URL, _ arguments: [String]) throws {
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    process.standardInput = FileHandle.nullDevice
    // Files instead of pipes, which fill up when nobody reads.
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("offerscope-run-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let files = ["output", "errors"].map { folder.appendingPathComponent($0) }
    for file in files { try Data().write(to: file) }
    process.standardOutput = try FileHandle(forWritingTo: files[0])
    process.standardError = try FileHandle(forWritingTo: files[1])
    try process.run()
    process.waitUntilExit()
    output = try String(contentsOf: files[0], encoding: .utf8)
    errors = try String(contentsOf: files[1], encoding: .utf8)
    exitCode = process.terminationStatus
  }

  /// The folder of the built products.
  static var folder: URL {
    var folder = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    while folder.path != "/",
      !FileManager.default.isExecutableFile(
        atPath: folder.appendingPathComponent("offerscope").path)
    {
      folder.deleteLastPathComponent()
    }
    return folder
  }
}
