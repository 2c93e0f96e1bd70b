public import Evaluation
import Foundation
import Modelling
import Threads

/// Scores of a file's rows, ready to be written.
public struct ScoredFile: Sendable {
  /// The heading of the first column: the identifier's name, or `row`.
  let identifierName: String
  /// The identifiers by row; 0-based row numbers when `nil`.
  let identifiers: [String]?
  let targetName: String
  /// What the values are: `probability`, or `score` where they are none.
  let valueName: String
  /// Probabilities of the positive class by row, or scores.
  public let values: [Double]
  /// What the outcome brings if it happens, by row; `nil` where the model knows no amounts.
  public let expectedAmounts: [Double]?
  /// Values at or above it count as positive; `nil` where no value does.
  public let threshold: Double?
  /// The scores that part the model's segments; `nil` where it has none.
  public let segments: SegmentPlan?
  /// What the encoding met that training had not, one sentence each.
  public let remarks: [String]

  /// The scores as CSV: identifier, predicted class (0 or 1) where there is a threshold, value,
  /// segment (high, medium or low) where the model has segments, and `expected_amount` and
  /// `expected_value` (probability × amount) where it knows amounts.
  public var csv: String {
    let form = ScoredForm(isParquet: false, output: .init())
    let rows = form.bytes(of: self, firstRow: 0, timestamp: nil, at: 0, threads: availableThreads)
    return String(decoding: form.start(of: self) + rows.bytes, as: UTF8.self)
  }

  /// How many rows were scored, and how many count as positive.
  public var summary: String {
    var summary = ScoringSummary()
    summary.add(self, .init())
    return summary.words
  }

  /// The same rows with what is to be said of them.
  func saying(_ remarks: [String]) -> ScoredFile {
    ScoredFile(
      identifierName: identifierName, identifiers: identifiers, targetName: targetName,
      valueName: valueName, values: values, expectedAmounts: expectedAmounts,
      threshold: threshold, segments: segments, remarks: remarks)
  }

  static func quoted(_ text: String) -> String {
    guard text.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return text }
    return "\"" + text.replacingOccurrences(of: "\"", with: "\"\"") + "\""
  }
}
