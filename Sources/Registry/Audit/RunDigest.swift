/// One word for all that the registry holds of a run and that never changes.
enum RunDigest {
  /// The SHA-256 of a run without the stages of its models.
  static func of(_ run: RegisteredRun) -> String {
    let (description, data) = (run.description, run.description.data)
    var bytes = CanonicalBytes(of: "offerscope run 1")
    for field in [
      run.id, run.registeredAt, run.who, description.kind.rawValue, data.name, data.path,
      data.target, data.fingerprint, description.split, description.program, description.command,
    ] {
      bytes.add(field)
    }
    bytes.add(data.rows)
    bytes.add(data.features)
    bytes.add(data.positives.map(String.init))
    bytes.add(String(description.seed))
    bytes.add(description.seconds)
    bytes.add(description.settings.count)
    for setting in description.settings {
      for field in [setting.model, setting.name, setting.value] { bytes.add(field) }
    }
    bytes.add(description.results.count)
    for result in description.results { add(result, to: &bytes) }
    bytes.add(run.models.count)
    for model in run.models {
      for field in [model.name, model.dataset, model.sha256] { bytes.add(field) }
      bytes.add(model.bytes)
    }
    return bytes.digest
  }

  private static func add(_ result: RunDescription.Result, to bytes: inout CanonicalBytes) {
    bytes.add(result.model)
    bytes.add(result.failure)
    bytes.add(result.threshold)
    bytes.add(result.trainSeconds)
    bytes.add(result.figures.count)
    for (name, figure) in result.figures.sorted(by: { $0.key < $1.key }) {
      bytes.add(name)
      bytes.add(figure.value)
      bytes.add(figure.lower)
      bytes.add(figure.upper)
    }
  }
}
