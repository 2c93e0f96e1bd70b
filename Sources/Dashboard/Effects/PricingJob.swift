import Modelling
import Workbench

/// What suspicious columns are worth, on a thread of its own.
struct PricingJob: Sendable {
  let request: Int
  let data: OpenedData

  func perform(_ runner: EffectRunner) {
    let plan = TrainingPlan()
    do {
      let prices = try SuspectPricing(data).prices(
        run: TrainingRun(seed: plan.seed, threads: plan.threads))
      runner.deliver(.priced(request: request, runner.mailbox.put(prices)))
    } catch {
      runner.deliver(.pricingFailed(request: request, reason: "\(error)"))
    }
  }
}
