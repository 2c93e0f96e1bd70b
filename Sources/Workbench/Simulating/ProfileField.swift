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
  private let storage: Storage

  /// The values that a field may take.
  public enum Domain: Sendable, Equatable {
    /// A number; the range seen in the data, and the size of a step.
    case number(range: ClosedRange<Double>, step: Double)
    /// One of some spellings: a flag's two, or a category's levels.
    case choice([String])
    /// Anything that the column can store; not stepped through.
    case free
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
    scope = data.description?.scopes?[name] ?? .customer
    switch column.values {
    case .flag(_, let labels):
      domain = .choice([labels.zero, labels.one])
      storage = labels == .digits ? .digits : .text
    case .category(_, let levels):
      domain = .choice(levels)
      storage = .text
    case .float:
      domain = Self.numbers(of: column) { Double("\(Float($0))") ?? $0 }
      storage = .single
    case .double:
      domain = Self.numbers(of: column) { $0 }
      storage = .double
    case .date:
      domain = .free
      storage = .date
    case .text:
      domain = .free
      storage = .text
    }
  }

  private static func numbers(of column: Column, spelt: (Double) -> Double) -> Domain {
    var low = Double.infinity
    var high = -Double.infinity
    var isWhole = true
    for row in 0..<column.count {
      guard let number = column.number(row), number.isFinite else { continue }
      low = min(low, number)
      high = max(high, number)
      isWhole = isWhole && number == number.rounded()
    }
    guard low <= high else { return .free }
    // As the file spells them, so that a step to the end shows 95.39 and not its 32-bit neighbour.
    (low, high) = (spelt(low), spelt(high))
    // About forty steps from end to end, of 1, 2 or 5 times a power of ten.
    let raw = (high - low) / 40
    guard raw > 0, raw.isFinite else { return .number(range: low...high, step: 1) }
    let power = pow(10, floor(log10(raw)))
    let step = [1, 2, 5, 10].map { $0 * power }.first { $0 >= raw } ?? raw
    return .number(range: low...high, step: isWhole ? max(1, step) : step)
  }

  /// The value after one step up or down: numbers stay in range, choices go round, a missing value
  /// becomes the first. A number beyond the range comes back to it, and goes no further away.
  public func stepped(_ value: ProfileValue, direction: Int) -> ProfileValue {
    switch domain {
    case .number(let range, let step):
      guard let number = value.number else { return .number(range.lowerBound) }
      if number > range.upperBound {
        return direction < 0 ? .number(range.upperBound) : value
      }
      if number < range.lowerBound {
        return direction > 0 ? .number(range.lowerBound) : value
      }
      // Rounded to the step's grid, so that tenths show as tenths.
      let moved = ((number / step).rounded() + Double(direction.signum())) * step
      let tidy = (moved * 1e9).rounded() / 1e9
      return .number(min(max(tidy, range.lowerBound), range.upperBound))
    case .choice(let spellings):
      guard !spellings.isEmpty else { return value }
      let position = spellings.firstIndex { value.equals($0) }
      let next = position.map { $0 + direction.signum() } ?? 0
      return self.value(ofLevel: spellings[(next + spellings.count) % spellings.count])
    case .free:
      return value
    }
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

  /// Every value that steps can reach, in ascending order: the grid of a number with both ends, or all
  /// levels; empty for anything else.
  public var reachableValues: [ProfileValue] {
    switch domain {
    case .number(let range, _):
      var values = [ProfileValue.number(range.lowerBound)]
      while let last = values.last, values.count < 200 {
        let next = stepped(last, direction: 1)
        if next == last { break }
        values.append(next)
      }
      return values
    case .choice(let spellings): return spellings.map(value(ofLevel:))
    case .free: return []
    }
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
