import Foundation

extension RunRegistry {
  /// The run that text names: its name, how it begins or ends, or `latest`.
  ///
  /// - Throws: ``RegistryError`` when none or several fit.
  public func run(_ text: String) throws -> RegisteredRun {
    let names = try database.read(RunRows.names)
    let fitting =
      text == "latest"
      ? names.suffix(1) : names.filter { $0 == text || $0.hasPrefix(text) || $0.hasSuffix(text) }
    let exact = fitting.filter { $0 == text }
    guard let name = exact.first ?? (fitting.count == 1 ? fitting.first : nil), !text.isEmpty else {
      if fitting.count > 1, !text.isEmpty {
        throw RegistryError(
          .refused,
          "run \(text): fits \(fitting.count) runs (\(fitting.suffix(3).joined(separator: ", "))); give "
            + "more of its name.")
      }
      throw RegistryError(
        .notFound, "run \(text): there is none in \(paths.root); see offerscope runs.")
    }
    guard let run = try database.read({ try RunRows.run(name, in: $0) }) else {
      throw RegistryError(.notFound, "run \(text): was removed just now; see offerscope runs.")
    }
    return run
  }

  /// The model that text names: `champion`, `champion:DATASET`, or `RUN/NAME` with or without `run:`
  /// before it.
  ///
  /// - Throws: ``RegistryError`` when none or several fit.
  public func model(_ text: String) throws -> RegisteredModel {
    if text == "champion" || text.hasPrefix("champion:") {
      return try champion(of: text == "champion" ? nil : String(text.dropFirst("champion:".count)))
    }
    let parts = (text.hasPrefix("run:") ? text.dropFirst(4) : text[...]).split(
      separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    let run = try self.run(String(parts.first ?? ""))
    let names = run.models.map(\.name)
    guard !names.isEmpty else {
      throw RegistryError(
        .notFound,
        "run \(run.id): left no model, since it measured on folds; train with --split holdout:0.2 "
          + "--register.")
    }
    guard parts.count > 1 || names.count == 1 else {
      throw RegistryError(
        .refused,
        "run \(run.id): left several models; name one of \(names.joined(separator: ", ")), as run:\(run.id)/"
          + "\(names[0]).")
    }
    let name = parts.count > 1 ? String(parts[1]) : names[0]
    guard let model = run.models.first(where: { $0.name == name }) else {
      throw RegistryError(
        .notFound,
        "run \(run.id): left no model \(name); it has \(names.joined(separator: ", ")).")
    }
    return model
  }

  private func champion(of dataset: String?) throws -> RegisteredModel {
    let all = try database.read(RunRows.champions)
    let fitting = all.filter { dataset == nil || $0.dataset == dataset }
    guard let champion = fitting.first else {
      let others = all.map { "champion:\($0.dataset)" }.joined(separator: ", ")
      throw RegistryError(
        .notFound,
        "champion: there is none\(dataset.map { " of \($0)" } ?? "") in \(paths.root); "
          + (others.isEmpty
            ? "make one with runs promote RUN/MODEL --stage champion." : "there is \(others)."))
    }
    guard fitting.count == 1 else {
      throw RegistryError(
        .refused,
        "champion: there are several, one a data set; say which: "
          + fitting.map { "champion:\($0.dataset)" }.joined(separator: ", ") + ".")
    }
    return champion
  }

  /// The path of a model's file, which was read and found to be what was registered.
  ///
  /// - Throws: ``RegistryError`` when the file is missing or another one.
  public func checkedFile(of model: RegisteredModel) throws -> String {
    let path = paths.file(of: model)
    if let fault = Self.fault(of: path, sha256: model.sha256) {
      throw RegistryError(
        .untrusted,
        "\(path): \(fault), so \(model.reference) is not used; "
          + "restore a copy of it or train it again.")
    }
    return path
  }

  static func fault(of path: String, sha256: String) -> String? {
    guard let bytes = FileManager.default.contents(atPath: path) else {
      return "is missing or can't be read"
    }
    return ContentName.of(bytes) == sha256
      ? nil : "is not the file that was registered (its SHA-256 differs)"
  }
}
