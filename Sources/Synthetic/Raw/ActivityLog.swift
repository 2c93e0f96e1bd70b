import Foundation
import Tabular

/// The monthly activity of a subscription's customers, of whom some leave; each customer's part is written
/// before the next is made, so that any size fits.
///
/// Whether a customer leaves in a month depends on what lay strictly before it, so a feature that looks
/// into the month or past it shows as an AUC above ``Truth/attainableROCAUC``. Customers pause for two
/// months at most, so that three silent months are a leave and nothing else.
public enum ActivityLog {
  /// What the generator knows.
  public struct Truth: Sendable, Equatable {
    /// The lines of activity.
    public var rows: Int
    /// The customers.
    public var customers: Int
    /// Those that left.
    public var gone: Int
    /// ROC-AUC of the true probabilities over the months of `truth.csv`; no honest feature does better by
    /// more than chance.
    public var attainableROCAUC: Double
  }

  /// The first month: 2022-01, counted from January 1970.
  static let firstMonth = 52 * 12
  /// The months that the table covers.
  static let monthCount = 36

  /// Writes `activity.csv` and `customers.csv`, and `truth.csv`: for each customer and month after one
  /// of activity, the true probability of leaving in it, and whether the customer left.
  ///
  /// - Parameter rows: lines of activity, rounded up to whole customers.
  /// - Throws: `TabularError` naming the file that can't be written.
  public static func write(to folder: String, rows: Int, seed: UInt64) throws -> Truth {
    precondition(rows >= 1, "A log has at least one line.")
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw TabularError(
        .notWritten, "\(folder) can't be made; check the permissions of the folder above it.")
    }
    var generator = SeededGenerator(seed: seed)
    var outcome = Truth(rows: 0, customers: 0, gone: 0, attainableROCAUC: 0)
    var tally = ScoreTally()
    try AtomicFile.write(to: "\(folder)/activity.csv") { activity in
      try activity.write(
        "customer_id,month,active_days,minutes,spend,support_calls,late_payments\n")
      try AtomicFile.write(to: "\(folder)/customers.csv") { customers in
        try customers.write("customer_id,plan,region\n")
        try AtomicFile.write(to: "\(folder)/truth.csv") { truth in
          try truth.write("customer_id,month,attainable_probability,churned\n")
          while outcome.rows < rows {
            outcome.customers += 1
            var subscriber = ActivitySubscriber(number: outcome.customers, using: &generator)
            subscriber.live(using: &generator)
            try activity.write(subscriber.activityLines)
            try customers.write(subscriber.customerLine)
            try truth.write(subscriber.truthLines)
            outcome.rows += subscriber.lineCount
            outcome.gone += subscriber.hasLeft ? 1 : 0
            for (probability, isLeaving) in subscriber.probabilities {
              tally.add(probability, isPositive: isLeaving)
            }
          }
        }
      }
    }
    outcome.attainableROCAUC = tally.rocAUC
    return outcome
  }
}
