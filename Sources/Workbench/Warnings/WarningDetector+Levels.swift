import Foundation
import Tabular

/// Values with rows of one class only.
extension WarningDetector {
  /// Fewer rows of the other class than this would be expected by chance too seldom to speak of: with
  /// 25 expected none is seen once in 10¹⁰ columns.
  private static let expectedAtLeast = 25.0
  /// Numbers with more values than this are measures: only their most frequent value is a level.
  private static let mostLevels = 60

  /// A value, or the lack of one, that all rows of a class avoid: a step that only buyers can have
  /// taken, a count that includes the outcome itself, a cell that is filled in afterwards.
  func oneSidedValue(_ column: Column) -> DataWarning? {
    oneSided(column).map {
      DataWarning(
        .leakage, column: column.name, figure: $0.figure,
        message: $0.words
          + ": does it hold what happens with the outcome or after it? If so, exclude "
          + "it.")
    }
  }

  /// How many rows of one class share a value, and that in words; `nil` where there is no such value.
  func oneSided(_ column: Column) -> (figure: Double, words: String)? {
    let rate = Double(labels.reduce(0) { $0 + Int($1) }) / Double(max(1, labels.count))
    guard rate > 0, rate < 1 else { return nil }
    // The surest first; of equals that with the earlier row.
    let found = stretches(of: column).filter { $0.expected(at: rate) >= Self.expectedAtLeast }
      .max { ($0.expected(at: rate), $1.first) < ($1.expected(at: rate), $0.first) }
    guard let found else { return nil }
    let isPositive = found.positives > 0
    let expected = Int(found.expected(at: rate).rounded())
    return (
      Double(found.rows),
      "Of \(found.rows) rows where \(column.name) \(found.words), \(isPositive ? "all" : "none") are "
        + "positive, and by chance \(expected) would be \(isPositive ? "negative" : "positive")"
    )
  }

  /// The rows that have something in common in a column.
  private struct Stretch {
    let words: String
    let rows: Int
    let positives: Int
    let first: Int

    /// How many rows of the class that it lacks would be expected; 0 where it lacks none.
    func expected(at rate: Double) -> Double {
      if positives == 0 { return Double(rows) * rate }
      return positives == rows ? Double(rows) * (1 - rate) : 0
    }
  }

  /// The values of a column that are worth a look, and, where some are missing, all the others together.
  private func stretches(of column: Column) -> [Stretch] {
    var counts: [Double?: (rows: Int, positives: Int, first: Int)] = [:]
    for (row, label) in zip(rows, labels) {
      counts[level(of: column, row), default: (0, 0, row)].rows += 1
      counts[level(of: column, row), default: (0, 0, row)].positives += Int(label)
    }
    var found: [Stretch] = []
    if counts[nil] != nil, counts.count > 2 {
      let filled = counts.filter { $0.key != nil }.values
      found.append(
        Stretch(
          words: "has a value", rows: filled.reduce(0) { $0 + $1.rows },
          positives: filled.reduce(0) { $0 + $1.positives },
          first: filled.reduce(Int.max) { min($0, $1.first) }))
    }
    if counts.count > Self.mostLevels {
      let most = column.kind == .number ? counts.values.map(\.rows).max() : nil
      counts = counts.filter { $0.key == nil || $0.value.rows == most }
    }
    return found
      + counts.values.map { level in
        Stretch(
          words: column.string(level.first).map { "is \(PlainText.line($0, limit: 40))" }
            ?? "is missing",
          rows: level.rows, positives: level.positives, first: level.first)
      }
  }

  private func level(of column: Column, _ row: Int) -> Double? {
    switch column.values {
    case .category(let codes, _): codes[row] < 0 ? nil : Double(codes[row])
    case .flag, .float, .double, .date: column.number(row)
    // Text is no feature.
    case .text: nil
    }
  }
}
