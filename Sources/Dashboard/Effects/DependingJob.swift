import Workbench

/// How the probabilities of all models follow one feature, on a thread of its own.
struct DependingJob: Sendable {
  let request: Int
  let comparison: Comparison
  let feature: Int

  func perform(_ runner: EffectRunner) {
    let dependence = FeatureDependence(of: comparison, feature: feature)
    runner.deliver(.dependenceDrawn(request: request, runner.mailbox.put(dependence)))
  }
}
