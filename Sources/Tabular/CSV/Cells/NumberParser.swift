/// Reads decimal numbers, correctly rounded and independent of the locale.
///
/// Accepted: an optional sign, digits with an optional decimal mark, an optional exponent. Strings
/// of digits that start with a zero (`00123`), and whole numbers beyond 2⁵³, are keys and no
/// numbers, because reading them as numbers would lose digits.
struct NumberParser {
  typealias Bytes = UnsafeBufferPointer<UInt8>

  /// A number as read.
  struct Parsed {
    /// The value; infinite where the text says so or is too large.
    var value: Double
    /// How many digits carry the value, leading zeros aside.
    var digitCount: Int
  }

  /// The decimal mark.
  let decimalMark: UInt8
  /// Whether keys are read as numbers too, because a person says that the column is one.
  let acceptsKeys: Bool

  private static let powersOfTen: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]
  private static let largestExact: UInt64 = 1 << 53

  init(decimalComma: Bool = false, acceptsKeys: Bool = false) {
    decimalMark = UInt8(ascii: decimalComma ? "," : ".")
    self.acceptsKeys = acceptsKeys
  }

  /// The number that a cell spells, or `nil`.
  @inline(__always)
  func parse(_ cell: Bytes) -> Parsed? {
    var position = 0
    let end = cell.count
    guard end > 0 else { return nil }
    var isNegative = false
    if cell[0] == UInt8(ascii: "-") || cell[0] == UInt8(ascii: "+") {
      isNegative = cell[0] == UInt8(ascii: "-")
      position = 1
    }
    let firstDigit = position
    var mantissa: UInt64 = 0
    var digitCount = 0
    while position < end {
      let digit = cell[position] &- 0x30
      if digit > 9 { break }
      if digitCount < 19 { mantissa = mantissa &* 10 &+ UInt64(digit) }
      if mantissa != 0 { digitCount += 1 }
      position += 1
    }
    let wholeCount = position - firstDigit
    if position == end {
      guard wholeCount > 0 else { return nil }
      if !acceptsKeys {
        if wholeCount > 1, cell[firstDigit] == 0x30 { return nil }
        if digitCount > 16 || mantissa > Self.largestExact { return nil }
      }
      if digitCount <= 19, mantissa <= Self.largestExact {
        return Parsed(
          value: isNegative ? -Double(mantissa) : Double(mantissa), digitCount: digitCount)
      }
      return parseSlowly(cell, digitCount: digitCount)
    }
    return parseRest(
      cell, position, wholeCount: wholeCount, mantissa: mantissa, digitCount: digitCount,
      isNegative: isNegative)
  }

  /// What follows the whole digits: a fraction, an exponent, or the words for infinity.
  private func parseRest(
    _ cell: Bytes, _ start: Int, wholeCount: Int, mantissa whole: UInt64,
    digitCount wholeDigits: Int,
    isNegative: Bool
  ) -> Parsed? {
    var position = start
    let end = cell.count
    var mantissa = whole
    var digitCount = wholeDigits
    var exponent = 0
    var fractionCount = 0
    if cell[position] == decimalMark {
      position += 1
      while position < end {
        let digit = cell[position] &- 0x30
        if digit > 9 { break }
        if digitCount < 19 {
          mantissa = mantissa &* 10 &+ UInt64(digit)
          exponent -= 1
        }
        if mantissa != 0 { digitCount += 1 }
        fractionCount += 1
        position += 1
      }
    }
    guard wholeCount + fractionCount > 0 else { return infinity(cell, isNegative: isNegative) }
    if position < end {
      guard cell[position] | 0x20 == UInt8(ascii: "e"),
        let power = Self.exponent(cell, from: position + 1)
      else { return nil }
      exponent += power
    }
    if digitCount <= 19, mantissa <= Self.largestExact, abs(exponent) <= 22 {
      let power = Self.powersOfTen[abs(exponent)]
      let value = exponent < 0 ? Double(mantissa) / power : Double(mantissa) * power
      return Parsed(value: isNegative ? -value : value, digitCount: digitCount)
    }
    return parseSlowly(cell, digitCount: digitCount)
  }

  private static func exponent(_ cell: Bytes, from start: Int) -> Int? {
    var position = start
    guard position < cell.count else { return nil }
    let isNegative = cell[position] == UInt8(ascii: "-")
    if isNegative || cell[position] == UInt8(ascii: "+") { position += 1 }
    guard position < cell.count else { return nil }
    var power = 0
    while position < cell.count {
      let digit = cell[position] &- 0x30
      if digit > 9 { return nil }
      power = min(power * 10 + Int(digit), 100_000)
      position += 1
    }
    return isNegative ? -power : power
  }

  private func infinity(_ cell: Bytes, isNegative: Bool) -> Parsed? {
    let signed = cell[0] == UInt8(ascii: "-") || cell[0] == UInt8(ascii: "+")
    let word = Bytes(rebasing: cell[(signed ? 1 : 0)...])
    guard FlagParser.spells(word, "inf") || FlagParser.spells(word, "infinity") else { return nil }
    return Parsed(value: isNegative ? -.infinity : .infinity, digitCount: 0)
  }

  /// Numbers with more digits or larger exponents than one multiplication can round correctly.
  private func parseSlowly(_ cell: Bytes, digitCount: Int) -> Parsed? {
    var text = String(decoding: cell, as: UTF8.self)
    if decimalMark == UInt8(ascii: ",") { text = text.replacing(",", with: ".") }
    return Double(text).map { Parsed(value: $0, digitCount: digitCount) }
  }
}

extension NumberParser.Parsed {
  /// Whether 32 bits keep the number as the file spells it: the shortest decimal that stands for
  /// the nearest `Float` is the number itself. So `0.1` does, and `0.123456789` does not.
  @inline(__always)
  var survivesFloat: Bool {
    let narrow = Float(value)
    if Double(narrow) == value, value == value.rounded(), abs(value) < 1e15 { return true }
    // Six digits always survive in the normal range.
    if digitCount <= 6, abs(value) > 1e-37, abs(value) < 1e38 { return true }
    return narrow.isFinite && Double(narrow.description) == value
  }
}
