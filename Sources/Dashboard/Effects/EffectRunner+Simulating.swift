import Synchronization
import Workbench

/// What the Simulate pane asks for at every key.
extension EffectRunner {
  /// Simulates at once where the last time was quick, and away from the keys where it was not.
  func simulate(_ request: SimulationRequest) -> [Action] {
    let isQuick = inbox.withLock { $0.lastSimulationSeconds < EffectRunner.synchronousLimit }
    if isQuick { return [.happened(simulated(request))] }
    start(on: simulator, key: "simulate") { runner in
      runner.deliver(runner.simulated(request))
    }
    return []
  }

  private func simulated(_ request: SimulationRequest) -> Happening {
    let clock = ContinuousClock()
    let start = clock.now
    do {
      let simulation = try request.simulator.simulate(
        request.profile, base: request.base, order: request.order, baseline: request.baseline,
        question: request.question)
      let elapsed = (clock.now - start) / .seconds(1)
      inbox.withLock { $0.lastSimulationSeconds = elapsed }
      return .simulated(request: request.number, mailbox.put(simulation))
    } catch {
      return .simulationFailed(request: request.number, reason: "\(error)")
    }
  }
}
