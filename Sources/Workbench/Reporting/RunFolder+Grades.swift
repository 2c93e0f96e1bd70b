import Foundation
import Tabular

extension RunFolder {
  /// Writes the folder of models of graded lists: models, figures, scores and a summary. Curves, thresholds,
  /// segments and cards are about two classes, and grades have none.
  ///
  /// - Returns: the paths written.
  /// - Throws: as ``write(to:)``.
  public static func write(
    _ comparison: GradedComparison, differences: GradedDifferences,
    equivalence: Equivalence = .standard, to folder: String
  ) throws -> [String] {
    let document = try GradedDocument(
      comparison, differences: differences, equivalence: equivalence
    ).json()
    let text = [
      TextReport.graded(comparison), TextReport.graded(differences, equivalence: equivalence),
    ].filter { !$0.isEmpty }.joined(separator: "\n\n")
    let path = { (name: String) in "\(folder)/\(name)" }
    var paths = try ModelFolder.save(comparison, to: folder)
    try AtomicFile.write(
      Data((document + "\n").utf8), to: path("model_evaluation_results.json"))
    try PredictionsWriter.write(comparison, to: path("test_predictions.csv"))
    paths += ["model_evaluation_results.json", "test_predictions.csv"].map(path)
    let body = PlainText.lines(text).replacing("````", with: "```")
    let summary = """
      # \(Markdown.text(comparison.data.name)): models of graded lists compared

      ````
      \(body)
      ````

      ## Files

      \(paths.map { "- `\(($0 as NSString).lastPathComponent)`" }.joined(separator: "\n"))

      Left out:

      - ROC, precision, lift and calibration curves, segments, cards and the report are about two classes and \
      probabilities; graded lists have scores that put them in order.

      """
    try AtomicFile.write(Data(summary.utf8), to: path(RunSummary.fileName))
    return paths + [path(RunSummary.fileName)]
  }
}
