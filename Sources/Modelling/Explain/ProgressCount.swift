import Synchronization

/// Counts finished steps of parallel work and reports them.
final class ProgressCount: Sendable {
  private let run: TrainingRun
  private let stepCount: Int
  private let done = Atomic<Int>(0)

  init(run: TrainingRun, stepCount: Int) {
    self.run = run
    self.stepCount = stepCount
  }

  /// One more step is finished.
  func advance() {
    let step = done.wrappingAdd(1, ordering: .relaxed).newValue
    run.advance(to: TrainingProgress(step: step, stepCount: stepCount))
  }
}
