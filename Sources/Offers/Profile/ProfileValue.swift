/// One value of a customer's profile.
public enum ProfileValue: Sendable, Hashable {
  /// A number; never NaN or infinite.
  case number(Double)
  /// Anything else, in the file's own spelling.
  case text(String)
  /// Not known.
  case missing

  /// The value as a number, also where a text spells one; `nil` otherwise.
  public var number: Double? {
    switch self {
    case .number(let number): number
    case .text(let text): Self.plainNumber(text)
    case .missing: nil
    }
  }

  /// Whether this is the value that the text spells: equal as numbers, or letter by letter.
  public func equals(_ text: String) -> Bool {
    switch self {
    case .number(let number): Self.plainNumber(text) == number
    case .text(let own):
      own == text || (Self.plainNumber(own).map { $0 == Self.plainNumber(text) } ?? false)
    case .missing: false
    }
  }

  /// A value from what a person or a file writes: blank is missing, digits are a number, except that
  /// digits with a leading zero, such as `007`, are a key and stay text.
  public init(spelling text: String) {
    if text.allSatisfy(\.isWhitespace) {
      self = .missing
    } else if let number = Self.plainNumber(text), !Self.hasLeadingZero(text) {
      self = .number(number)
    } else {
      self = .text(text)
    }
  }

  /// The value that a spelling puts in place of this one; text stays text.
  func replaced(by spelling: String) -> ProfileValue {
    let value = ProfileValue(spelling: spelling)
    if case .text = self, case .number = value { return .text(spelling) }
    return value
  }

  private static func hasLeadingZero(_ text: String) -> Bool {
    let digits = text.utf8.prefix(2)
    return digits.count == 2 && digits.allSatisfy { (48...57).contains($0) } && digits.first == 48
  }

  /// A finite decimal number such as `-12.5` or `1e6`; no `nan`, `inf` or hexadecimal.
  static func plainNumber(_ text: String) -> Double? {
    guard let first = text.utf8.first, first < 58, !text.utf8.contains(UInt8(ascii: "x")),
      let number = Double(text), number.isFinite
    else { return nil }
    return number
  }
}

extension ProfileValue: CustomStringConvertible {
  /// The value as a person reads it; whole numbers without `.0`, missing as `–`.
  public var description: String {
    switch self {
    case .number(let number): Self.plainText(number)
    case .text(let text): text
    case .missing: "–"
    }
  }

  /// A number in the fewest digits that read back as the same value.
  ///
  /// Most columns are stored in 32 bits: a number that is one of those shows the digits that tell it
  /// from its neighbours there, 95.39 rather than 95.38999938964844.
  public static func plainText(_ number: Double) -> String {
    if number == number.rounded(), abs(number) < 1e15 { return String(Int64(number)) }
    let single = Float(number)
    return Double(single) == number ? "\(single)" : "\(number)"
  }
}

extension ProfileValue: Codable {
  /// Reads a number, a text, or null for missing.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .missing
    } else if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else {
      self = .text(try container.decode(String.self))
    }
  }

  /// Writes a number, a text, or null for missing.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .number(let number): try container.encode(number)
    case .text(let text): try container.encode(text)
    case .missing: try container.encodeNil()
    }
  }
}
