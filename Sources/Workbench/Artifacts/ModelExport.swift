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
    let model = try ModelFile.read(path: modelPath).model
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
    return "wrote \(path) for XGBoost 1.7 and later: \(meaning)" + fixedColumns(of: model.schema)
      + derivedColumns(of: model.schema)
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
