import Foundation
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

  /// Opens the record, if there is to be one, and searches.
  static func perform(
    run: Int, _ data: OpenedData, _ plan: SearchPlan, record path: String?, _ runner: EffectRunner
  ) {
    do {
      let record = try path.map { (path: String) throws -> TrialRecord in
        guard FileManager.default.fileExists(atPath: path) else {
          return try TrialRecord.begin(at: path, for: plan, of: data)
        }
        return try TrialRecord.resume(at: path, for: plan, of: data)
      }
      // The clock begins with the session, so it is made when its turn has come.
      SearchJob(session: SearchSession(data: data, plan: plan, record: record), run: run)
        .perform(runner)
    } catch {
      runner.deliver(.searchFailed(run: run, reason: "\(error)"))
    }
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
