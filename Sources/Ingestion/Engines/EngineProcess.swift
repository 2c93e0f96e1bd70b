import Dispatch
import Foundation
import Subprocess
import Synchronization

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// A child process in a group of its own that ends with us, whatever ends us.
struct EngineProcess {
  let executable: String
  let arguments: [String]
  var environment: [String: String] = [:]
  var folder: String?

  /// The shell starts the program and then waits at our end of a pipe: when we are gone, however
  /// that came, the pipe closes and the whole group is killed.
  ///
  /// It runs at the priority of its own first argument, that of our program: threads of the pool, which
  /// start it, have priorities of their own, and `nice` would be lost.
  private static let guardian = """
    exec 3<&0
    nicer=$(($1 - $(nice)))
    shift
    [ $nicer -gt 0 ] || nicer=0
    nice -n $nicer "$@" </dev/null 3<&- &
    child=$!
    (read -r line <&3; kill -KILL 0) >/dev/null 2>&1 &
    guard=$!
    wait $child
    code=$?
    kill -KILL $guard 2>/dev/null
    exit $code
    """

  /// PRIO_PROCESS, which the platforms give types of their own.
  private static let ofProcess: Int32 = 0

  /// What a finished process leaves behind.
  struct Result {
    var exitCode: Int32
    /// The last lines of standard error, without empty ones.
    var errors: [String]
  }

  /// Runs the program to its end, on the calling thread.
  ///
  /// That must be a thread of one's own, or the main one: the process is watched by tasks of the shared
  /// pool, which would never be taken up if all threads of the pool waited here.
  ///
  /// - Parameters:
  ///   - control: a cancel kills the program's group.
  ///   - line: gets each line of standard output as it comes; what it throws kills the group and is
  ///     thrown on.
  func run(
    control: IngestionControl, line: @escaping @Sendable (String) throws -> Void = { _ in }
  ) throws -> Result {
    try control.check()
    let done = DispatchSemaphore(value: 0)
    let outcome = Mutex<Swift.Result<Result, any Error>?>(nil)
    Task.detached {
      let result: Swift.Result<Result, any Error>
      do {
        result = .success(try await spawned(control: control, line: line))
      } catch {
        result = .failure(error)
      }
      outcome.withLock { $0 = result }
      done.signal()
    }
    done.wait()
    try control.check()
    guard let result = outcome.withLock({ $0 }) else {
      preconditionFailure("A finished process has an outcome.")
    }
    do {
      return try result.get()
    } catch let error as SubprocessError {
      throw IngestionError(.failed, "\(executable) could not be run: \(error).")
    }
  }

  private func spawned(
    control: IngestionControl, line: @escaping @Sendable (String) throws -> Void
  ) async throws -> Result {
    var options = PlatformOptions()
    options.processGroupID = 0
    options.teardownSequence = [
      .send(signal: .kill, toProcessGroup: true, allowedDurationToNextStep: .seconds(1))
    ]
    let changes = environment.map { (Environment.Key(stringLiteral: $0.key), Optional($0.value)) }
    let result = try await Subprocess.run(
      .path(FilePath("/bin/sh")),
      arguments: Arguments(
        [
          "-c", Self.guardian, "engine", "\(getpriority(Self.ofProcess, id_t(getpid())))",
          executable,
        ]
          + arguments),
      environment: .inherit.updating(Dictionary(changes) { first, _ in first }),
      workingDirectory: folder.map { FilePath($0) }, platformOptions: options,
      input: .inputWriter, output: .sequence, error: .sequence
    ) { execution in
      control.atWork { try? execution.send(signal: .kill, toProcessGroup: true) }
      defer { control.atWork(nil) }
      async let errors = Self.lastLines(of: execution.standardError)
      do {
        for try await text in execution.standardOutput.strings(
          bufferingPolicy: .maxLineLength(1 << 20))
        {
          try line(text)
        }
      } catch {
        try? execution.send(signal: .kill, toProcessGroup: true)
        _ = try? await errors
        throw error
      }
      return try await errors
    }
    let code: Int32 =
      switch result.terminationStatus {
      case .exited(let code): code
      case .signaled(let signal): 128 + signal
      }
    return Result(exitCode: code, errors: result.closureResult)
  }

  private static func lastLines(of output: SubprocessOutputSequence) async throws -> [String] {
    var lines: [String] = []
    for try await text in output.strings(bufferingPolicy: .maxLineLength(1 << 20)) {
      let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
      guard !trimmed.isEmpty else { continue }
      lines.append(trimmed)
      if lines.count > 200 { lines.removeFirst(100) }
    }
    return lines
  }
}
