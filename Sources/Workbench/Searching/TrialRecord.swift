import Foundation
import Modelling
import Synchronization
import Tabular

/// The file of a search's trials: a line of JSON that says what was searched, then one a trial.
///
/// Each line is forced to the disk before the search goes on, so a search that is killed loses only the
/// trials it was at. A last line without an end is such a loss and is taken off when the search goes on.
public final class TrialRecord: Sendable {
  /// The most bytes that a record may have, about a million trials.
  private static let mostBytes = 1 << 29

  private let path: String
  private let state: Mutex<State>

  private struct State {
    /// The open file; `nil` before the first trial of a record that begins.
    var file: FileHandle?
    /// What begins the file.
    let header: RecordHeader
    /// By number; of several lines the last counts.
    var recorded: [Int: SearchTrial]
  }

  private init(
    path: String, header: RecordHeader, file: FileHandle? = nil, recorded: [Int: SearchTrial] = [:]
  ) {
    self.path = path
    state = Mutex(State(file: file, header: header, recorded: recorded))
  }

  /// How many trials the record held when it was opened, or holds by now.
  public var count: Int { state.withLock { $0.recorded.count } }

  /// A record that begins; its file is made with the first trial.
  ///
  /// - Throws: ``WorkbenchError`` when something is there already, or it could not be written.
  public static func begin(
    at path: String, for plan: SearchPlan, of data: OpenedData
  ) throws -> TrialRecord {
    try OutputPath.check(file: path)
    guard !FileManager.default.fileExists(atPath: path) else { throw isThere(path) }
    return TrialRecord(path: path, header: RecordHeader(plan: plan, data: data))
  }

  private static func isThere(_ path: String) -> WorkbenchError {
    WorkbenchError(
      .badInput, "\(path): is there already; use --resume to go on with it, or name another.")
  }

  /// Opens the record of an earlier search, to go on with it.
  ///
  /// - Throws: ``WorkbenchError`` when it can't be read, is no record, or is of other data or another
  ///   plan, naming what differs.
  public static func resume(
    at path: String, for plan: SearchPlan, of data: OpenedData
  ) throws -> TrialRecord {
    let descriptor = open(path, O_RDWR | O_APPEND | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw WorkbenchError(
        .badInput,
        "\(path): can't be opened to go on with (\(String(cString: strerror(errno)))); name the file "
          + "that --out wrote.")
    }
    let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      status.st_size <= mostBytes
    else {
      throw WorkbenchError(.badInput, "\(path): is no record of a search; name the file of --out.")
    }
    let bytes = try file.readToEnd() ?? Data()
    let whole = bytes.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    let lines = bytes[..<whole].split(separator: UInt8(ascii: "\n"))
    let decoder = JSONDecoder()
    guard let first = lines.first,
      let header = try? decoder.decode(RecordHeader.self, from: first)
    else {
      throw WorkbenchError(
        .badInput, "\(path): does not begin as the record of a search; name the file of --out.")
    }
    let wanted = RecordHeader(plan: plan, data: data)
    if let difference = header.difference(from: wanted) {
      throw WorkbenchError(.badInput, "\(path): \(difference)")
    }
    var recorded: [Int: SearchTrial] = [:]
    for (index, line) in lines.enumerated().dropFirst() {
      guard let trial = try? decoder.decode(SearchTrial.self, from: line) else {
        throw WorkbenchError(
          .badInput, "\(path): line \(index + 1) is no trial; remove it to go on without it.")
      }
      recorded[trial.number] = trial
    }
    if whole < bytes.count { try file.truncate(atOffset: UInt64(whole)) }
    return TrialRecord(path: path, header: wanted, file: file, recorded: recorded)
  }

  /// What is recorded of a trial; `nil` if nothing is.
  ///
  /// - Throws: ``WorkbenchError`` when it is recorded with other settings, as by another version.
  func trial(_ number: Int, settings: ModelSettings) throws -> SearchTrial? {
    guard let trial = state.withLock({ $0.recorded[number] }) else { return nil }
    guard trial.settings == settings, trial.figures.allSatisfy(\.isFinite) else {
      throw WorkbenchError(
        .badInput,
        "\(path): trial \(number) has other settings than this program would try; begin anew with "
          + "--out.")
    }
    return trial
  }

  /// Adds a trial, unless it stands there as it is.
  func append(_ trial: SearchTrial) throws {
    try state.withLock { state in
      guard state.recorded[trial.number] != trial else { return }
      let file = try state.file ?? made(state.header)
      state.file = file
      try write(trial, to: file)
      state.recorded[trial.number] = trial
    }
  }

  /// A new file with its first line.
  private func made(_ header: RecordHeader) throws -> FileHandle {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      throw errno == EEXIST ? Self.isThere(path) : Self.notWritten(path)
    }
    let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    try write(header, to: file)
    return file
  }

  private func write(_ line: some Encodable, to file: FileHandle) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let bytes = try encoder.encode(line) + Data("\n".utf8)
    do {
      try file.write(contentsOf: bytes)
    } catch {
      throw Self.notWritten(path)
    }
    guard fsync(file.fileDescriptor) == 0 else { throw Self.notWritten(path) }
  }

  private static func notWritten(_ path: String) -> WorkbenchError {
    WorkbenchError(
      .failed,
      "\(path): can't be written (\(String(cString: strerror(errno)))); free some space or name "
        + "another file.")
  }
}
