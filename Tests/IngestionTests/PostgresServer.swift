import Foundation

@testable import Ingestion

/// A PostgreSQL of the test's own: on a free port of the loopback, in a temporary folder, as a user who
/// is not root, gone with the test.
final class PostgresServer {
  let port: Int
  private let folder: TemporaryFolder
  private let control = IngestionControl()

  /// The folder of the server's programs; `nil` where none is installed.
  static var programs: String? {
    let root = "/usr/lib/postgresql"
    let versions = ((try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []).sorted()
    let places =
      versions.reversed().map { "\(root)/\($0)/bin" }
      + ["/usr/local/bin", "/opt/homebrew/bin", "/usr/bin"]
    return places.first { place in
      ["initdb", "postgres", "psql"].allSatisfy {
        FileManager.default.isExecutableFile(atPath: "\(place)/\($0)")
      }
    }
  }

  /// Whether the tests can start one and ask it through DuckDB.
  static var isUsable: Bool {
    guard programs != nil, let engine = try? DuckDBEngine(),
      (try? engine.loading("postgres_scanner", control: .init())) != nil
    else { return false }
    // The server refuses to run as root, so root needs the user that its package makes.
    return getuid() != 0 || getpwnam("postgres") != nil
  }

  init(password: String) throws {
    folder = try TemporaryFolder()
    port = try Self.freePort()
    try folder.write(password, to: "password")
    if getuid() == 0, let user = getpwnam("postgres") {
      for path in [folder.path, "\(folder.path)/password"] {
        chown(path, user.pointee.pw_uid, user.pointee.pw_gid)
      }
    }
    let data = "\(folder.path)/data"
    try run(
      "initdb -D '\(data)' -U shop --auth=scram-sha-256 --pwfile='\(folder.path)/password' -E UTF8 --locale=C --no-sync"
    )
    try start()
  }

  deinit { control.cancel() }

  /// Starts the server as a child that ends with the test, however that ends, and waits for its word.
  private func start() throws {
    let command =
      "exec postgres -D '\(folder.path)/data' -p \(port) -k '\(folder.path)' -c listen_addresses=127.0.0.1 "
      + "-c fsync=off 2>&1"
    let (program, arguments) = Self.shell(command, in: folder.path)
    let isReady = DispatchSemaphore(value: 0)
    let lines = Lines()
    let control = control
    Thread {
      _ = try? EngineProcess(executable: program, arguments: arguments).run(control: control) {
        lines.add($0)
        if $0.contains("ready to accept connections") { isReady.signal() }
      }
      isReady.signal()
    }.start()
    isReady.wait()
    guard lines.all.contains(where: { $0.contains("ready to accept connections") }) else {
      throw IngestionError(.failed, "PostgreSQL does not start: \(lines.all.suffix(3)).")
    }
  }

  /// Does statements as the owner.
  func execute(_ statements: String, password: String) throws {
    try folder.write(statements, to: "statements.sql")
    chmod("\(folder.path)/statements.sql", 0o644)
    try run(
      "PGPASSWORD='\(password)' psql -q -v ON_ERROR_STOP=1 -h 127.0.0.1 -p \(port) -U shop "
        + "-f '\(folder.path)/statements.sql' postgres")
  }

  /// A command of a shell, as a user who is not root.
  private static func shell(_ command: String, in folder: String) -> (String, [String]) {
    let line = "PATH='\(programs ?? "")':$PATH; export PATH; cd '\(folder)' && \(command)"
    guard getuid() == 0 else { return ("/bin/sh", ["-c", line]) }
    let user = ["--reuid=postgres", "--regid=postgres", "--clear-groups", "/bin/sh", "-c", line]
    return ("/usr/bin/env", ["setpriv"] + user)
  }

  private func run(_ command: String) throws {
    let process = Process()
    let (program, arguments) = Self.shell("\(command) >/dev/null 2>&1", in: folder.path)
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw IngestionError(.failed, "\(command) ended with \(process.terminationStatus).")
    }
  }

  /// A port that nobody listens on at this moment.
  private static func freePort() throws -> Int {
    let handle = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(handle) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { plain in
        bind(handle, plain, size) == 0 && getsockname(handle, plain, &size) == 0
      }
    }
    guard isBound else { throw IngestionError(.failed, "There is no free port.") }
    return Int(UInt16(bigEndian: address.sin_port))
  }
}
