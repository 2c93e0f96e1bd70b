public import Evaluation
import Foundation
import Tabular

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
    let predicted = threshold == nil ? "" : Self.quoted("predicted_" + targetName) + ","
    var text = "\(Self.quoted(identifierName)),\(predicted)\(valueName)"
    text += segments == nil ? "" : ",segment"
    text += expectedAmounts == nil ? "\n" : ",expected_amount,expected_value\n"
    for (row, value) in values.enumerated() {
      text += identifiers.map { Self.quoted($0[row]) } ?? String(row)
      if let threshold { text += value >= threshold ? ",1" : ",0" }
      text += ",\(value)"
      if let segments { text += ",\(segments.segment(of: value).rawValue)" }
      if let amount = expectedAmounts?[row] { text += ",\(amount),\(value * amount)" }
      text += "\n"
    }
    return text
  }

  /// Writes the scores in one step.
  ///
  /// - Throws: `TabularError` when the file can't be written; then nothing is left behind.
  public func write(to path: String) throws {
    try AtomicFile.write(Data(csv.utf8), to: path)
  }

  /// How many rows were scored, and how many count as positive.
  public var summary: String {
    var rows = "\(values.count) rows scored"
    if let expectedTotal {
      rows += ", expected value \(TextReport.significant(expectedTotal)) in all"
    }
    guard let threshold, let positives else { return rows }
    guard threshold <= 1 || valueName != "probability" else {
      return rows + ", contacting nobody is best"
    }
    return rows
      + ", \(positives) at or above the threshold \(TextReport.format(threshold, 4))"
  }

  /// The summary for machines.
  public func summaryJSON() throws -> String {
    struct Summary: Encodable {
      let rows: Int
      let positives: Int?
      let threshold: Double?
      let segments: [String: Int]?
      let expectedValue: Double?
      let remarks: [String]
    }
    return try JSONText.of(
      Summary(
        rows: values.count, positives: positives, threshold: threshold,
        segments: segments.map { plan in
          Dictionary(
            uniqueKeysWithValues: CustomerSegment.allCases.map { segment in
              (segment.rawValue, values.count { plan.segment(of: $0) == segment })
            })
        }, expectedValue: expectedTotal, remarks: remarks))
  }

  /// The sum of expected values.
  private var expectedTotal: Double? {
    expectedAmounts.map { zip(values, $0).reduce(0) { $0 + $1.0 * $1.1 } }
  }

  private var positives: Int? {
    threshold.map { threshold in values.count { $0 >= threshold } }
  }

  private static func quoted(_ text: String) -> String {
    guard text.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return text }
    return "\"" + text.replacingOccurrences(of: "\"", with: "\"\"") + "\""
  }
}
