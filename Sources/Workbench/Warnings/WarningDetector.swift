import Evaluation
import Foundation
import Tabular

/// Looks for the traps that a table can hold, cheaply enough to do it whenever one is opened.
struct WarningDetector {
  let dataset: Dataset
  /// Labelled rows that the dearer detectors look at: all, or an even sample of a long file.
  private let rows: [Int]
  private let labels: [UInt8]

  private static let maximumRows = 50_000

  init(dataset: Dataset) {
    self.dataset = dataset
    let labelled = dataset.labelledRows
    rows = Explainer.evenly(labelled.count, Self.maximumRows).map { labelled[$0] }
    labels = rows.map { dataset.labels[$0] }
  }

  /// All warnings, the gravest kind first, within a kind by figure.
  func warnings() -> [DataWarning] {
    let columns = dataset.features.compactMap { dataset.table[$0] }
    var warnings = leaks(columns)
    warnings += columns.compactMap(namedLikeTheTarget)
    warnings += columns.compactMap(identifier)
    warnings += columns.compactMap(sentinel)
    warnings += columns.compactMap(nearlyConstant)
    warnings += columns.compactMap(tellingGap)
    warnings += [targetDrift(), repeatedRows(columns), rareClass()].compactMap { $0 }
    return warnings
  }

  // MARK: Columns that know too much

  /// Columns whose ROC-AUC alone is above .95, or at least .75 and .10 clear of the next.
  private func leaks(_ columns: [Column]) -> [DataWarning] {
    let scored = columns.map { ($0.name, SingleColumnScore.rocAUC(of: $0, rows, labels)) }
      .sorted { $0.1 > $1.1 }
    return scored.enumerated().compactMap { position, entry in
      let (name, area) = entry
      let next = position + 1 < scored.count ? scored[position + 1].1 : 0.5
      guard area > 0.95 || (position == 0 && area >= 0.75 && area - next >= 0.1) else { return nil }
      return DataWarning(
        .leakage, column: name, figure: area,
        message: "\(name) alone reaches ROC-AUC \(three(area))"
          + (scored.count > 1 ? " (the next column \(three(next)))" : "")
          + ": is it known before the outcome? If not, exclude it.")
    }
  }

  /// Columns that carry the target's own name, or a word for outcomes.
  private func namedLikeTheTarget(_ column: Column) -> DataWarning? {
    let words = { (name: String) in
      Set(name.lowercased().split { !$0.isLetter }.map(String.init))
    }
    let own = words(column.name)
    let target = words(dataset.roles.target ?? "").filter { $0.count >= 4 && $0 != "column" }
    let telling = own.intersection(
      target.union(["outcome", "label", "target", "converted", "conversion", "purchased"]))
    guard let word = telling.min() else { return nil }
    return DataWarning(
      .leakage, column: column.name,
      message: "\(column.name) sounds like the outcome (“\(word)”): exclude it unless it is known "
        + "beforehand.")
  }

  /// Whole numbers that are all different: keys, which a tree can learn by heart.
  private func identifier(_ column: Column) -> DataWarning? {
    guard column.kind == .number, rows.count >= 50 else { return nil }
    var seen: Set<Double> = []
    for row in rows {
      guard let number = column.number(row), number == number.rounded(),
        seen.insert(number).inserted
      else { return nil }
    }
    return DataWarning(
      .identifier, column: column.name, figure: Double(seen.count),
      message: "\(column.name) has a different whole number in every row, as a key has: exclude it "
        + "unless it measures something.")
  }

  // MARK: Values that are none

  /// A stock code for "none" that stands alone at the end of a column's range.
  private func sentinel(_ column: Column) -> DataWarning? {
    guard column.kind == .number else { return nil }
    let numbers = rows.compactMap { column.number($0) }
    guard let low = numbers.min(), let high = numbers.max(), low < high else { return nil }
    for code in [low, high] where Self.sentinels.contains(abs(code)) {
      let count = numbers.reduce(0) { $0 + ($1 == code ? 1 : 0) }
      let others = numbers.filter { $0 != code }
      guard let nextLow = others.min(), let nextHigh = others.max() else { continue }
      let standsAlone =
        code == low
        ? code < 0 && nextLow >= 0 : code > 2 * max(abs(nextHigh), abs(nextLow)) && code >= 99
      guard standsAlone, Double(count) >= 0.005 * Double(numbers.count) else { continue }
      let share = Double(count) / Double(numbers.count)
      return DataWarning(
        .sentinel, column: column.name, figure: share,
        message: "\(column.name) is \(Int(code)) in \(percent(share)) of the rows and otherwise "
          + "between \(Self.plain(nextLow)) and \(Self.plain(nextHigh)): \(Int(code)) looks like "
          + "“no value”, which trees can live with and a linear model can't.")
    }
    return nil
  }

  private static let sentinels: Set<Double> = [1, 9, 99, 999, 9999, 99_999, 999_999]

  private func nearlyConstant(_ column: Column) -> DataWarning? {
    var counts: [String: Int] = [:]
    for row in rows {
      counts[column.string(row) ?? "", default: 0] += 1
      if counts.count > 50 { return nil }
    }
    guard let top = counts.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }) else { return nil }
    let share = Double(top.value) / Double(rows.count)
    guard share >= 0.999, counts.count > 1 else { return nil }
    let value = top.key.isEmpty ? "missing" : "“\(top.key)”"
    return DataWarning(
      .constant, column: column.name, figure: share,
      message:
        "\(column.name) is \(value) in \(percent(share, digits: 2)) of the rows and can tell "
        + "the models little.")
  }

  /// A column whose missing rows convert at another rate than the rest, beyond chance.
  private func tellingGap(_ column: Column) -> DataWarning? {
    var gap = (rows: 0.0, positives: 0.0)
    var rest = (rows: 0.0, positives: 0.0)
    for (row, label) in zip(rows, labels) {
      if column.isMissing(row) {
        gap = (gap.rows + 1, gap.positives + Double(label))
      } else {
        rest = (rest.rows + 1, rest.positives + Double(label))
      }
    }
    guard gap.rows >= 30, rest.rows >= 30 else { return nil }
    let all = (gap.positives + rest.positives) / (gap.rows + rest.rows)
    let deviation = (all * (1 - all) * (1 / gap.rows + 1 / rest.rows)).squareRoot()
    let rates = (gap: gap.positives / gap.rows, rest: rest.positives / rest.rows)
    guard deviation > 0, abs(rates.gap - rates.rest) > 5 * deviation else { return nil }
    return DataWarning(
      .missingness, column: column.name, figure: rates.gap,
      message: "Rows without \(column.name) are positive at \(percent(rates.gap)), the others at "
        + "\(percent(rates.rest)): find out why it is missing before you trust it.")
  }

  // MARK: The table as a whole

  /// The rate of positives over ten equal stretches of the file.
  private func targetDrift() -> DataWarning? {
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

  /// How many rows share all features with another, and how many of those disagree on the outcome.
  private func repeatedRows(_ columns: [Column]) -> DataWarning? {
    let patterns = RowPatterns(columns: columns, rows: rows, labels: labels)
    guard patterns.distinctCount * 2 < rows.count else { return nil }
    let share = 1 - Double(patterns.distinctCount) / Double(rows.count)
    return DataWarning(
      .duplicates, figure: share,
      message: "Only \(patterns.distinctCount) of \(rows.count) rows differ in their features, so "
        + "train and test share most of them; "
        + "\(percent(patterns.conflictingShare)) of the rows have a twin with the other outcome, and "
        + "no model on these columns can pass ROC-AUC \(three(patterns.ceiling)) on these rows.")
  }

  private func rareClass() -> DataWarning? {
    let rate = dataset.positiveRate
    guard rate < 0.05 || dataset.positiveCount < 100 else { return nil }
    if rate >= 0.05 {
      return DataWarning(
        .imbalance, figure: rate,
        message: "Only \(dataset.positiveCount) rows are positive: every figure on so few is "
          + "uncertain.")
    }
    return DataWarning(
      .imbalance, figure: rate,
      message: "\(dataset.positiveCount) of \(dataset.labelledRows.count) rows "
        + "(\(percent(rate))) are positive: read average precision and lift beside ROC-AUC.")
  }

  // MARK: Words

  private func three(_ value: Double) -> String { String(format: "%.3f", value) }

  private func percent(_ share: Double, digits: Int = 1) -> String {
    String(format: "%.\(digits)f %%", share * 100)
  }

  private static func plain(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15
      ? String(Int(value)) : String(format: "%.3g", value)
  }
}
