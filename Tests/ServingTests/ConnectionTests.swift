import Foundation
import Synchronization
import Testing
import Workbench

@testable import Serving

/// Clients that are slow, huge, wrong or gone are answered or closed, and the others are served.
@Suite(.serialized) struct ConnectionTests {
  /// Runs a body beside a listening server.
  private func withServer(
    patience: Double = 0.3, _ body: @escaping @Sendable (Int) throws -> Void
  ) async throws {
    let served = try ServedModels()
    let server = try served.server {
      $0.port = 0
      $0.limits.patienceSeconds = patience
      $0.limits.bodyBytes = 100_000
    }
    let (ports, listening) = AsyncStream.makeStream(of: Int.self)
    let running = Task { try await server.run { listening.yield($0) } }
    var iterator = ports.makeAsyncIterator()
    let port = try #require(await iterator.next())
    let outcome = await withCheckedContinuation { continuation in
      // Its own thread: what it waits for must not hold up the server.
      Thread.detachNewThread { continuation.resume(returning: Result { try body(port) }) }
    }
    running.cancel()
    _ = await running.result
    withExtendedLifetime(served) {}
    try outcome.get()
  }

  private static let one = "{\"customers\":[{\"age\":30}]}"
  private static func request(_ body: String, length: Int? = nil) -> String {
    "POST /v1/score HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
      + "Content-Length: \(length ?? body.utf8.count)\r\n\r\n\(body)"
  }

  /// The server still answers.
  private static func expectAnswer(_ port: Int) throws {
    let connection = try LoopbackConnection(port: port)
    defer { connection.close() }
    connection.send(request(one))
    #expect(connection.answer(until: "\"scores\"").text.hasPrefix("HTTP/1.1 200 OK"))
  }

  @Test func whoSendsNothingOrDripsIsClosed() async throws {
    try await withServer { port in
      for start in [
        "", "POST /v1/score HT", "GET /health HTTP/1.1\r\nHost:",
        Self.request("{\"cust", length: 500),
      ] {
        let connection = try LoopbackConnection(port: port)
        defer { connection.close() }
        connection.send(start)
        #expect(connection.answer().isClosed, "\(start)")
      }
      let dripping = try LoopbackConnection(port: port)
      defer { dripping.close() }
      dripping.send(Self.request("", length: 90_000))
      var count = 0
      while count < 2_000, !dripping.isClosed(withinMilliseconds: 2), dripping.send(" ") {
        count += 1
      }
      #expect(count < 2_000, "Somebody who drips is closed in the end.")
      try Self.expectAnswer(port)
    }
  }

  @Test func tooMuchIsRefusedBeforeItIsRead() async throws {
    try await withServer { port in
      let announced = try LoopbackConnection(port: port)
      defer { announced.close() }
      announced.send(Self.request("{", length: 1 << 30))
      #expect(announced.answer(until: "too_large").text.hasPrefix("HTTP/1.1 413"))
      #expect(announced.answer().isClosed)
      // Chunks without an end.
      let endless = try LoopbackConnection(port: port)
      defer { endless.close() }
      endless.send(
        "POST /v1/score HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
          + "Transfer-Encoding: chunked\r\n\r\n")
      let chunk = "10000\r\n" + String(repeating: " ", count: 1 << 16) + "\r\n"
      var count = 0
      while endless.send(chunk), count < 100_000 { count += 1 }
      #expect(count < 100_000)
      let header = try LoopbackConnection(port: port)
      defer { header.close() }
      header.send("GET /health HTTP/1.1\r\nHost: x\r\nX: " + String(repeating: "a", count: 1 << 20))
      let answer = header.answer()
      #expect(answer.isClosed && (answer.text.isEmpty || answer.text.hasPrefix("HTTP/1.1 4")))
      try Self.expectAnswer(port)
    }
  }

  @Test func whatIsNoHTTPIsClosed() async throws {
    try await withServer { port in
      for nonsense in [
        "\u{0}\u{1}\u{2}\r\n\r\n", "GET\r\n\r\n",
        "POST /v1/score HTTP/1.1\r\nContent-Length: x\r\n\r\n",
        "POST /v1/score HTTP/1.1\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef",
        "POST /v1/score HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "GET /health HTTP/9.9\r\n\r\n", "\u{16}\u{3}\u{1}\u{2}\u{0}",
      ] {
        let connection = try LoopbackConnection(port: port)
        defer { connection.close() }
        connection.send(nonsense)
        let answer = connection.answer()
        #expect(answer.isClosed && !answer.text.hasPrefix("HTTP/1.1 5"), "\(answer.text)")
      }
      try Self.expectAnswer(port)
    }
  }

  @Test func whoLeavesHarmsNobody() async throws {
    try await withServer(patience: 5) { port in
      for part in [10, 60, 100, 130] {
        for _ in 0..<5 {
          let connection = try LoopbackConnection(port: port)
          connection.send(String(Self.request(Self.one).prefix(part)))
          connection.close()
        }
      }
      // Asks for much, and is gone before it is answered.
      for _ in 0..<5 {
        let connection = try LoopbackConnection(port: port)
        for _ in 0..<20 { connection.send(Self.request(Self.one)) }
        connection.close()
      }
      let many = try LoopbackConnection(port: port)
      defer { many.close() }
      for _ in 0..<50 { many.send(Self.request(Self.one)) }
      try Self.expectAnswer(port)
    }
  }
}
