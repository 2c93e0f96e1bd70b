import Modelling

/// Values of settings as they stand on screen.
enum SettingWords {
  /// A value in the characters that the terminal can show.
  static func text(_ value: Double, of definition: SettingDefinition, isASCII: Bool) -> String {
    let text = definition.text(value)
    return isASCII ? ascii(text) : text
  }

  /// Signs of mathematics in letters.
  static func ascii(_ text: String) -> String { text.replacing("√", with: "sqrt ") }

  /// From the least to the most, and what one value means instead of itself.
  static func range(_ range: ClosedRange<Double>, of definition: SettingDefinition) -> String {
    let words =
      "\(TrainPane.plainText(range.lowerBound)) to \(TrainPane.plainText(range.upperBound))"
    guard let special = definition.special else { return words }
    return "\(words), \(TrainPane.plainText(special.value)) is \(special.title)"
  }
}
