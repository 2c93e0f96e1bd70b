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
}
