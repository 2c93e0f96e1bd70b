import Synchronization

/// Counts who is inside, and lets no more in than there is room for.
public final class RequestGate: Sendable {
  private struct Counts {
    var requests = 0
    var batches = 0
  }

  private let counts = Mutex(Counts())
  private let mostRequests: Int
  private let mostBatches: Int

  init(_ limits: ServerSettings.Limits) {
    mostRequests = limits.requestsAtOnce
    mostBatches = limits.batchesAtOnce
  }

  /// A place inside, given back when nobody holds it any more: however the work ends.
  final class Place: Sendable {
    private let giveBack: @Sendable () -> Void

    fileprivate init(_ giveBack: @escaping @Sendable () -> Void) { self.giveBack = giveBack }
    deinit { giveBack() }
  }

  /// Lets a request in; `false` where there is no room. Who was let in leaves by ``leave()``.
  func enter() -> Bool {
    counts.withLock { counts in
      guard counts.requests < mostRequests else { return false }
      counts.requests += 1
      return true
    }
  }

  /// Lets a request out.
  func leave() { counts.withLock { $0.requests -= 1 } }

  /// Lets a batch in; `nil` where there is no room.
  func enterBatch() -> Place? {
    let isIn = counts.withLock { counts in
      guard counts.batches < mostBatches else { return false }
      counts.batches += 1
      return true
    }
    return isIn ? Place { [self] in counts.withLock { $0.batches -= 1 } } : nil
  }

  /// Requests being answered, and batches being scored.
  var inside: (requests: Int, batches: Int) { counts.withLock { ($0.requests, $0.batches) } }
}
