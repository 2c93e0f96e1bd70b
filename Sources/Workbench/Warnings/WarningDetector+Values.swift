import Foundation
import Tabular

/// Values that are none.
extension WarningDetector {
  /// A stock code for "none" that stands alone at the end of a column's range.
  func sentinel(_ column: Column) -> DataWarning? {
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

  func nearlyConstant(_ column: Column) -> DataWarning? {
    guard let common = majorityRow(of: column) else { return nil }
    let value = column.string(common)
    var others = 0
    for row in rows where !column.isEqual(row, common) {
      others += 1
      if Double(others) > 0.001 * Double(rows.count) { return nil }
    }
    guard others > 0 else { return nil }
    let share = 1 - Double(others) / Double(rows.count)
    let spelling = value.map { "“\($0)”" } ?? "missing"
    return DataWarning(
      .constant, column: column.name, figure: share,
      message:
        "\(column.name) is \(spelling) in \(percent(share, digits: 2)) of the rows and can tell "
        + "the models little.")
  }

  /// A row with the value that more than half of the rows have, if there is one (Boyer and Moore's
  /// vote, doi:10.1007/978-94-011-3488-0_5).
  private func majorityRow(of column: Column) -> Int? {
    var candidate = rows.first
    var lead = 0
    for row in rows {
      if lead == 0 { candidate = row }
      lead += candidate.map { column.isEqual(row, $0) } ?? false ? 1 : -1
    }
    return candidate
  }

  /// A column whose missing rows convert at another rate than the rest, beyond chance.
  func tellingGap(_ column: Column) -> DataWarning? {
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
}
