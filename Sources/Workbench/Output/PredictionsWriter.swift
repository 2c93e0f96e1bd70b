import Foundation
import Modelling
import Tabular

/// Writes the rows that the metrics were computed on, so that anyone can recompute every number.
public enum PredictionsWriter {
  /// Writes `row` (0-based row of the input), `label` (0 or 1), one probability column a trained
  /// model, and where there is a model of amounts `amount` (empty where not known) and
  /// `expected_amount`, in full precision.
  ///
  /// - Throws: `TabularError` when the file can't be written; then nothing is left behind.
  public static func write(_ comparison: Comparison, to path: String) throws {
    let trained = comparison.trained
    let expected = comparison.expectedAmounts
    let money = comparison.data.dataset.money
    let names =
      ["row", "label"] + trained.map(\.kind.rawValue)
      + (expected == nil ? [] : ["amount", "expected_amount"])
    var text = names.joined(separator: ",") + "\n"
    for (position, row) in comparison.testRows.enumerated() {
      text += "\(row),\(comparison.testLabels[position])"
      for (_, model) in trained { text += ",\(model.testScores[position])" }
      if let expected, let money {
        text += ",\(money[row].isNaN ? "" : "\(money[row])"),\(expected[position])"
      }
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
