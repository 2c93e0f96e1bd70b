public import Evaluation
import Foundation
public import Monitoring

/// What was found about drift, in words.
public enum DriftWords {
  /// What is to be said of a column, the gravest finding first; empty where there is none.
  public static func findings(of column: ColumnDrift) -> [String] {
    column.checks.filter { $0.severity > .none }.map { words($0, of: column) }
  }

  /// One finding as a short clause.
  public static func words(_ check: DriftCheck, of column: ColumnDrift) -> String {
    switch check.kind {
    case .distribution:
      "shares moved (PSI \(TextReport.format(check.effect, 3)))"
    case .shape:
      "values moved \(shift(column))(KS \(TextReport.format(check.effect, 3)))"
    case .missing:
      "missing \(percent(column.missing.reference)) → \(percent(column.missing.current))"
    case .range:
      "\(percent(check.effect)) out of range \(range(column))"
    case .newLevels:
      "new: \(newLevels(column))"
    case .unreadable:
      "\(percent(check.effect)) more cells can't be read"
    case .absent: "the column is not there"
    case .rate, .conversion, .conversionOfBin: ""
    }
  }

  /// What is to be said of the outcomes, one clause each.
  public static func findings(of conversion: ConversionDrift) -> [String] {
    var words: [String] = []
    for check in conversion.checks where check.severity > .none {
      switch check.kind {
      case .rate:
        words.append(
          "\(percent(conversion.rate.estimate)) positive, \(percent(conversion.referenceRate)) before"
        )
      case .conversion:
        words.append(
          "\(conversion.positives) positive of \(count(conversion.expected)) expected by their scores"
        )
      default: break
      }
    }
    let bins = conversion.bins.count { $0.check.map { $0.severity > .notice } ?? false }
    if bins > 0 {
      words.append("\(bins) of \(conversion.bins.count) bins of the score keep another promise")
    }
    return words
  }

  /// With fewer rows only the largest drift is beyond chance.
  static let fewRows = 30

  /// The verdict in one sentence.
  public static func verdict(_ report: DriftReport) -> String {
    let grave = report.columns.count { $0.severity >= .warning }
    let columns = "\(grave) of \(report.columns.count) columns"
    switch report.severity {
    case .none:
      return report.rowCount < fewRows
        ? "Too few rows to tell: \(report.rowCount) would hide all but the largest drift."
        : "No drift beyond chance."
    case .notice: return "Small drift beyond chance; nothing to act on."
    case .warning, .alarm:
      var parts = grave > 0 ? ["\(columns) moved"] : []
      if let score = report.score, score.severity >= .warning { parts.append("the scores moved") }
      if let conversion = report.conversion, conversion.severity >= .warning {
        parts.append("conversion moved")
      }
      let text = parts.joined(separator: ", ")
      return text.prefix(1).uppercased() + text.dropFirst() + "."
    }
  }

  /// A share in per cent, small ones with more digits.
  public static func percent(_ share: Double) -> String {
    let value = abs(share * 100)
    let digits = value == 0 || value >= 10 ? 0 : value >= 1 ? 1 : 2
    return "\(TextReport.format(share * 100, digits))%"
  }

  /// The shares of the bins then and now as small bars, eight heights to a cell; at most `most` bins, the
  /// last one standing for the rest.
  public static func bars(_ column: ColumnDrift, most: Int = 12) -> (then: String, now: String) {
    let shares = shares(of: column, most: most)
    let highest = max(1e-12, shares.flatMap { [$0.then, $0.now] }.max() ?? 1)
    let heights = Array("▁▂▃▄▅▆▇█")
    func bar(_ share: Double) -> Character {
      guard share > 0 else { return " " }
      return heights[min(7, Int(share / highest * 8))]
    }
    return (String(shares.map { bar($0.then) }), String(shares.map { bar($0.now) }))
  }

  /// The shares of the bins then and now.
  public static func shares(
    of column: ColumnDrift, most: Int = .max
  ) -> [(content: PopulationStabilityIndex.Content, then: Double, now: Double)] {
    guard let bins = column.stability?.bins else { return [] }
    var shares = bins.map { bin in
      (content: bin.content, then: bin.referenceShare, now: bin.currentShare)
    }
    while shares.count > max(1, most) {
      let last = shares.removeLast()
      shares[shares.count - 1].then += last.then
      shares[shares.count - 1].now += last.now
    }
    return shares
  }

  /// What a bin holds.
  public static func name(
    of content: PopulationStabilityIndex.Content, in column: ColumnDrift
  ) -> String {
    switch content {
    case .missing: "missing"
    case .unseen: "new levels"
    case .category(let code):
      column.levels.map { $0.indices.contains(Int(code)) ? $0[Int(code)] : "?" } ?? "\(code)"
    case .range(let lower, let upper):
      lower == -.infinity
        ? upper == .infinity ? "any" : "up to \(TextReport.significant(upper))"
        : upper == .infinity
          ? "above \(TextReport.significant(lower))"
          : "\(TextReport.significant(lower)) – \(TextReport.significant(upper))"
    }
  }

  private static func shift(_ column: ColumnDrift) -> String {
    guard let shift = column.meanShift else { return "" }
    return "by \(shift < 0 ? "−" : "+")\(TextReport.format(abs(shift), 2)) sd "
  }

  private static func range(_ column: ColumnDrift) -> String {
    guard let range = column.ranges?.reference else { return "" }
    return
      "\(TextReport.significant(range.lowerBound)) – \(TextReport.significant(range.upperBound))"
  }

  private static func newLevels(_ column: ColumnDrift) -> String {
    let names = column.newLevels.prefix(3).map {
      "\(PlainText.line($0.level, limit: 20)) (\($0.rows))"
    }
    return names.joined(separator: ", ") + (column.newLevels.count > 3 ? ", …" : "")
  }

  private static func count(_ value: Double) -> String {
    TextReport.format(value, value < 10 ? 1 : 0)
  }
}
