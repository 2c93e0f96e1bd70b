import Foundation
import Modelling
import Tabular

/// Writes a saved model in the form of another library.
public enum ModelExport {
  /// Writes a model file's trees as XGBoost's JSON, in one step.
  ///
  /// - Returns: what was written and how it predicts, as a sentence.
  /// - Throws: ``WorkbenchError`` for a file that is no model of ours or has no trees, `TabularError`
  ///   when the file can't be written.
  public static func writeXGBoost(of modelPath: String, to path: String) throws -> String {
    let bytes = try ModelFile.bytes(of: modelPath)
    if !ModelFile.isOwn(bytes), ImportedModel.mayBe(bytes) {
      throw WorkbenchError(
        .badInput,
        "\(modelPath): is no file that train --out wrote, and export takes no other; a model that "
          + "XGBoost saved is in its form already.")
    }
    let model = try ModelFile.artifact(in: bytes, path: modelPath, orElse: "").model
    let json: Data
    do {
      json = try model.xgboostJSON()
    } catch let error as ModellingError {
      throw WorkbenchError(.badInput, "\(modelPath): \(error.message)")
    }
    try AtomicFile.write(json, to: path)
    let meaning =
      model.kind == .forest
      ? "reg:squarederror over averaged leaves, so that predict gives the forest's probability"
      : "binary:logistic, so that predict gives the probability"
    let corrected = model.correction.isNone ? "" : " (\(model.correction) in the leaves)"
    return "wrote \(path) for XGBoost 1.7 and later: \(meaning)\(corrected)"
      + flags(of: model.schema) + fixedColumns(of: model.schema)
      + derivedColumns(of: model.schema)
  }

  /// What the other library can't know: columns of yes and no whose file spells them in words.
  private static func flags(of schema: FeatureSchema) -> String {
    var names: [String: [String]] = [:]
    for feature in schema.features {
      guard case .flag(let labels) = feature.kind, labels != .digits else { continue }
      names["1 for \(labels.one) and 0 for \(labels.zero)", default: []].append(feature.name)
    }
    let parts = names.sorted { $0.key < $1.key }.map { spelling, columns in
      "\(columns.joined(separator: ", ")) (\(spelling))"
    }
    return parts.isEmpty ? "" : "; give as numbers " + parts.joined(separator: ", ")
  }

  /// What the other library can't know: columns that are worked out from others.
  private static func derivedColumns(of schema: FeatureSchema) -> String {
    let derived = schema.derivedNames
    return derived.isEmpty
      ? ""
      : "; XGBoost works no column out of others, so give it \(derived.joined(separator: ", ")) as well"
  }

  /// What the other library can't know: columns that have one value in every row that is scored.
  private static func fixedColumns(of schema: FeatureSchema) -> String {
    let fixed = schema.features.compactMap { feature in
      feature.reference.map { "\(feature.name) = \($0)" }
    }
    return fixed.isEmpty
      ? ""
      : "; known while fitting only, so give it every row that is scored: "
        + fixed.joined(separator: ", ")
  }
}
