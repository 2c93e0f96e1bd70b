import Synchronization

/// The number of the newest request of one kind, by which work for older ones ends.
final class NewestRequest: Sendable {
  /// Thrown where nobody waits for the answer any more.
  struct Outdated: Error {}

  private let number = Mutex(0)

  /// Notes a request, or that all before it are given up; later numbers stay.
  ///
  /// - Returns: whether it is the newest.
  @discardableResult
  func note(_ request: Int) -> Bool {
    number.withLock { newest in
      newest = max(newest, request)
      return newest == request
    }
  }

  /// Gives up all requests, those to come as well.
  func endAll() { note(.max) }

  /// Whether a newer request makes this one useless.
  func outdates(_ request: Int) -> Bool { number.withLock { $0 != request } }

  /// - Throws: ``Outdated`` where a newer request makes this one useless.
  func check(_ request: Int) throws {
    if outdates(request) { throw Outdated() }
  }
}
