import Modelling
import Synchronization

/// When a search has to stop, at a moment or when somebody asks; it stops the fits in work too.
final class SearchClock: Sendable {
  private let deadline: ContinuousClock.Instant?
  private let state: Mutex<(isCancelled: Bool, runs: [ObjectIdentifier: TrainingRun])>

  /// - Parameter seconds: from now; no end when `nil`.
  init(seconds: Double?) {
    deadline = seconds.map { .now + .seconds($0) }
    state = Mutex((false, [:]))
  }

  /// Asks for the end; callable from any thread.
  func cancel() {
    state.withLock { $0.isCancelled = true }
    stopIfOver()
  }

  /// Why it is time to stop; `nil` while it isn't.
  var ending: SearchEnding? {
    if state.withLock({ $0.isCancelled }) { return .cancelled }
    if let deadline, ContinuousClock.now >= deadline { return .seconds }
    return nil
  }

  /// Stops the fits in work if it is time to.
  func stopIfOver() {
    guard ending != nil else { return }
    for run in state.withLock({ Array($0.runs.values) }) { run.cancel() }
  }

  /// Does a fit that the end stops.
  func stopping<Result>(_ run: TrainingRun, _ body: () throws -> Result) rethrows -> Result {
    state.withLock { $0.runs[ObjectIdentifier(run)] = run }
    defer { state.withLock { $0.runs[ObjectIdentifier(run)] = nil } }
    // An end that came before the run was known has not stopped it.
    stopIfOver()
    return try body()
  }
}
