import Modelling
import Synchronization
import Workbench

/// One training on the trainer's thread.
struct TrainingJob: Sendable {
  let session: TrainingSession
  let run: Int

  func perform(_ runner: EffectRunner) {
    // A session that is cancelled before it runs still ends in the usual way, model by model.
    if !runner.begin(session, run: run) { session.cancel() }
    defer { runner.end(session) }
    let run = run
    let session = session
    let began = Mutex(ContinuousClock.now)
    do {
      let follow: @Sendable (TrainingEvent) -> Void = { event in
        switch event {
        case .prepared(let split): runner.advance(.prepared(split), run: run)
        case .started(let kind):
          began.withLock { $0 = .now }
          runner.advance(.started(kind), run: run)
        case .progress(let kind, let progress):
          let elapsed = began.withLock { $0.duration(to: .now) } / .seconds(1)
          runner.advance(
            .advanced(
              kind, progress, losses: LossPoint(progress).map { [$0] } ?? [],
              seconds: max(0, elapsed - session.pausedSeconds)), run: run)
        case .evaluating(let kind): runner.advance(.evaluating(kind), run: run)
        case .finished(let result):
          if let trained = result.trained {
            let curves = runner.mailbox.put(ModelCurves(trained))
            runner.deliver(.curvesDrawn(run: run, kind: result.kind, curves))
          }
          runner.deliver(
            .modelFinished(run: run, kind: result.kind, runner.mailbox.put(result)))
        }
      }
      if session.plan.split.foldCount > 1 {
        let validation = try CrossValidation(session, report: follow)
        return runner.deliver(.foldsEnded(run: run, runner.mailbox.put(validation)))
      }
      let comparison = try session.run(follow)
      let finished = FinishedTraining(comparison: comparison, simulator: Simulator(comparison))
      runner.deliver(.trainingEnded(run: run, runner.mailbox.put(finished)))
    } catch {
      runner.deliver(.trainingFailed(run: run, reason: "\(error)"))
    }
  }
}
