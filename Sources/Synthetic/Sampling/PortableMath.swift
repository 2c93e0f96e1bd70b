/// Exponential and logarithm by additions, products and quotients only.
///
/// The system's versions differ in the last bit from one platform to another, and one bit is enough
/// to flip a label; these give the same bits wherever arithmetic follows IEEE 754.
enum PortableMath {
  private static let naturalLogOf2High = 0x1.62e42feep-1
  private static let naturalLogOf2Low = 0x1.a39ef35793c76p-33

  /// e to the power of a finite `x`; 0 below −700, and `x` is cut at 700.
  static func exponential(_ x: Double) -> Double {
    if x < -700 { return 0 }
    let x = min(x, 700)
    let power = (x * 1.4426950408889634).rounded()
    let rest = (x - power * naturalLogOf2High) - power * naturalLogOf2Low
    // Horner's scheme of the series to rest^13, which is exact to a bit for |rest| < .35.
    var sum = 1.0
    for term in stride(from: 13.0, through: 1, by: -1) { sum = 1 + sum * rest / term }
    return Double(sign: .plus, exponent: Int(power), significand: sum)
  }

  /// The natural logarithm of a finite `x` above 0.
  static func logarithm(_ x: Double) -> Double {
    precondition(x > 0 && x.isFinite, "A logarithm is taken of a positive number.")
    var exponent = Double(x.exponent)
    var significand = x.significand
    if significand > 1.4142135623730951 {
      significand /= 2
      exponent += 1
    }
    // The series of 2·artanh(ratio), with |ratio| < .172.
    let ratio = (significand - 1) / (significand + 1)
    let square = ratio * ratio
    var sum = 0.0
    for term in stride(from: 23.0, through: 1, by: -2) { sum = sum * square + 1 / term }
    return exponent * naturalLogOf2High + (exponent * naturalLogOf2Low + 2 * ratio * sum)
  }

  /// The probability of given log-odds.
  static func sigmoid(_ x: Double) -> Double {
    if x >= 0 { return 1 / (1 + exponential(-x)) }
    let power = exponential(x)
    return power / (1 + power)
  }
}
