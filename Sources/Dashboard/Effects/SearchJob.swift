import Synchronization
import Workbench

/// One search for settings on its own thread.
struct SearchJob: Sendable {
  let session: SearchSession
  let run: Int

  /// Seconds between two steps that are handed over, where no trial ended.
  private static let interval = 0.1

  private struct Progress {
    var step = SearchStep()
    var told = 0.0
  }

  func perform(_ runner: EffectRunner) {
    if !runner.begin(session, run: run) { session.cancel() }
    defer { runner.end(session) }
    let start = ContinuousClock.now
    let progress = Mutex(Progress())
    let run = run
    do {
      let result = try session.run { event in
        let elapsed = start.duration(to: .now) / .seconds(1)
        let step: SearchStep? = progress.withLock { progress in
          var isNews = elapsed - progress.told >= SearchJob.interval
          switch event {
          case .began(let trial, _): progress.step.begun = max(progress.step.begun, trial)
          case .finished(let trial):
            progress.step.finished.append(trial)
            isNews = true
          case .testing:
            progress.step.isTesting = true
            isNews = true
          case .prepared, .progress, .measured: break
          }
          guard isNews else { return nil }
          progress.told = elapsed
          progress.step.elapsed = elapsed
          defer { progress.step.finished = [] }
          return progress.step
        }
        if let step { runner.deliver(.searchAdvanced(run: run, runner.mailbox.put(step))) }
      }
      runner.deliver(.searchEnded(run: run, runner.mailbox.put(result)))
    } catch {
      runner.deliver(.searchFailed(run: run, reason: "\(error)"))
    }
  }
}
