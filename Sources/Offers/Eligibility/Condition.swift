/// One condition on a customer's profile, such as `age >= 25` or `job in (student, retired)`.
///
/// Numbers are compared as numbers, anything else by its exact spelling. A column that is missing
/// or that the profile lacks fails every condition, also `!=` and `not in`: nobody is shown an
/// offer on the strength of not knowing.
public struct Condition: Sendable, Hashable {
  /// The column that is looked at.
  public let column: String
  /// What must hold of its value.
  public let test: Test

  /// The forms of a condition.
  public enum Test: Sendable, Hashable {
    /// `<`, `<=`, `>` or `>=` a number.
    case order(Order, Double)
    /// Both bounds included.
    case between(Double, Double)
    /// `=` and `in`: one of the spellings; never empty.
    case oneOf([String])
    /// `!=` and `not in`: none of the spellings; never empty.
    case noneOf([String])
  }

  /// How a number is compared.
  public enum Order: String, Sendable, Hashable, CaseIterable {
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
  }

  /// Makes a condition.
  public init(column: String, test: Test) {
    self.column = column
    self.test = test
  }

  /// Whether the profile fulfils the condition.
  public func allows(_ profile: CustomerProfile) -> Bool { reasonAgainst(profile) == nil }

  /// Why the profile fails, in words such as `age 22 is under 25`; `nil` if it does not.
  public func reasonAgainst(_ profile: CustomerProfile) -> String? {
    guard let value = profile[column] else { return "\(column) is not known" }
    if value == .missing { return "\(column) is missing" }
    switch test {
    case .order(let order, let bound):
      guard let number = value.number else { return "\(column) \(value) is no number" }
      return Self.holds(number, order, bound) ? nil : reason(number, order, bound)
    case .between(let low, let high):
      guard let number = value.number else { return "\(column) \(value) is no number" }
      if number < low { return reason(number, .greaterOrEqual, low) }
      return number > high ? reason(number, .lessOrEqual, high) : nil
    case .oneOf(let options):
      if options.contains(where: { value.equals($0) }) { return nil }
      if options.count == 1 { return "\(column) \(value) is not \(options[0])" }
      return "\(column) \(value) is none of \(options.joined(separator: ", "))"
    case .noneOf(let options):
      return options.contains { value.equals($0) } ? "\(column) \(value) is excluded" : nil
    }
  }

  static func holds(_ number: Double, _ order: Order, _ bound: Double) -> Bool {
    switch order {
    case .less: number < bound
    case .lessOrEqual: number <= bound
    case .greater: number > bound
    case .greaterOrEqual: number >= bound
    }
  }

  private func reason(_ number: Double, _ order: Order, _ bound: Double) -> String {
    let words =
      switch order {
      case .less: "is not under"
      case .lessOrEqual: "is over"
      case .greater: "is not over"
      case .greaterOrEqual: "is under"
      }
    return "\(column) \(ProfileValue.number(number)) \(words) \(ProfileValue.number(bound))"
  }
}

extension Condition: CustomStringConvertible {
  /// The condition as it is written in a catalogue; parsing it gives the same condition.
  public var description: String {
    let column = Self.quoted(column)
    switch test {
    case .order(let order, let bound):
      return "\(column) \(order.rawValue) \(ProfileValue.number(bound))"
    case .between(let low, let high):
      return "\(column) between \(ProfileValue.number(low)) and \(ProfileValue.number(high))"
    case .oneOf(let options) where options.count == 1:
      return "\(column) = \(Self.quoted(options[0]))"
    case .noneOf(let options) where options.count == 1:
      return "\(column) != \(Self.quoted(options[0]))"
    case .oneOf(let options):
      return "\(column) in (\(options.map(Self.quoted).joined(separator: ", ")))"
    case .noneOf(let options):
      return "\(column) not in (\(options.map(Self.quoted).joined(separator: ", ")))"
    }
  }

  /// The text in quotes unless the parser reads it whole without them.
  static func quoted(_ text: String) -> String {
    let special = "(),;<>=!'\" \t"
    let word = ["and", "in", "not", "between"].contains(text.lowercased())
    if !text.isEmpty && !word && !text.contains(where: special.contains) { return text }
    if !text.contains("'") { return "'\(text)'" }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }
}

extension Condition: Codable {
  /// Reads a condition from its text.
  public init(from decoder: any Decoder) throws {
    self = try Condition(try decoder.singleValueContainer().decode(String.self))
  }

  /// Writes the condition as text.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
