import Foundation
import Modelling
import Monitoring
import Tabular

/// Writes the models of a comparison into a folder, one file each.
public enum ModelFolder {
  /// Saves every trained model as `<model>.offerscope`, making the folder if it is not there.
  ///
  /// - Returns: the paths written.
  /// - Throws: ``WorkbenchError`` when the folder can't be made, `TabularError` when a file can't be
  ///   written; files already written stay, none is half written.
  public static func save(_ comparison: Comparison, to folder: String) throws -> [String] {
    // The models of a comparison read the same columns, which are described once.
    let described = comparison.trained.first.map {
      ReferenceProfile.features(of: comparison.data.dataset, by: $0.model.model.schema)
    }
    return try save(
      comparison.trained.compactMap {
        ModelArtifact(of: $0.kind, in: comparison, described: described)
      }, to: folder)
  }

  /// Saves every trained model of graded lists as `<model>.offerscope`, making the folder if it is not
  /// there.
  ///
  /// - Returns: the paths written.
  /// - Throws: as for a comparison of classes.
  public static func save(_ comparison: GradedComparison, to folder: String) throws -> [String] {
    try save(
      comparison.models.compactMap { ModelArtifact($0, in: comparison) }, to: folder)
  }

  /// Saves models as `<model>.offerscope`, making the folder if it is not there.
  static func save(_ artifacts: [ModelArtifact], to folder: String) throws -> [String] {
    try OutputPath.make(folder: folder)
    var paths: [String] = []
    for artifact in artifacts {
      let path = "\(folder)/\(artifact.settings.kind.rawValue).\(ModelFile.pathExtension)"
      do {
        try ModelFile.write(artifact, to: path)
      } catch let error as TabularError {
        let saved = paths.isEmpty ? "" : " Saved before that: \(paths.joined(separator: ", "))."
        throw WorkbenchError(.badInput, error.message + saved)
      }
      paths.append(path)
    }
    return paths
  }

  /// Saves what a search found as `<model>.offerscope` with its card beside it, making the folder if it is
  /// not there: the model refitted on fit and validation rows, or the first fit of a ranker.
  ///
  /// - Returns: the path of the model; `nil` where the test was cancelled.
  /// - Throws: ``WorkbenchError`` when the folder can't be made, `TabularError` when a file can't be
  ///   written.
  public static func save(_ result: SearchResult, to folder: String) throws -> String? {
    guard var artifact = ModelArtifact(of: result), let card = try ModelCard(result) else {
      return nil
    }
    artifact.card = card
    let paths = try save([artifact], to: folder)
    for (name, bytes) in try card.files(named: artifact.settings.kind.rawValue) {
      try AtomicFile.write(bytes, to: "\(folder)/\(name)")
    }
    return paths.first
  }

  /// A model file as it is, or the model files of a folder by name.
  ///
  /// - Throws: ``WorkbenchError`` for a folder without any.
  public static func models(at path: String) throws -> [String] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue
    else { return [path] }
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [])
      .filter { $0.hasSuffix(".\(ModelFile.pathExtension)") && !$0.hasPrefix(".") }.sorted()
    guard !names.isEmpty else {
      throw WorkbenchError(
        .badInput,
        "\(path): has no model files (*.\(ModelFile.pathExtension)); name a folder that train --out "
          + "wrote, or a model file.")
    }
    return names.map { "\(path)/\($0)" }
  }

  /// Fails when not one model of a comparison could be trained.
  ///
  /// - Throws: ``WorkbenchError`` with the first model's reason.
  public static func requireAtLeastOneModel(_ comparison: Comparison) throws {
    guard comparison.trained.isEmpty else { return }
    let reason = comparison.results.lazy.compactMap(\.failure).first ?? "none was asked for"
    throw WorkbenchError(.failed, "No model could be trained: \(reason)")
  }
}
