import Synchronization

/// One piece of long work: its seed, its threads, where its progress goes, and whether to stop.
public final class TrainingRun: Sendable {
  /// The seed of everything random in the run.
  public let seed: UInt64
  /// How many threads the work may use, at least 1; the result does not depend on it.
  public let threads: Int
  private let report: @Sendable (TrainingProgress) -> Void
  private let cancelled = Atomic<Bool>(false)

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
  public func cancel() { cancelled.store(true, ordering: .relaxed) }

  /// Whether the work should stop; cheap enough to ask once a tree.
  public var isCancelled: Bool { cancelled.load(ordering: .relaxed) }

  /// Tells how far the work is.
  public func advance(to progress: TrainingProgress) { report(progress) }
}

/// How far a fit is, and the losses so far.
public struct TrainingProgress: Sendable, Equatable {
  /// Steps done: trees or iterations.
  public var step: Int
  /// Steps planned; early stopping may end sooner.
  public var stepCount: Int
  /// Log-loss on the training rows after this step, where the estimator knows it.
  public var trainingLoss: Double?
  /// Log-loss on the validation rows after this step, where there are any.
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
