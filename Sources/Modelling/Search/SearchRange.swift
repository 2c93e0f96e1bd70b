import Foundation

/// The values that a search may give to one setting.
public struct SearchRange: Sendable, Codable, Equatable {
  /// How values are drawn.
  public enum Scale: String, Sendable, Codable {
    /// Every value of the range is as likely.
    case even
    /// Every ratio is as likely: as many values from 0.01 to 0.1 as from 0.1 to 1.
    case logarithmic
    /// One of some values, each as likely.
    case choice
  }

  /// How values are drawn.
  public let scale: Scale
  /// The ends of the range, or the values to choose from.
  public let values: [Double]

  private init(_ scale: Scale, _ values: [Double]) {
    self.scale = scale
    self.values = values
  }

  /// All values of an interval, each as likely.
  public static func even(_ range: ClosedRange<Double>) -> SearchRange {
    SearchRange(.even, [range.lowerBound, range.upperBound])
  }

  /// All values of an interval, each ratio as likely.
  ///
  /// - Precondition: the interval is above 0.
  public static func logarithmic(_ range: ClosedRange<Double>) -> SearchRange {
    precondition(range.lowerBound > 0, "A logarithmic range lies above 0.")
    return SearchRange(.logarithmic, [range.lowerBound, range.upperBound])
  }

  /// Some values, each as likely; one value alone is always taken.
  ///
  /// - Precondition: there is a value.
  public static func choice(_ values: [Double]) -> SearchRange {
    precondition(!values.isEmpty, "A choice has a value.")
    return SearchRange(.choice, values)
  }

  /// Whether there is more than one value.
  var isOpen: Bool { values.contains { $0 != values[0] } }

  /// The value at a place in 0..<1: a whole one where the setting is, else rounded to four significant
  /// digits, so that what is written of a trial is all there is to know of it.
  func value(at place: Double, for definition: SettingDefinition) -> Double {
    let (low, high) = (values[0], values[values.count - 1])
    let value: Double
    switch scale {
    case .choice: return values[min(values.count - 1, Int(place * Double(values.count)))]
    case .even where definition.isWhole:
      // The ends are as likely as the others.
      value = (low + place * (high - low + 1)).rounded(.down)
    case .even: value = Self.rounded(low + place * (high - low))
    case .logarithmic where definition.isWhole:
      value = (low * exp(place * log((high + 1) / low))).rounded(.down)
    case .logarithmic: value = Self.rounded(low * exp(place * log(high / low)))
    }
    return min(max(value, low), high)
  }

  private static func rounded(_ value: Double) -> Double {
    guard value != 0, value.isFinite else { return value }
    // By way of text: powers of ten would leave tails such as 0.30000000000000004.
    return Double(String(format: "%.4g", value)) ?? value
  }
}

extension SearchRange {
  /// Reads `3..10`, `0.01..0.3:log`, a choice `50|100|200` or one value, for a setting.
  ///
  /// Names of choices and of special values stand for themselves, as in `depth|symmetric`.
  ///
  /// - Throws: ``ModellingError`` with the code `invalidSetting`: the text is none of these forms, or a
  ///   value is not allowed for the setting.
  public init(parsing text: String, for key: String, of kind: ModelKind) throws {
    let definition = try ModelSettings.requiredDefinition(key, of: kind)
    let fault = { (why: String) in
      ModellingError(
        .invalidSetting, "The range \(kind.rawValue).\(key)=\(text.prefix(80)) \(why).")
    }
    let value = { (text: Substring) throws -> Double in
      let word = text.trimmingCharacters(in: .whitespaces)
      guard let value = definition.value(reading: word), value.isFinite else {
        throw fault(
          "is not understood; write it as 3..10, 0.01..0.3:log, a choice 50|100 or one value")
      }
      var checked = ModelSettings(kind)
      try checked.set(key, to: value)
      return value
    }
    guard let dots = text.firstRange(of: "..") else {
      self = .choice(try text.split(separator: "|", omittingEmptySubsequences: false).map(value))
      return
    }
    var upper = text[dots.upperBound...]
    let isLogarithmic = upper.hasSuffix(":log")
    if isLogarithmic { upper = upper.dropLast(4) }
    let (low, high) = (try value(text[..<dots.lowerBound]), try value(upper))
    guard low <= high else { throw fault("ends below where it starts; give the lower end first") }
    guard !isLogarithmic || low > 0 else { throw fault("is logarithmic and must start above 0") }
    self = isLogarithmic ? .logarithmic(low...high) : .even(low...high)
  }
}

extension SearchRange {
  /// The range in the form that ``init(parsing:for:of:)`` reads.
  public var text: String {
    let words = values.map { PlainNumber.text($0) }
    switch scale {
    case .choice: return words.joined(separator: "|")
    case .even: return words.joined(separator: "..")
    case .logarithmic: return words.joined(separator: "..") + ":log"
    }
  }
}
