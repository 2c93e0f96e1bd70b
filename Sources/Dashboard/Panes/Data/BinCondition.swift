import Foundation
import Offers
import Tabular

/// The condition on the rows of a bin. Its bounds are as short as numbers and dates can be that
/// divide the rows just as the bounds of the bin do.
enum BinCondition {
  /// The text of the filter; `nil` for a bin without bounds.
  ///
  /// - Parameter isLast: whether the upper bound belongs to the bin.
  static func text(of bin: ColumnProfile.Bin, in column: Column, isLast: Bool) -> String? {
    guard let lower = bin.lower, let upper = bin.upper else { return nil }
    let isDate = column.kind == .date
    if lower == upper, !isDate {
      return Condition(column: column.name, test: .between(lower, upper)).description
    }
    let least = bound(lower, .greaterOrEqual, column)
    let most = bound(upper, isLast || lower == upper ? .lessOrEqual : .less, column)
    return "\(least) and \(most)"
  }

  private static func bound(_ edge: Double, _ order: Condition.Order, _ column: Column) -> String {
    let gap = Gap(around: edge, isEdgeBelow: order == .lessOrEqual, in: column)
    if case .date = column.values {
      // The name as a condition on a number would quote it.
      let number = Condition(column: column.name, test: .order(order, 0)).description
      return String(number.dropLast()) + gap.shortestDate(edge)
    }
    return Condition(column: column.name, test: .order(order, gap.shortest(edge))).description
  }

  /// What lies between the values on both sides of an edge.
  private struct Gap {
    /// The largest value before the edge.
    var below = -Double.infinity
    /// The smallest value behind it.
    var above = Double.infinity
    /// Whether a value at the edge lies before it.
    let isEdgeBelow: Bool

    init(around edge: Double, isEdgeBelow: Bool, in column: Column) {
      self.isEdgeBelow = isEdgeBelow
      switch column.values {
      case .float(let numbers): for number in numbers { take(Double(number), edge) }
      case .double(let numbers): for number in numbers { take(number, edge) }
      default:
        for row in 0..<column.count { if let number = column.number(row) { take(number, edge) } }
      }
    }

    private mutating func take(_ number: Double, _ edge: Double) {
      guard number.isFinite else { return }
      if isEdgeBelow ? number <= edge : number < edge {
        below = max(below, number)
      } else {
        above = min(above, number)
      }
    }

    /// Whether the values on both sides stay there with another edge.
    private func contains(_ edge: Double) -> Bool {
      isEdgeBelow ? below <= edge && edge < above : below < edge && edge <= above
    }

    /// The edge rounded to as few digits as divide the values alike.
    func shortest(_ edge: Double) -> Double {
      let whole = edge.rounded(isEdgeBelow ? .down : .up)
      for digits in 0..<17 {
        if let rounded = Double(String(format: "%.\(digits)e", edge)), contains(rounded) {
          return rounded != rounded.rounded() && contains(whole) ? whole : rounded
        }
      }
      return edge
    }

    /// The nearest day, second or microsecond that divides the dates alike.
    func shortestDate(_ edge: Double) -> String {
      let day = Column.microsecondsPerDay
      for unit in [day, 1_000_000] {
        let steps = edge * day / unit
        for rounded in [steps.rounded(), steps.rounded(.up), steps.rounded(.down)]
        where contains(rounded * unit / day) {
          return DateBound.text(microseconds: Int64(rounded * unit))
        }
      }
      return DateBound.text(
        microseconds: Int64((edge * day).rounded(isEdgeBelow ? .down : .up)))
    }
  }
}
