import Foundation
import Synchronization

/// One piece of long work: its seed, its threads, where its progress goes, and whether to wait or stop.
public final class TrainingRun: Sendable {
  /// The seed of everything random in the run.
  public let seed: UInt64
  /// How many threads the work may use, at least 1; the result does not depend on it.
  public let threads: Int
  private let report: @Sendable (TrainingProgress) -> Void
  private let cancelled = Atomic<Bool>(false)
  private let completed = Atomic<Bool>(false)
  private let paused = Atomic<Bool>(false)
  /// What paused threads wait at, without using the processor.
  private let gate = NSCondition()
  private let pauses = Mutex(Pauses())

  /// The time that went by in pauses.
  private struct Pauses {
    var began: ContinuousClock.Instant?
    var seconds = 0.0
  }

  /// Makes a run.
  ///
  /// - Parameter report: called from working threads, often, and never blocking for long.
  public init(
    seed: UInt64, threads: Int, report: @escaping @Sendable (TrainingProgress) -> Void = { _ in }
  ) {
    precondition(threads > 0, "A run has at least one thread.")
    self.seed = seed
    self.threads = threads
    self.report = report
  }

  /// Asks the work to stop at its next step; callable from any thread.
  public func cancel() {
    change { cancelled.store(true, ordering: .relaxed) }
  }

  /// Asks the work to wait at its next step, until ``resume()`` or ``cancel()``; callable from any
  /// thread.
  public func pause() {
    change {
      paused.store(true, ordering: .relaxed)
      pauses.withLock { $0.began = $0.began ?? .now }
    }
  }

  /// Lets paused work go on; callable from any thread.
  public func resume() {
    change {
      paused.store(false, ordering: .relaxed)
      pauses.withLock { pauses in
        pauses.seconds += pauses.began.map { ($0.duration(to: .now)) / .seconds(1) } ?? 0
        pauses.began = nil
      }
    }
  }

  /// Whether the work was asked to stop; never waits.
  public var isCancelled: Bool { cancelled.load(ordering: .relaxed) }

  /// Whether the work should stop; waits here, asleep, as long as the run is paused.
  ///
  /// Cheap enough to ask once a tree, from every working thread.
  public func shouldStop() -> Bool {
    if paused.load(ordering: .relaxed) {
      gate.lock()
      while paused.load(ordering: .relaxed), !isCancelled { gate.wait() }
      gate.unlock()
    }
    return isCancelled
  }

  /// The seconds that the run was paused so far; they are no time of work.
  public var pausedSeconds: Double {
    pauses.withLock { pauses in
      pauses.seconds + (pauses.began.map { $0.duration(to: .now) / .seconds(1) } ?? 0)
    }
  }

  /// Changes what waiting threads look at, and wakes them.
  private func change(_ body: () -> Void) {
    gate.lock()
    body()
    gate.broadcast()
    gate.unlock()
  }

  /// Tells how far the work is.
  public func advance(to progress: TrainingProgress) {
    if progress.step >= progress.stepCount { completed.store(true, ordering: .relaxed) }
    report(progress)
  }

  /// Whether a cancel came before the last step: what is kept is less than what was asked for.
  public var isCutShort: Bool { isCancelled && !completed.load(ordering: .relaxed) }
}

/// How far a fit is, and the losses so far.
public struct TrainingProgress: Sendable, Equatable {
  /// Steps done: trees or iterations.
  public var step: Int
  /// Steps planned; early stopping may end sooner.
  public var stepCount: Int
  /// The loss on the training rows after this step, where the estimator knows it: log-loss, or what
  /// ``BoostingObjective/lossTitle`` says.
  public var trainingLoss: Double?
  /// The same loss on the validation rows after this step, where there are any.
  public var validationLoss: Double?

  /// Makes a progress.
  public init(
    step: Int, stepCount: Int, trainingLoss: Double? = nil, validationLoss: Double? = nil
  ) {
    self.step = step
    self.stepCount = stepCount
    self.trainingLoss = trainingLoss
    self.validationLoss = validationLoss
  }
}
