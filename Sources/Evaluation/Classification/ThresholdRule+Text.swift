import Foundation

extension ThresholdRule {
  /// Reads a rule: `f1`, `profit:cost=1,margin=20`, the same with `,capacity=500`, `precision:0.8`,
  /// `recall:0.7` or `top:0.1`.
  ///
  /// A capacity from 1 on is a number of customers and becomes a share of `customers`, at most all; one
  /// below 1 is a share already.
  ///
  /// - Parameter customers: how many customers there are; above 0.
  /// - Throws: ``EvaluationError`` with `invalidRule`, naming what is wrong and how it is written.
  public init(parsing text: String, customers: Int) throws(EvaluationError) {
    precondition(customers > 0, "A capacity is a share of some customers.")
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let name = parts[0].trimmingCharacters(in: .whitespaces)
    let value = parts.count == 2 ? parts[1].trimmingCharacters(in: .whitespaces) : nil
    switch (name, value) {
    case ("f1", nil): self = .bestF1
    case ("profit", let value):
      self = try Self.profit(
        NamedNumbers(value ?? "", of: "threshold rule “\(text)”"), text, customers: customers)
    case ("precision", let value): self = .precision(atLeast: try Self.share(value, text))
    case ("recall", let value): self = .recall(atLeast: try Self.share(value, text))
    case ("top", let value): self = .topShare(try Self.share(value, text))
    default:
      throw EvaluationError(
        .invalidRule,
        "The threshold rule “\(text)” is not known; use f1, profit:cost=1,margin=20, precision:0.8, "
          + "recall:0.7 or top:0.1.")
    }
  }

  private static func share(_ value: String?, _ text: String) throws(EvaluationError) -> Double {
    guard let share = value.flatMap(Double.init), share > 0, share <= 1 else {
      throw EvaluationError(
        .invalidRule,
        "The threshold rule “\(text)” has no share above 0 and at most 1; write it as precision:0.8, "
          + "recall:0.7 or top:0.1.")
    }
    return share
  }

  private static func profit(
    _ numbers: NamedNumbers, _ text: String, customers: Int
  ) throws(EvaluationError) -> ThresholdRule {
    func refusal(_ what: String) -> EvaluationError {
      EvaluationError(
        .invalidRule,
        "The threshold rule “\(text)” \(what); write it as profit:cost=1,margin=20 or "
          + "profit:cost=1,margin=20,capacity=500.")
    }
    if let stray = numbers.keys.first(where: { !["cost", "margin", "capacity"].contains($0) }) {
      throw refusal("has a \(stray), which profit does not know")
    }
    guard let margin = numbers["margin"], margin > 0 else {
      throw refusal("needs a margin above 0, what a conversion earns")
    }
    let cost = numbers["cost"] ?? 0
    guard cost >= 0 else { throw refusal("has a negative cost; a contact costs 0 or more") }
    var share: Double?
    if let capacity = numbers["capacity"] {
      guard capacity > 0 else {
        throw refusal("has a capacity of \(capacity); at least one customer must be reachable")
      }
      guard capacity < 1 || capacity == capacity.rounded() else {
        throw refusal("has a capacity of \(capacity) customers, which is no whole number")
      }
      share = capacity < 1 ? capacity : min(1, capacity / Double(customers))
    }
    return .bestProfit(margin: margin, cost: cost, capacity: share)
  }

  /// The form that ``init(parsing:customers:)`` reads, capacities as shares.
  public var text: String {
    switch self {
    case .bestF1: "f1"
    case .bestProfit(let margin, let cost, let capacity):
      // A capacity of all is no limit, and 1 would be read as one customer.
      "profit:cost=\(cost),margin=\(margin)"
        + (capacity.map { $0 < 1 ? ",capacity=\($0)" : "" } ?? "")
    case .precision(let least): "precision:\(least)"
    case .recall(let least): "recall:\(least)"
    case .topShare(let share): "top:\(share)"
    }
  }

  /// What a conversion earns and a contact costs, where the rule is about profit.
  public var economics: (margin: Double, cost: Double)? {
    if case .bestProfit(let margin, let cost, _) = self { (margin, cost) } else { nil }
  }

  /// The most that can be contacted, as a share of the rows; `nil` for no limit.
  public var capacity: Double? {
    if case .bestProfit(_, _, let capacity) = self { capacity } else { nil }
  }

  /// The most of so many customers that can be contacted; `nil` for no limit.
  public func mostContacts(of customers: Double) -> Double? {
    capacity.map {
      ScoreBlocks.weight(ofTop: $0, rowCount: customers, totalWeight: customers)
    }
  }
}

/// Numbers by name, as in `cost=1,margin=20`.
struct NamedNumbers {
  private(set) var keys: [String] = []
  private var values: [String: Double] = [:]

  /// - Throws: ``EvaluationError`` with `invalidRule` for a part that is no `name=number`, or one that
  ///   comes twice.
  init(_ list: String, of what: String) throws(EvaluationError) {
    for part in list.split(separator: ",") {
      let sides = part.split(separator: "=", omittingEmptySubsequences: false)
        .map { $0.trimmingCharacters(in: .whitespaces) }
      guard sides.count == 2, !sides[0].isEmpty, let value = Double(sides[1]), value.isFinite else {
        throw EvaluationError(
          .invalidRule, "The \(what) holds “\(part)”, which is not of the form name=number.")
      }
      guard values.updateValue(value, forKey: sides[0]) == nil else {
        throw EvaluationError(.invalidRule, "The \(what) gives \(sides[0]) twice; leave one out.")
      }
      keys.append(sides[0])
    }
  }

  subscript(key: String) -> Double? { values[key] }
}
