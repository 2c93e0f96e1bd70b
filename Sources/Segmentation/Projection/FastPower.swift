/// Powers with one exponent, to about six digits, the same on every machine.
///
/// The layout of a map takes hundreds of millions of them, for which a library's power is too slow.
struct FastPower: Sendable {
  private let exponent: Float

  init(exponent: Float) { self.exponent = exponent }

  /// The power of a normal number above 0.
  @inline(__always)
  func callAsFunction(_ base: Float) -> Float { Self.exp2(exponent * Self.log2(base)) }

  /// By the series of atanh around 1, after the binary exponent is taken off.
  @inline(__always)
  static func log2(_ x: Float) -> Float {
    let bits = x.bitPattern
    // The mantissa lies around 1: from √½ to √2.
    let shifted = bits &- 0x3F35_04F3
    let whole = Int32(bitPattern: shifted) >> 23
    let mantissa = Float(bitPattern: (shifted & 0x7F_FFFF) &+ 0x3F35_04F3)
    let t = (mantissa - 1) / (mantissa + 1)
    let square = t * t
    let series = 1 + square * (1 / 3 + square * (1 / 5 + square * (1 / 7)))
    return Float(whole) + 2.885_390_1 * t * series
  }

  /// By the series of exp around the nearest whole number.
  @inline(__always)
  static func exp2(_ x: Float) -> Float {
    let held = max(-126, min(126, x))
    let whole = held.rounded(.toNearestOrEven)
    let f = (held - whole) * 0.693_147_2
    let low = 1 + f * (1 + f * (0.5 + f * (1 / 6)))
    let high = f * f * f * f * (1 / 24 + f * (1 / 120 + f * (1 / 720)))
    return (low + high) * Float(bitPattern: UInt32(Int32(whole) + 127) << 23)
  }
}
