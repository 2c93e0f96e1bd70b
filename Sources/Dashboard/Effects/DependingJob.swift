import Modelling
import Workbench

/// How the probabilities of all models follow one feature, on a thread of its own.
struct DependingJob: Sendable {
  let request: Int
  let comparison: Comparison
  let feature: Int

  func perform(_ runner: EffectRunner) {
    var curves: [ModelKind: PartialDependence] = [:]
    for (kind, trained) in comparison.trained {
      curves[kind] = PartialDependence(
        of: trained.model, frame: comparison.testFrame, feature: feature, threads: 1)
    }
    let dependence = FeatureDependence(feature: feature, curves: curves)
    runner.deliver(.dependenceDrawn(request: request, runner.mailbox.put(dependence)))
  }
}
