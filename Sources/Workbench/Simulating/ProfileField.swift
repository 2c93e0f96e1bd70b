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

  /// The values that a field may take.
  public enum Domain: Sendable, Equatable {
    /// A number inside the range seen in the data, and the size of a step.
    case number(range: ClosedRange<Double>, step: Double)
    /// One of some spellings: a flag's two, or a category's levels.
    case choice([String])
    /// Anything; not stepped through.
    case free
  }

  init?(_ name: String, in data: OpenedData) {
    guard let column = data.dataset.table[name] else { return nil }
    self.column = name
    scope = data.description?.scopes?[name] ?? .customer
    switch column.values {
    case .flag(_, let labels): domain = .choice([labels.zero, labels.one])
    case .category(_, let levels): domain = .choice(levels)
    case .float, .double: domain = Self.numbers(of: column)
    case .date, .text: domain = .free
    }
  }

  private static func numbers(of column: Column) -> Domain {
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
    // About forty steps from end to end, of 1, 2 or 5 times a power of ten.
    let raw = (high - low) / 40
    guard raw > 0 else { return .number(range: low...high, step: 1) }
    let power = pow(10, floor(log10(raw)))
    let step = [1, 2, 5, 10].map { $0 * power }.first { $0 >= raw } ?? raw
    return .number(range: low...high, step: isWhole ? max(1, step) : step)
  }

  /// The value after one step up or down: numbers stay in range, choices go round, a missing value
  /// becomes the first.
  public func stepped(_ value: ProfileValue, direction: Int) -> ProfileValue {
    switch domain {
    case .number(let range, let step):
      guard let number = value.number else { return .number(range.lowerBound) }
      // Rounded to the step's grid, so that tenths show as tenths.
      let moved = ((number / step).rounded() + Double(direction.signum())) * step
      let tidy = (moved * 1e9).rounded() / 1e9
      return .number(min(max(tidy, range.lowerBound), range.upperBound))
    case .choice(let spellings):
      guard !spellings.isEmpty else { return value }
      let position = spellings.firstIndex { value.equals($0) }
      let next = position.map { $0 + direction.signum() } ?? 0
      return ProfileValue(spelling: spellings[(next + spellings.count) % spellings.count])
    case .free:
      return value
    }
  }

  /// Whether a value may stand in this field; missing always may.
  public func accepts(_ value: ProfileValue) -> Bool {
    switch domain {
    case .number: value == .missing || value.number != nil
    case .choice(let spellings): value == .missing || spellings.contains { value.equals($0) }
    case .free: true
    }
  }

  /// What may stand in this field, as the end of a sentence about its column.
  var words: String {
    switch domain {
    case .number: "is a number"
    case .choice(let spellings):
      "is one of " + spellings.prefix(12).joined(separator: ", ")
        + (spellings.count > 12 ? ", …" : "")
    case .free: "takes anything"
    }
  }
}
