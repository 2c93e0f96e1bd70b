import ArgumentParser
import Serving

/// What is too much for one request, or at once.
struct LimitOptions: ParsableArguments {
  @Option(name: .long, help: "The largest body in bytes, batches aside.")
  var maxBody = 2 << 20
  @Option(name: .long, help: "The largest batch in bytes.")
  var maxBatch = 1 << 30
  @Option(name: .long, help: "The most customers that one request scores.")
  var maxRows = 10_000
  @Option(name: .long, help: "Requests worked on at once.")
  var maxRequests = 256
  @Option(name: .long, help: "Batches worked on at once.")
  var maxBatches = 4
  @Option(name: .long, help: "Open connections.")
  var maxConnections = 4_096
  @Option(name: .long, help: "Seconds that the work on one request may take, batches aside.")
  var timeout = 30.0
  @Option(name: .long, help: "Seconds that a connection may stand still or drip.")
  var patience = 20.0

  func validate() throws {
    let counts = [maxBody, maxBatch, maxRows, maxRequests, maxBatches, maxConnections]
    guard counts.allSatisfy({ $0 > 0 }), timeout > 0, patience > 0, timeout.isFinite,
      patience.isFinite
    else { throw ValidationError("Limits must be above 0.") }
  }

  /// The limits of a server.
  var limits: ServerSettings.Limits {
    var limits = ServerSettings.Limits()
    limits.bodyBytes = maxBody
    limits.batchBytes = maxBatch
    limits.scoredRows = maxRows
    limits.requestsAtOnce = maxRequests
    limits.batchesAtOnce = maxBatches
    limits.connections = maxConnections
    limits.workSeconds = timeout
    limits.patienceSeconds = patience
    return limits
  }
}
