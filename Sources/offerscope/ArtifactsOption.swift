import ArgumentParser
import Registry
import Workbench

/// Where runs and their models lie.
struct ArtifactsOption: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "The folder of registered runs, for models named champion, champion:DATASET or run:RUN/MODEL.",
      valueName: "folder"))
  var artifacts: String = RunRegistration.standardFolder

  /// The path of a model file, or of the registered model that text names.
  func path(_ model: String) throws -> String {
    try ModelReference.path(model, artifacts: artifacts)
  }
}

/// Whether and where a finished training is registered.
struct RegisterOptions: ParsableArguments {
  @Flag(
    name: .long,
    help: "Register the run with its models and files under --artifacts; see offerscope runs.")
  var register = false
  @Option(
    name: .long, help: ArgumentHelp("The folder of registered runs.", valueName: "folder"))
  var artifacts: String = RunRegistration.standardFolder

  /// The door to the registry, tried before the training; `nil` if nothing is to be registered.
  func registration() throws -> RunRegistration? {
    guard register else { return nil }
    let registration = RunRegistration(artifacts: artifacts)
    try registration.check()
    return registration
  }

  /// Says what a run is called.
  func tell(_ run: RegisteredRun?, _ narration: Narration) {
    guard let run else {
      narration.note("nothing is registered, since the test was left out")
      return
    }
    narration.note(
      "registered run \(run.id) in \(ArtifactPaths(root: artifacts).folder(ofRun: run.id))")
  }
}
