import Foundation

/// A file that gzip or zstd packed.
///
/// The programs of that name unpack and check it: DuckDB reads a gzip file that was cut short without a
/// word, as far as it goes.
struct PackedFile {
  let path: String
  /// `gzip` or `zstd`.
  let program: String

  /// `nil` for a file that does not start as one of them does.
  init?(_ path: String) {
    var status = stat()
    // A pipe must not lose its first bytes.
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      let handle = FileHandle(forReadingAtPath: path)
    else { return nil }
    defer { try? handle.close() }
    let start = (try? handle.read(upToCount: 4)) ?? Data()
    if start.starts(with: [0x1F, 0x8B]) {
      program = "gzip"
    } else if start.elementsEqual([0x28, 0xB5, 0x2F, 0xFD]) {
      program = "zstd"
    } else {
      return nil
    }
    self.path = path
  }

  /// The file's name without the ending of the packing.
  var plainName: String {
    let name = (path as NSString).lastPathComponent
    let ending = (name as NSString).pathExtension.lowercased()
    return InputFormat.compressions.contains(ending)
      ? (name as NSString).deletingPathExtension : name
  }

  /// Writes the bytes that were packed.
  ///
  /// - Throws: ``IngestionError`` where the file is damaged, the program is missing or the disk is full.
  func unpack(to plain: String, control: IngestionControl) throws {
    try run("exec \(program) -dc < \"$1\" > \"$2\"", [plain], control)
  }

  /// Reads all of the file and compares it with its own checks.
  ///
  /// - Throws: ``IngestionError`` where the file is damaged or the program is missing.
  func check(control: IngestionControl) throws {
    try run("exec \(program) -dc < \"$1\" > /dev/null", [], control)
  }

  private func run(_ command: String, _ more: [String], _ control: IngestionControl) throws {
    let environment = ProcessInfo.processInfo.environment
    guard ProgramSearch.find(program, variable: "", environment: environment) != nil else {
      throw IngestionError(
        .missingEngine,
        "\(path): is packed by \(program), which is not installed; install it (“apt-get install "
          + "\(program)”, “brew install \(program)”), or unpack the file.")
    }
    let result = try EngineProcess(
      executable: "/bin/sh", arguments: ["-c", command, "unpack", path] + more
    ).run(control: control)
    guard result.exitCode != 0 else { return }
    let said = result.errors.joined(separator: " ")
    if said.contains("No space left on device") || said.contains("Cannot create") {
      throw IngestionError(
        .failed, "\(path): can't be unpacked, since the disk for temporary files is full (TMPDIR).")
    }
    throw IngestionError(
      .badInput,
      "\(path): can't be unpacked, since it is cut short or damaged (\(program): "
        + "\(said.prefix(160))); fetch it anew.")
  }
}
