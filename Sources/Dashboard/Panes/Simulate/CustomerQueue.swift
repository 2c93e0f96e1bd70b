public import Modelling
import TerminalKit
public import Workbench

/// Customers to go through one after the other: those that a search found, or the most surprising.
public struct CustomerQueue: Sendable, Equatable {
  /// What they have in common.
  public var title: String
  /// Their rows, counted from 0.
  public var rows: [Int]
  /// What is remarkable of each, a sentence a row; empty for a search.
  public var remarks: [String] = []
  /// The one that is shown.
  public var place = 0
  /// How surprise is measured; `nil` for a search.
  public var measure: SurprisingCustomers.Measure?
  /// The model that is surprised.
  public var kind: ModelKind?

  /// The queue of the most surprising customers.
  init(_ surprising: SurprisingCustomers, of kind: ModelKind, positive: String, negative: String) {
    measure = surprising.measure
    self.kind = kind
    rows = surprising.customers.map(\.row)
    title =
      surprising.measure == .outcome
      ? "most surprising to \(kind.label)" : "most disputed by the models"
    remarks = surprising.customers.map { customer in
      let outcome = customer.isPositive ? positive : negative
      let low = NumberText.percent(customer.low, digits: 1)
      return surprising.measure == .outcome
        ? "\(kind.label) said \(low), and it was \(outcome)."
        : "The models say \(low) to \(NumberText.percent(customer.high, digits: 1)); it was \(outcome)."
    }
  }

  /// The queue of what was found.
  init(found rows: [Int], title: String) {
    self.title = title
    self.rows = rows
  }

  /// The place and what is remarkable there, for the status line.
  var words: String {
    let remark = remarks.indices.contains(place) ? " " + remarks[place] : ""
    let count = NumberText.grouped(rows.count)
    return "\(NumberText.grouped(place + 1)) of \(count), \(title).\(remark) [ and ] go on."
  }
}
