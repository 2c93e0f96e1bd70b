/// The logistic function, its slope and its integral for eight margins, to about 1e-7 of each.
///
/// A polynomial for the exponential on a range of half a binary order either side of 0 (Cephes'
/// form), and the series of the inverse hyperbolic tangent for the logarithm: the same bits
/// everywhere.
struct LogisticCurve {
  let probability: SIMD8<Float>
  let hessian: SIMD8<Float>
  /// ln(1 + eˣ).
  let softplus: SIMD8<Float>

  @inline(__always)
  init(_ margin: SIMD8<Float>) {
    let zero = SIMD8<Float>()
    let isNegative = margin .< zero
    let size = margin.replacing(with: zero - margin, where: isNegative)
    let e = Self.exponential(zero - size.replacing(with: 87, where: size .> 87))
    let near = Float(1) / (Float(1) + e)
    let far = e * near
    probability = near.replacing(with: far, where: isNegative)
    hessian = near * far
    let s = e / (Float(2) + e)
    let q = s * s
    var series = q * Float(1.0 / 11) + Float(1.0 / 9)
    series = series * q + Float(1.0 / 7)
    series = series * q + Float(1.0 / 5)
    series = series * q + Float(1.0 / 3)
    series = series * q + Float(1)
    softplus = s * series * Float(2) + margin.replacing(with: zero, where: isNegative)
  }

  /// eˣ for −87 ≤ x ≤ 0.
  @inline(__always)
  static func exponential(_ x: SIMD8<Float>) -> SIMD8<Float> {
    // Adding and taking away 1.5·2²³ rounds to whole numbers and leaves them in the low bits.
    let magic = SIMD8<Float>(repeating: 12_582_912)
    let shifted = x * 1.442_695_04 + magic
    let n = shifted - magic
    let r = (x - n * 0.693_359_375) - n * -2.121_944_4e-4
    var p = r * 1.987_569_15e-4 + 1.398_199_950_7e-3
    p = p * r + 8.333_451_907_3e-3
    p = p * r + 4.166_579_589_4e-2
    p = p * r + 1.666_666_545_9e-1
    p = p * r + 5.000_000_120_1e-1
    let value = p * r * r + r + 1
    let bits = unsafeBitCast(shifted, to: SIMD8<Int32>.self) &- 0x4B40_0000
    let power = unsafeBitCast((bits &+ 127) &<< 23, to: SIMD8<Float>.self)
    return value * power
  }
}
