import Foundation
import Modelling
public import Tabular

/// Scores the rows of a CSV file with a saved model.
public struct BatchScorer: Sendable {
  private let artifact: ModelArtifact
  private let threshold: Double
  private let threads: Int

  /// Makes a scorer.
  ///
  /// - Parameter threshold: scores at or above it count as positive; the model's own when `nil`.
  public init(artifact: ModelArtifact, threshold: Double?, threads: Int) {
    self.artifact = artifact
    self.threshold = threshold ?? artifact.threshold
    self.threads = threads
  }

  /// Scores every row of a file, in its order.
  ///
  /// Columns that the model lacks are ignored; a column that the file lacks counts as missing and is
  /// said.
  ///
  /// - Throws: `TabularError` for a file that can't be read, ``WorkbenchError`` when it shares no
  ///   column with the model.
  public func scores(of path: String, options: CSVOptions) throws -> ScoredFile {
    let table = try CSVReader.read(path: path, options: options).table
    try artifact.check(against: table, path: path)
    let frame = artifact.model.schema.frame(of: table)
    let probabilities = artifact.model.probabilities(for: frame, threads: threads)
    let identifier = artifact.roles.identifier.flatMap { table[$0] }
    return ScoredFile(
      identifierName: identifier?.name ?? "row",
      identifiers: identifier.map { column in
        (0..<column.count).map { column.string($0) ?? "" }
      },
      targetName: artifact.roles.target ?? "target", probabilities: probabilities,
      threshold: threshold, remarks: Self.remarks(frame.report, path: path))
  }

  private static func remarks(_ report: EncodingReport, path: String) -> [String] {
    var remarks: [String] = []
    if !report.absentColumns.isEmpty {
      remarks.append(
        "\(path): the columns \(report.absentColumns.joined(separator: ", ")) are not there and "
          + "count as missing")
    }
    for (column, count) in report.unseen.sorted(by: { $0.key < $1.key }) {
      remarks.append("\(column): \(count) cells hold a level that training never saw")
    }
    for (column, count) in report.unreadable.sorted(by: { $0.key < $1.key }) {
      remarks.append("\(column): \(count) cells are not of its kind and count as missing")
    }
    return remarks
  }
}

/// Scores of a file's rows, ready to be written.
public struct ScoredFile: Sendable {
  /// The heading of the first column: the identifier's name, or `row`.
  let identifierName: String
  /// The identifiers by row; 0-based row numbers when `nil`.
  let identifiers: [String]?
  let targetName: String
  /// Probabilities of the positive class, by row.
  public let probabilities: [Double]
  /// Scores at or above it count as positive.
  public let threshold: Double
  /// What the encoding met that training had not, one sentence each.
  public let remarks: [String]

  /// The scores as CSV: identifier, predicted class (0 or 1), probability.
  public var csv: String {
    var text =
      "\(Self.quoted(identifierName)),\(Self.quoted("predicted_" + targetName)),probability\n"
    for (row, probability) in probabilities.enumerated() {
      let key = identifiers.map { Self.quoted($0[row]) } ?? String(row)
      text += "\(key),\(probability >= threshold ? 1 : 0),\(probability)\n"
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
    "\(probabilities.count) rows scored, \(positiveCount) at or above the threshold "
      + TextReport.format(threshold, 4)
  }

  /// The summary for machines.
  public func summaryJSON() throws -> String {
    struct Summary: Encodable {
      let rows: Int
      let positives: Int
      let threshold: Double
      let remarks: [String]
    }
    return try JSONText.of(
      Summary(
        rows: probabilities.count, positives: positiveCount, threshold: threshold,
        remarks: remarks))
  }

  private var positiveCount: Int {
    probabilities.reduce(0) { $0 + ($1 >= threshold ? 1 : 0) }
  }

  private static func quoted(_ text: String) -> String {
    guard text.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return text }
    return "\"" + text.replacingOccurrences(of: "\"", with: "\"\"") + "\""
  }
}
