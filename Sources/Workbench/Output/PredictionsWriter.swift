import Foundation
import Modelling
import Tabular

/// Writes the rows that the metrics were computed on, so that anyone can recompute every number.
public enum PredictionsWriter {
  /// Writes `row` (0-based row of the input), `label` (0 or 1) and one probability column a trained
  /// model, in full precision.
  ///
  /// - Throws: `TabularError` when the file can't be written; then nothing is left behind.
  public static func write(_ comparison: Comparison, to path: String) throws {
    let trained = comparison.trained
    var text = (["row", "label"] + trained.map(\.kind.rawValue)).joined(separator: ",") + "\n"
    for (position, row) in comparison.testRows.enumerated() {
      text += "\(row),\(comparison.testLabels[position])"
      for (_, model) in trained { text += ",\(model.testScores[position])" }
      text += "\n"
    }
    try AtomicFile.write(Data(text.utf8), to: path)
  }

  /// Writes the out-of-fold probabilities, with the fold of each row (from 0) beside its label.
  ///
  /// - Throws: as for a comparison.
  public static func write(_ validation: CrossValidation, to path: String) throws {
    let models = validation.models.filter { $0.failure == nil }
    var text =
      (["row", "label", "fold"] + models.map(\.kind.rawValue)).joined(separator: ",") + "\n"
    for (position, row) in validation.testRows.enumerated() {
      text += "\(row),\(validation.testLabels[position]),\(validation.foldOfRow[position])"
      for model in models { text += ",\(model.scores[position])" }
      text += "\n"
    }
    try AtomicFile.write(Data(text.utf8), to: path)
  }
}
