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
    // Text is no feature, and its values are not looked at.
    guard column.kind != .text, !rows.isEmpty else { return nil }
    let rate = Double(labels.reduce(0) { $0 + Int($1) }) / Double(labels.count)
    guard rate > 0, rate < 1 else { return nil }
    // The surest first; of equals that with the earlier row.
    let found = stretches(of: column).filter { $0.expected(at: rate) >= Self.expectedAtLeast }
      .max { ($0.expected(at: rate), $1.first) < ($1.expected(at: rate), $0.first) }
    guard let found else { return nil }
    let isPositive = found.positives > 0
    let expected = Int(found.expected(at: rate).rounded())
    return (
      Double(found.rows),
      "Of \(CountText.grouped(found.rows)) rows where \(column.name) \(found.words), \(isPositive ? "all" : "none") are "
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

  /// The rows with one value.
  private struct Level {
    let first: Int
    var rows = 0
    var positives = 0

    mutating func add(_ label: UInt8) {
      rows += 1
      positives += Int(label)
    }
  }

  /// The values of a column that are worth a look, and, where some are missing, all the others together.
  private func stretches(of column: Column) -> [Stretch] {
    let levels = levels(of: column)
    var found: [Stretch] = []
    if levels.missing != nil, levels.filled.rows > 0, levels.count > 1 {
      found.append(
        Stretch(
          words: "has a value", rows: levels.filled.rows, positives: levels.filled.positives,
          first: levels.filled.first))
    }
    return found
      + (levels.known + [levels.missing].compactMap(\.self)).map { level in
        let value = column.string(level.first).map { "is \(PlainText.line($0, limit: 40))" }
        return Stretch(
          words: value ?? "is missing", rows: level.rows, positives: level.positives,
          first: level.first)
      }
  }

  /// The missing rows, all others, how many values these have as far as they were counted, and the
  /// values that are worth a look: all, or of a measure the most frequent alone.
  private func levels(
    of column: Column
  ) -> (missing: Level?, filled: Level, count: Int, known: [Level]) {
    let only = frequentValueOfMeasure(column)
    var missing: Level?
    var filled = Level(first: rows[0])
    var known: [Double: Level] = [:]
    for (row, label) in zip(rows, labels) {
      guard let value = level(of: column, row) else {
        if missing == nil { missing = Level(first: row) }
        missing?.add(label)
        continue
      }
      if filled.rows == 0 { filled = Level(first: row) }
      filled.add(label)
      if let only, value != only { continue }
      known[value, default: Level(first: row)].add(label)
    }
    let count = only == nil ? known.count : Self.mostLevels + 1
    // Names of many values are keys, and each is rare.
    let isWorthIt = count <= Self.mostLevels || only != nil
    return (missing, filled, count, isWorthIt ? Array(known.values) : [])
  }

  /// The most frequent value of numbers that have many; `nil` for a column of few values.
  private func frequentValueOfMeasure(_ column: Column) -> Double? {
    guard column.kind == .number else { return nil }
    var counts: [Double: Int] = [:]
    for place in Explainer.evenly(rows.count, 2_000) {
      if let value = column.number(rows[place]) { counts[value, default: 0] += 1 }
    }
    guard counts.count > Self.mostLevels else { return nil }
    return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
  }

  private func level(of column: Column, _ row: Int) -> Double? {
    switch column.values {
    case .category(let codes, _): codes[row] < 0 ? nil : Double(codes[row])
    case .flag, .float, .double, .date: column.number(row)
    case .text: nil
    }
  }
}
