import Foundation

/// How a threshold is to be chosen.
public enum ThresholdRule: Sendable, Hashable, Codable {
  /// The highest F1.
  case bestF1
  /// The highest profit, with `margin` earned a conversion and `cost` paid a contact.
  ///
  /// `capacity` is the most rows that can be contacted, as a share above 0 and at most 1 of the rows, so
  /// that it means the same on validation rows as on all customers: 5,000 calls for 100,000
  /// customers are .05. `nil` is no limit.
  case bestProfit(margin: Double, cost: Double, capacity: Double? = nil)
  /// The most recall whose precision is at least this, 0…1.
  case precision(atLeast: Double)
  /// The fewest contacts whose recall is at least this, 0…1.
  case recall(atLeast: Double)
  /// As many contacts as fit in the ⌈share · n⌉ rows of this share, above 0 and at most 1.
  case topShare(Double)
}

extension ThresholdRule: CustomStringConvertible {
  /// The rule in words.
  public var description: String { words(customers: nil) }

  /// The rule in words, with a capacity in customers where their number is known.
  public func words(customers: Int?) -> String {
    switch self {
    case .bestF1: "best F1"
    case .bestProfit(let margin, let cost, let capacity):
      "best profit at margin \(Self.short(margin)) and cost \(Self.short(cost))"
        + (capacity.map { ", at most \(Self.limit($0, customers: customers))" } ?? "")
    case .precision(let least): "precision at least \(Self.short(least))"
    case .recall(let least): "recall at least \(Self.short(least))"
    case .topShare(let share): "top share \(Self.short(share))"
    }
  }

  /// A share as it was typed; one that was worked out of a number of customers as that number, or as
  /// a percentage where it is not known of how many.
  private static func limit(_ share: Double, customers: Int?) -> String {
    let most = customers.map {
      "\(grouped(Int((share * Double($0)).rounded()))) of \(grouped($0)) customers"
    }
    if Double(short(share)) == share {
      return "\(short(share)) of the rows" + (most.map { " (\($0))" } ?? "")
    }
    return most ?? "\(String(format: "%.3g", share * 100))% of the rows"
  }

  private static func grouped(_ count: Int) -> String {
    count.formatted(.number.locale(Locale(identifier: "en_US")))
  }

  /// Six digits are enough for people.
  private static func short(_ value: Double) -> String { String(format: "%.6g", value) }
}

/// Why a rule gives no threshold on some rows.
public struct ThresholdRefusal: Error, Sendable, Hashable, CustomStringConvertible {
  /// What kind of refusal it is.
  public let code: Code
  /// One or two sentences: why, and what to do about it.
  public let message: String

  /// The kinds of refusal.
  public enum Code: String, Sendable, Codable {
    /// There are no rows, or all weigh nothing.
    case noRows
    /// No row is positive, so neither precision nor recall means anything.
    case noPositives
    /// No threshold has the precision asked for.
    case precisionOutOfReach
    /// The rows that share the highest score are more than the share has room for.
    case shareBelowTies
  }

  init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  /// The message.
  public var description: String { message }
}
