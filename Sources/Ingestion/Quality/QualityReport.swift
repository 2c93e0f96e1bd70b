import Foundation
import Tabular

/// What went in, what came out, and what was noticed on the way.
public struct QualityReport: Sendable, Codable, Equatable {
  /// The raw tables, in the recipe's order.
  public var inputs: [Input] = []
  /// The steps that were done, in order, with their times; those of an earlier run are marked.
  public var steps: [Step] = []
  /// The rows of the table.
  public var rows = 0
  /// The columns of the table.
  public var columns = 0
  /// The promises that were looked at; all hold.
  public var promises: [String] = []
  /// What a person should know, one sentence each.
  public var notes: [String] = []

  /// A raw table.
  public struct Input: Sendable, Codable, Equatable {
    /// The recipe's name for it.
    public var name: String
    /// Its files; `nil` for an optional table that is not there.
    public var file: String?
    /// Rows that were read.
    public var rowsIn = 0
    /// Rows that could not be used.
    public var rejected = 0
    /// Why, the most frequent reason first.
    public var reasons: [Reason] = []
    /// Codes that had lost their leading zeros and got them back.
    public var padded = 0
    /// The first and last date of each column of dates, as ISO 8601.
    public var ranges: [Range] = []
    /// Keys that match nothing in another table.
    public var orphans: [Orphans] = []
  }

  /// A reason for which rows could not be used.
  public struct Reason: Sendable, Codable, Equatable {
    /// How many rows.
    public var rows: Int
    /// Why.
    public var reason: String
    /// The cells of one of them.
    public var example: String
  }

  /// The extent of a column of dates.
  public struct Range: Sendable, Codable, Equatable {
    /// The column.
    public var column: String
    /// The first date.
    public var first: String
    /// The last date.
    public var last: String
  }

  /// Values that match no key of another table.
  public struct Orphans: Sendable, Codable, Equatable {
    /// The column.
    public var column: String
    /// The other table.
    public var input: String
    /// How many rows match nothing.
    public var rows: Int
    /// One such value.
    public var example: String?
  }

  /// A step.
  public struct Step: Sendable, Codable, Equatable {
    /// What it did.
    public var title: String
    /// How long it took, in seconds.
    public var seconds: Double
    /// Whether an earlier run had done it.
    public var isResumed: Bool
  }

  /// The report as text: the raw tables with counts, then the notes.
  public var text: String {
    var lines: [String] = []
    for input in inputs {
      guard let file = input.file else {
        lines.append("\(input.name): not there; the recipe does without")
        continue
      }
      let kept = input.rowsIn - input.rejected
      var line =
        "\(input.name) (\(file)): \(CountText.grouped(input.rowsIn)) rows in, \(CountText.grouped(kept)) kept"
      if let span = input.ranges.first {
        line += ", \(span.column) \(span.first) to \(span.last)"
      }
      lines.append(line)
      for reason in input.reasons {
        lines.append(
          "  rejected \(CountText.grouped(reason.rows)): \(reason.reason) (\(reason.example))")
      }
      for orphan in input.orphans where orphan.rows > 0 {
        let example = orphan.example.map { ", as “\($0)”" } ?? ""
        lines.append(
          "  \(CountText.grouped(orphan.rows)) of \(CountText.grouped(kept)) rows name a "
            + "\(orphan.column) that is not in \(orphan.input)\(example)"
        )
      }
      if input.padded > 0 {
        lines.append(
          "  \(CountText.grouped(input.padded)) codes had lost their leading zeros and got them back"
        )
      }
    }
    lines += notes.map { "note: \($0)" }
    lines.append(
      "\(CountText.grouped(rows)) rows of \(columns) columns out; \(promises.count) promises hold")
    return lines.joined(separator: "\n")
  }

  /// The report as JSON, with sorted keys.
  public func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }
}
