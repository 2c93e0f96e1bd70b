import Foundation
import Tabular

/// The table as a whole.
extension WarningDetector {
  /// The rate of positives over ten equal stretches of the file.
  func targetDrift() -> DataWarning? {
    let blocks = 10
    let labelled = dataset.labelledRows
    guard labelled.count >= 100 * blocks else { return nil }
    var rates: [Double] = []
    var chiSquared = 0.0
    let overall = dataset.positiveRate
    for block in 0..<blocks {
      let part = labelled[block * labelled.count / blocks..<(block + 1) * labelled.count / blocks]
      let positives = part.reduce(0) { $0 + Int(dataset.labels[$1]) }
      let rate = Double(positives) / Double(part.count)
      rates.append(rate)
      chiSquared +=
        Double(part.count) * (rate - overall) * (rate - overall) / (overall * (1 - overall))
    }
    guard let low = rates.min(), let high = rates.max() else { return nil }
    // 60 on nine degrees of freedom is p < 1e-8: no accident at any size of file.
    guard chiSquared > 60, high > 1.5 * low else { return nil }
    return DataWarning(
      .drift, figure: high - low,
      message:
        "The rate of positives runs from \(percent(low)) to \(percent(high)) along the file: "
        + "its order means something (time?), so compare a random split with --split time.")
  }

  /// Customers with several rows where nothing keeps them on one side of a split.
  func repeatedCustomers() -> DataWarning? {
    guard dataset.roles.groupKey == nil, let name = dataset.roles.identifier,
      let column = dataset.table[name], let known = profile[name],
      known.distinctCount < known.count - known.missingCount
    else { return nil }
    var counts: [String: Int] = [:]
    for row in dataset.labelledRows {
      guard let key = column.string(row) else { continue }
      counts[key, default: 0] += 1
    }
    let repeated = counts.values.filter { $0 > 1 }
    guard !repeated.isEmpty else { return nil }
    let share = Double(repeated.reduce(0, +)) / Double(dataset.labelledRows.count)
    return DataWarning(
      .customers, column: name, figure: share,
      message:
        "\(grouped(repeated.count)) values of \(name) have several rows, \(percent(share)) of all: a "
        + "row-wise split puts the same customer on both sides, so keep each on one with "
        + "--group \(name).")
  }

  /// How many rows share all features with another, and how many of those disagree on the outcome.
  func repeatedRows(_ columns: [Column]) -> DataWarning? {
    let patterns = RowPatterns(columns: columns, rows: rows, labels: labels)
    guard patterns.distinctCount * 2 < rows.count else { return nil }
    let share = 1 - Double(patterns.distinctCount) / Double(rows.count)
    return DataWarning(
      .duplicates, figure: share,
      message:
        "Only \(grouped(patterns.distinctCount)) of \(grouped(rows.count)) rows differ in their "
        + "features, so train and test share most of them; "
        + "\(percent(patterns.conflictingShare)) of the rows have a twin with the other outcome, and "
        + "no model on these columns can pass ROC-AUC \(three(patterns.ceiling)) on these rows.")
  }

  func rareClass() -> DataWarning? {
    let rate = dataset.positiveRate
    guard rate < 0.05 || dataset.positiveCount < 100 else { return nil }
    if rate >= 0.05 {
      return DataWarning(
        .imbalance, figure: rate,
        message:
          "Only \(CountText.grouped(dataset.positiveCount)) rows are positive: every figure on so few is "
          + "uncertain.")
    }
    return DataWarning(
      .imbalance, figure: rate,
      message: "\(grouped(dataset.positiveCount)) of \(grouped(dataset.labelledRows.count)) rows "
        + "(\(percent(rate))) are positive: read average precision and lift beside ROC-AUC.")
  }
}
