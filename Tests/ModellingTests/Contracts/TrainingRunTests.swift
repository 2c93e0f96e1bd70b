import Foundation
import Modelling
import Synchronization
import Testing

@Suite struct TrainingRunTests {
  /// A thread that asks whether to stop, and what it saw when it was let go.
  private final class Asker: Sendable {
    let isReleased = Mutex(false)
    let answers = Mutex<[(stop: Bool, wasReleased: Bool)]>([])
    let done = DispatchSemaphore(value: 0)

    func start(_ run: TrainingRun) {
      Thread {
        let stop = run.shouldStop()
        let wasReleased = self.isReleased.withLock { $0 }
        self.answers.withLock { $0.append((stop, wasReleased)) }
        self.done.signal()
      }.start()
    }
  }

  @Test func pausedWorkWaitsUntilItIsResumed() {
    let run = TrainingRun(seed: 1, threads: 1)
    let asker = Asker()
    run.pause()
    for _ in 0..<3 { asker.start(run) }
    asker.isReleased.withLock { $0 = true }
    run.resume()
    for _ in 0..<3 { asker.done.wait() }
    asker.answers.withLock { answers in
      #expect(answers.allSatisfy { !$0.stop && $0.wasReleased })
    }
    #expect(run.pausedSeconds > 0)
    #expect(!run.shouldStop())
  }

  @Test func pausedWorkCanBeCancelled() {
    let run = TrainingRun(seed: 1, threads: 1)
    let asker = Asker()
    run.pause()
    asker.start(run)
    asker.isReleased.withLock { $0 = true }
    run.cancel()
    asker.done.wait()
    asker.answers.withLock { #expect($0.first?.stop == true && $0.first?.wasReleased == true) }
  }

  @Test func aRunThatWasNeverPausedHasNoPauses() {
    let run = TrainingRun(seed: 1, threads: 2)
    run.resume()
    #expect(run.pausedSeconds == 0)
    #expect(!run.shouldStop())
    run.cancel()
    #expect(run.shouldStop() && run.isCancelled)
  }
}
