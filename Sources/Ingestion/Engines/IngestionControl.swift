import Synchronization

/// Stops a run from another thread.
public final class IngestionControl: Sendable {
  private struct State {
    var isCancelled = false
    var stop: (@Sendable () -> Void)?
  }
  private let state = Mutex(State())

  /// Makes a control of work that goes on.
  public init() {}

  /// Whether somebody asked to stop.
  public var isCancelled: Bool { state.withLock(\.isCancelled) }

  /// Ends the engine that is at work, with all the processes it started, and everything after it.
  public func cancel() {
    let stop = state.withLock { state in
      state.isCancelled = true
      return state.stop
    }
    stop?()
  }

  /// Says how to end what is at work now; `nil` when nothing is.
  func atWork(_ stop: (@Sendable () -> Void)?) {
    let isTooLate = state.withLock { state in
      state.stop = stop
      return state.isCancelled
    }
    if isTooLate { stop?() }
  }

  /// - Throws: ``IngestionError`` with the code `cancelled` once somebody asked to stop.
  func check() throws {
    if isCancelled {
      throw IngestionError(
        .cancelled, "Stopped; the same command goes on where this one ended.")
    }
  }
}
