/// What the Monitor pane asks for.
extension EffectRunner {
  /// Begins an effect of the Monitor pane; others are passed over.
  func monitor(_ effect: Effect) {
    switch effect {
    case .drift(let request):
      newestDrift.note(request.number)
      start(on: monitor, key: "drift") { runner in
        DriftJob(request: request, home: EffectRunner.home).perform(runner)
      }
    case .cancelDrift(let number): newestDrift.note(number)
    case .readDriftHistory(let path):
      start(on: historian, key: "history") {
        DriftJob.readHistory(path, home: EffectRunner.home, $0)
      }
    case .appendDrift(let finding, let path):
      start(on: historian) { DriftJob.append(finding, to: path, home: EffectRunner.home, $0) }
    default: break
    }
  }
}
