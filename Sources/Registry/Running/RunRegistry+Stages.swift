import GRDB

/// What a change of stage came to.
public struct StageChange: Sendable, Codable, Equatable {
  /// The model as it is now.
  public let model: RegisteredModel
  /// What it was before.
  public let from: Stage
  /// The champion that gave way to it and is a candidate again; `nil` without one.
  public let demoted: RegisteredModel?
}

extension RunRegistry {
  /// Changes the stage of a model and writes it in the audit log; a model that is there already is left
  /// alone.
  ///
  /// A new champion makes the champion of the same data set a candidate again.
  ///
  /// - Parameter text: the model, as ``model(_:)`` takes it.
  /// - Throws: ``RegistryError`` when there is no such model, or a champion-to-be whose file is not what
  ///   was registered.
  public func promote(_ text: String, to stage: Stage) throws -> StageChange {
    let named = try model(text)
    if stage == .champion { _ = try checkedFile(of: named) }
    let stamp = now().stamp
    return try database.write { database in
      guard let run = try RunRows.run(named.run, in: database),
        let model = run.models.first(where: { $0.name == named.name })
      else {
        throw RegistryError(.notFound, "\(named.reference): was removed just now.")
      }
      guard model.stage != stage else {
        return StageChange(model: model, from: stage, demoted: nil)
      }
      var demoted: RegisteredModel?
      if stage == .champion,
        let old = try RunRows.champions(in: database).first(where: { $0.dataset == model.dataset })
      {
        demoted = try move(old, to: .candidate, at: stamp, in: database)
      }
      return StageChange(
        model: try move(model, to: stage, at: stamp, in: database), from: model.stage,
        demoted: demoted)
    }
  }

  private func move(
    _ model: RegisteredModel, to stage: Stage, at stamp: String, in database: Database
  ) throws -> RegisteredModel {
    try database.execute(
      sql: "UPDATE models SET stage = ? WHERE run = ? AND name = ?",
      arguments: [stage.rawValue, model.run, model.name])
    try AuditLog.append(
      .staged, model.subject, AuditDetail(from: model.stage, to: stage), at: stamp, who: who,
      to: database)
    return RegisteredModel(
      run: model.run, name: model.name, dataset: model.dataset, sha256: model.sha256,
      bytes: model.bytes, stage: stage)
  }
}
