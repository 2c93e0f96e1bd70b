import Foundation
import Tabular

/// The slow and obvious way from a table of monthly activity to what a recipe has to find.
struct ActivityReading {
  private struct Line {
    var days: Double
    var minutes: Double
    var spend: Double
    var support: Double
    var late: Double
  }

  /// By customer, then by months since the year 0.
  private var lines: [String: [Int: Line]] = [:]
  private var last = 0

  init(path: String) throws {
    let text = try String(contentsOfFile: path, encoding: .utf8)
    for line in text.split(separator: "\n").dropFirst() {
      let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      let parts = cells[1].split(separator: "-").compactMap { Int($0) }
      let month = parts[0] * 12 + parts[1] - 1
      last = max(last, month)
      let number = { (cell: Int) in Double(cells[cell]) ?? 0 }
      lines[cells[0], default: [:]][month] = Line(
        days: number(2), minutes: number(3), spend: number(4), support: number(5), late: number(6))
    }
  }

  /// The figures of each row by `CUSTOMER 2024-03`; NaN where there is none.
  func expected(window: Int, history: Int) -> [String: [String: Double]] {
    var found: [String: [String: Double]] = [:]
    for (customer, months) in lines {
      let first = months.keys.min() ?? 0
      for month in first...last + 1
      where month + window - 1 <= last && month - first >= history
        && (months[month - 1]?.days ?? 0) > 0
      {
        var row = figures(months, first: first, month: month)
        let isBack = (month..<month + window).contains { (months[$0]?.days ?? 0) > 0 }
        row["churned"] = isBack ? 0 : 1
        let digits = month % 12 + 1
        found["\(customer) \(month / 12)-\(digits < 10 ? "0" : "")\(digits)"] = row
      }
    }
    return found
  }

  private func figures(_ months: [Int: Line], first: Int, month: Int) -> [String: Double] {
    let zero = Line(days: 0, minutes: 0, spend: 0, support: 0, late: 0)
    // The months before this one in which the customer was there, the nearest first.
    let before = { (count: Int) in
      (1...count).filter { month - $0 >= first }.map { months[month - $0] ?? zero }
    }
    let lag = { (distance: Int, value: KeyPath<Line, Double>) in
      month - distance >= first ? (months[month - distance] ?? zero)[keyPath: value] : Double.nan
    }
    let mean = { (values: [Double]) in values.reduce(0, +) / Double(values.count) }
    let deviation = { (values: [Double]) in
      values.count < 2
        ? .nan : mean(values.map { ($0 - mean(values)) * ($0 - mean(values)) }).squareRoot()
    }
    let slope = { (values: [Double]) -> Double in
      guard values.count >= 2 else { return .nan }
      let places = values.indices.map { -Double($0) }
      let product = zip(places, values).map { ($0 - mean(places)) * ($1 - mean(values)) }
      let square = places.map { ($0 - mean(places)) * ($0 - mean(places)) }
      return product.reduce(0, +) / square.reduce(0, +)
    }
    let minutes = before(6).map(\.minutes)
    let spend = before(6).map(\.spend)
    let year = mean(before(12).map(\.minutes))
    let angle = 2 * Double.pi * Double(month % 12) / 12
    return [
      "tenure_months": Double(month - first), "active_days_1": lag(1, \.days),
      "active_days_2": lag(2, \.days), "minutes_1": lag(1, \.minutes),
      "minutes_2": lag(2, \.minutes), "minutes_3": lag(3, \.minutes),
      "minutes_12": lag(12, \.minutes), "spend_1": lag(1, \.spend), "spend_2": lag(2, \.spend),
      "spend_3": lag(3, \.spend), "active_days_mean_3": mean(before(3).map(\.days)),
      "minutes_mean_3": mean(before(3).map(\.minutes)), "minutes_mean_6": mean(minutes),
      "minutes_mean_12": year, "minutes_std_6": deviation(minutes),
      "minutes_min_6": minutes.min() ?? .nan, "minutes_max_6": minutes.max() ?? .nan,
      "minutes_trend_6": slope(minutes),
      "minutes_recent_share": year > 0 ? mean(before(3).map(\.minutes)) / year : .nan,
      "spend_mean_3": mean(before(3).map(\.spend)), "spend_mean_12": mean(before(12).map(\.spend)),
      "spend_std_6": deviation(spend), "spend_min_6": spend.min() ?? .nan,
      "spend_max_6": spend.max() ?? .nan, "spend_trend_6": slope(spend),
      "support_calls_1": lag(1, \.support),
      "support_calls_3": before(3).map(\.support).reduce(0, +),
      "late_payments_6": before(6).map(\.late).reduce(0, +),
      "silent_months_12": Double(before(12).count { $0.days == 0 }), "season_sin_1": sin(angle),
      "season_cos_1": cos(angle), "season_sin_2": sin(2 * angle), "season_cos_2": cos(2 * angle),
    ]
  }
}
