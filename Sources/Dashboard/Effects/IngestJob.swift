import Workbench

/// One making of a table on its own thread.
struct IngestJob: Sendable {
  let session: IngestingSession
  let run: Int

  func perform(_ runner: EffectRunner) {
    if !runner.begin(session, run: run) { session.cancel() }
    defer { runner.end(session) }
    let run = run
    do {
      let outcome = try session.run { event in
        runner.deliver(.ingestAdvanced(run: run, event))
      }
      runner.deliver(.ingested(run: run, outcome))
    } catch {
      runner.deliver(.ingestFailed(run: run, reason: "\(error)"))
    }
  }
}
