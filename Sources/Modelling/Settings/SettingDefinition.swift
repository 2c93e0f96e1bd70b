/// One hyperparameter as people edit it: its key, its range and its step.
public struct SettingDefinition: Sendable, Equatable {
  /// The key in configuration files and commands, the same for every model that has it.
  public let key: String
  /// The name on screen.
  public let title: String
  /// What it does, in one phrase.
  public let help: String
  /// The value when nothing is said.
  public let standard: Double
  /// The allowed values.
  public let range: ClosedRange<Double>
  /// How one step changes it.
  public let step: Step
  /// What one value means instead of itself, such as 0 for "no limit".
  public let special: (value: Double, title: String)?

  /// How a value moves by one key press.
  public enum Step: Sendable, Equatable {
    /// By adding; whole numbers only.
    case whole(Int)
    /// By adding.
    case plus(Double)
    /// By multiplying.
    case times(Double)
    /// To the next of these names; the value is a place among them.
    case choice([String])
  }

  /// A choice among names; the first is the standard.
  init(_ key: String, _ title: String, choices: [String], help: String) {
    self.init(
      key, title, 0, 0...Double(choices.count - 1), .choice(choices), help: help)
  }

  init(
    _ key: String, _ title: String, _ standard: Double, _ range: ClosedRange<Double>, _ step: Step,
    special: (value: Double, title: String)? = nil, help: String
  ) {
    self.key = key
    self.title = title
    self.standard = standard
    self.range = range
    self.step = step
    self.special = special
    self.help = help
  }

  /// The value after a step up (`direction` above 0) or down, inside the range.
  public func stepped(_ value: Double, direction: Int) -> Double {
    let moved: Double
    switch step {
    case .whole(let amount): moved = value + Double(amount * direction.signum())
    case .plus(let amount):
      // Rounded to the step's grid, so that 0.1 + 0.1 + 0.1 shows as 0.3.
      moved = ((value / amount).rounded() + Double(direction.signum())) * amount
    case .times(let factor): moved = direction > 0 ? value * factor : value / factor
    case .choice: moved = value.rounded() + Double(direction.signum())
    }
    return min(max(moved, range.lowerBound), range.upperBound)
  }

  /// The value as it stands on screen.
  public func text(_ value: Double) -> String {
    if let special, special.value == value { return special.title }
    if case .choice(let names) = step, let place = Int(exactly: value),
      names.indices.contains(place)
    {
      return names[place]
    }
    return number(value)
  }

  /// The value that a text stands for: a number, the name of a choice, or what one value means
  /// instead of itself; `nil` for anything else.
  public func value(reading text: String) -> Double? {
    if let number = Double(text) { return number }
    if let special, special.title == text { return special.value }
    guard case .choice(let names) = step else { return nil }
    return names.firstIndex(of: text).map(Double.init)
  }

  /// What is allowed, as the end of a sentence.
  var allowed: String {
    if case .choice(let names) = step {
      return "must be "
        + names.enumerated().map { "\($0) (\($1))" }.joined(separator: ", ")
    }
    return "must lie between \(number(range.lowerBound)) and \(number(range.upperBound))"
  }

  /// Whether only whole numbers are allowed.
  var isWhole: Bool {
    switch step {
    case .whole, .choice: true
    case .plus, .times: false
    }
  }

  /// The value as a number, whole ones without decimals.
  func number(_ value: Double) -> String {
    if value == value.rounded(), abs(value) < 1e9 { return String(Int(value)) }
    let rounded = (value * 1e4).rounded() / 1e4
    return "\(rounded)"
  }

  /// Two definitions are equal when their keys and ranges are.
  public static func == (left: SettingDefinition, right: SettingDefinition) -> Bool {
    left.key == right.key && left.range == right.range && left.standard == right.standard
      && left.step == right.step
  }
}
