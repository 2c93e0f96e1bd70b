import Foundation
public import Offers
public import Tabular

/// How one column of a profile is edited.
public struct ProfileField: Sendable, Equatable {
  /// The column.
  public let column: String
  /// What the column describes.
  public let scope: ColumnScope
  /// The values that it may take.
  public let domain: Domain
  /// How customers have the numbers; `nil` unless it is a number.
  public let ladder: NumberLadder?
  /// Whether somebody can change it for a customer: as the description says, or every column of the
  /// customer where it says nothing.
  public let isActionable: Bool
  private let storage: Storage

  /// The values that a field may take.
  public enum Domain: Sendable, Equatable {
    /// A number; the range seen in the data, and the size of a fine step.
    case number(range: ClosedRange<Double>, step: Double)
    /// One of some spellings: a flag's two, or a category's levels.
    case choice([String])
    /// Anything that the column can store; not stepped through.
    case free
  }

  /// How far a step goes.
  public enum Stride: String, Codable, Sendable {
    /// By a small round number.
    case fine
    /// Past about a twentieth of the customers.
    case usual
    /// Past about a quarter of the customers.
    case coarse
  }

  /// How the column keeps what is typed.
  private enum Storage: Sendable, Equatable {
    case single
    case double
    /// A flag spelt 0 and 1.
    case digits
    case date
    case text
  }

  init?(_ name: String, in data: OpenedData) {
    guard let column = data.dataset.table[name] else { return nil }
    self.column = name
    let scope = data.description?.scopes?[name] ?? .customer
    self.scope = scope
    isActionable =
      scope == .customer && data.description?.actionable.map { $0.contains(name) } ?? true
    switch column.values {
    case .flag(_, let labels):
      (domain, ladder) = (.choice([labels.zero, labels.one]), nil)
      storage = labels == .digits ? .digits : .text
    case .category(_, let levels):
      (domain, ladder) = (.choice(levels), nil)
      storage = .text
    case .float:
      ladder = NumberLadder(column) { Double("\(Float($0))") ?? $0 }
      domain = Self.domain(of: ladder)
      storage = .single
    case .double:
      ladder = NumberLadder(column) { $0 }
      domain = Self.domain(of: ladder)
      storage = .double
    case .date:
      (domain, ladder) = (.free, nil)
      storage = .date
    case .text:
      (domain, ladder) = (.free, nil)
      storage = .text
    }
  }

  private static func domain(of ladder: NumberLadder?) -> Domain {
    ladder.map { .number(range: $0.range, step: $0.fineStep) } ?? .free
  }

  /// The value after one step up or down: numbers stay in range, choices go round, a missing value
  /// becomes the first. A number beyond the range comes back to it, and goes no further away.
  public func stepped(
    _ value: ProfileValue, direction: Int, by stride: Stride = .usual
  ) -> ProfileValue {
    switch domain {
    case .number(let range, let step):
      guard let number = value.number else { return .number(range.lowerBound) }
      if number > range.upperBound {
        return direction < 0 ? .number(range.upperBound) : value
      }
      if number < range.lowerBound {
        return direction > 0 ? .number(range.lowerBound) : value
      }
      switch stride {
      case .fine:
        // Rounded to the step's grid, so that tenths show as tenths.
        let moved = ((number / step).rounded() + Double(direction.signum())) * step
        return .number(min(max(NumberLadder.tidy(moved), range.lowerBound), range.upperBound))
      case .usual: return .number(stop(from: number, by: direction.signum()))
      case .coarse: return .number(stop(from: number, by: 5 * direction.signum()))
      }
    case .choice(let spellings):
      guard !spellings.isEmpty else { return value }
      let position = spellings.firstIndex { value.equals($0) }
      let next = position.map { $0 + direction.signum() } ?? 0
      return self.value(ofLevel: spellings[(next + spellings.count) % spellings.count])
    case .free:
      return value
    }
  }

  /// The stop of the ladder so many stops above, or below; the last one where there are not so many.
  private func stop(from number: Double, by count: Int) -> Double {
    guard let stops = ladder?.stops, let last = stops.last, let first = stops.first else {
      return number
    }
    if count > 0 {
      let next = stops.firstIndex { $0 > number } ?? stops.count - 1
      return max(number, stops[min(next + count - 1, stops.count - 1)], min(number, last))
    }
    let before = stops.lastIndex { $0 < number } ?? 0
    return min(number, stops[max(0, before + count + 1)], max(number, first))
  }

  /// Whether a value may stand in this field; missing always may, and so may numbers beyond the range.
  public func accepts(_ value: ProfileValue) -> Bool {
    if value == .missing { return true }
    if case .choice(let spellings) = domain { return spellings.contains { value.equals($0) } }
    switch storage {
    case .single: return value.number.map { Float($0).isFinite } ?? false
    case .double, .digits: return value.number != nil
    case .date, .text: return true
    }
  }

  /// The value that a spelling stands for in this column; `nil` where it can't.
  ///
  /// Blank is missing. A choice is found letter by letter first, then as a number, so that `1` finds
  /// the level `1.0`; text is kept as it is.
  public func value(spelling text: String) -> ProfileValue? {
    if case .choice(let spellings) = domain {
      if spellings.contains(text) { return value(ofLevel: text) }
      let trimmed = text.trimmingCharacters(in: .whitespaces)
      if trimmed.isEmpty { return .missing }
      let typed = ProfileValue(spelling: trimmed)
      return spellings.first { typed.equals($0) }.map(value(ofLevel:))
    }
    let trimmed = text.trimmingCharacters(in: .whitespaces)
    if trimmed.isEmpty { return .missing }
    switch storage {
    case .text: return .text(text)
    case .date: return .text(trimmed)
    case .single, .double, .digits:
      guard let number = ProfileValue.text(trimmed).number else { return nil }
      let value = ProfileValue.number(number)
      return accepts(value) ? value : nil
    }
  }

  /// A level as rows of the table have it: a number only where the flag is spelt 0 and 1.
  private func value(ofLevel level: String) -> ProfileValue {
    storage == .digits ? ProfileValue(spelling: level) : .text(level)
  }

  /// Whether a number lies beyond what the data hold, so that no model has seen its like.
  public func isBeyondRange(_ value: ProfileValue) -> Bool {
    guard case .number(let range, _) = domain, let number = value.number else { return false }
    return !range.contains(number)
  }

  /// Every value that a search may propose, in ascending order: of a number, those about a fortieth of
  /// the customers apart, without the rarest at both ends; or all levels; empty for anything else.
  public var reachableValues: [ProfileValue] {
    switch domain {
    case .number: return (ladder?.grid ?? []).map(ProfileValue.number)
    case .choice(let spellings): return spellings.map(value(ofLevel:))
    case .free: return []
    }
  }

  /// How large the change from one value to another is: of a number, the share of the customers who
  /// lie between, 0…1; 1 for another level, or from or to missing.
  public func size(from before: ProfileValue, to after: ProfileValue) -> Double {
    if before == after { return 0 }
    guard let ladder, let old = before.number, let new = after.number else { return 1 }
    return ladder.share(between: old, new)
  }

  /// What may stand in this field, as the end of a sentence about its column.
  public var words: String {
    if case .choice(let spellings) = domain {
      return "is one of " + spellings.prefix(12).joined(separator: ", ")
        + (spellings.count > 12 ? ", …" : "")
    }
    return switch storage {
    case .single, .double, .digits: "is a number"
    case .date: "is a date such as 2026-03-31"
    case .text: "takes anything"
    }
  }
}
