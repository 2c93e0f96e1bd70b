import Workbench

/// A search for the smallest change that lifts an offer, on a thread of its own.
struct LiftJob: Sendable {
  let request: LiftRequest

  func perform(_ runner: EffectRunner) {
    do {
      let outcome = try request.search.smallest(from: request.profile) {
        runner.newestLift.outdates(request.number)
      }
      guard let outcome else { return }
      runner.deliver(.liftFound(request: request.number, runner.mailbox.put(outcome)))
    } catch {
      runner.deliver(.liftFailed(request: request.number, reason: "\(error)"))
    }
  }
}
