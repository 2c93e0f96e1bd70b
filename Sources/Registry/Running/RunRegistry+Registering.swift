import Foundation

extension RunRegistry {
  /// Registers a run with its files.
  ///
  /// - Parameters:
  ///   - description: what was done.
  ///   - files: writes the files of the run into an empty folder and returns the model files among them,
  ///     by the names of the models; it must not put folders of others there.
  /// - Returns: the run with its name; its files are in `paths.folder(ofRun:)`.
  /// - Throws: ``RegistryError``, or what `files` throws; then nothing is registered and no file stays.
  public func register(
    _ description: RunDescription, files: (_ folder: String) throws -> [String: String]
  ) throws -> RegisteredRun {
    let time = now()
    let id = newName(time.name)
    let change = try PendingChange(id, in: paths)
    do {
      let made = try files(change.files)
      let run = RegisteredRun(
        id: id, registeredAt: time.stamp, who: who, description: description,
        models: try named(made, run: id, dataset: description.data.name))
      try change.announce([id] + run.models.map { ArtifactPaths.file($0.sha256) })
      try database.write { database in
        try place(run, made: made, in: change)
        try RunRows.insert(run, into: database)
        try AuditLog.append(
          .registered, id,
          AuditDetail(
            digest: RunDigest.of(run),
            models: Dictionary(uniqueKeysWithValues: run.models.map { ($0.name, $0.sha256) })),
          at: time.stamp, who: who, to: database)
      }
      try finish(change)
      return run
    } catch {
      try? finish(change)
      throw error
    }
  }

  func finish(_ change: PendingChange) throws {
    try database.write { database in
      try change.finish(in: paths) { try RunRows.areNamed($0, in: database) }
    }
  }

  /// A name that no run has and no folder.
  private func newName(_ time: String) -> String {
    while true {
      let id = "\(time)-\(ContentName.of(Data(UUID().uuidString.utf8)).prefix(6))"
      if !FileManager.default.fileExists(atPath: paths.folder(ofRun: id)) { return id }
    }
  }

  private func named(
    _ files: [String: String], run: String, dataset: String
  ) throws -> [RegisteredModel] {
    try files.sorted { $0.key < $1.key }.map { name, path in
      guard let bytes = FileManager.default.contents(atPath: path) else {
        throw RegistryError(.unavailable, "\(path): can't be read, so nothing was registered.")
      }
      return RegisteredModel(
        run: run, name: name, dataset: dataset, sha256: ContentName.of(bytes), bytes: bytes.count,
        stage: .candidate)
    }
  }

  /// Puts the files of a run in their places; the caller's transaction keeps others out.
  private func place(
    _ run: RegisteredRun, made files: [String: String], in change: PendingChange
  ) throws {
    for model in run.models {
      guard let made = files[model.name] else {
        preconditionFailure("A registered model was made.")
      }
      let place = paths.file(of: model)
      if let there = FileManager.default.contents(atPath: place),
        ContentName.of(there) == model.sha256
      {
        continue
      }
      // A file that is not what its name says gives way to this one.
      let aside = "\(change.files)/.\(model.sha256)"
      try LinkedFile.make(aside, of: made)
      try LinkedFile.move(aside, to: place)
    }
    LinkedFile.sync(folder: paths.models)
    try LinkedFile.move(change.files, to: paths.folder(ofRun: run.id))
    LinkedFile.sync(folder: paths.root)
  }
}
