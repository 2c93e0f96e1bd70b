/// Whole numbers above or below a real one, each with the chance that keeps the mean.
///
/// In sums over many rows such rounding cancels, so that few bits a row are enough. The chances are
/// hashes of a seed and an index: the same on every machine and with any number of threads.
struct FairRounding {
  /// What 1 becomes, in the first and the second part of a pair.
  let scale: SIMD2<Float>
  private let seed: UInt32

  /// - Parameter stretch: tells apart the stretches of rows of one round.
  init(scale: SIMD2<Double>, stretch: Int, round: Int) {
    self.scale = SIMD2(Float(scale.x), Float(scale.y))
    seed =
      UInt32(truncatingIfNeeded: stretch) &* 0x9E37_79B9
      &+ UInt32(truncatingIfNeeded: round) &* 0x85EB_CA6B
  }

  /// - Precondition: both parts are below 2²² in size when scaled.
  @inline(__always)
  func rounded(_ first: Float, _ second: Float, index: Int) -> (first: Int32, second: Int32) {
    var hash = seed &+ UInt32(truncatingIfNeeded: index) &* 0x9E37_79B9
    hash = (hash ^ (hash >> 15)) &* 0x2C1B_3C6D
    hash ^= hash >> 13
    let low = Float(Int32(bitPattern: hash << 16) >> 16) * 0x1p-16
    let high = Float(Int32(bitPattern: hash) >> 16) * 0x1p-16
    return (Self.nearest(first * scale.x + low), Self.nearest(second * scale.y + high))
  }

  /// The nearest whole number, for sizes below 2²²: adding 1.5·2²³ leaves it in the low bits.
  @inline(__always)
  private static func nearest(_ real: Float) -> Int32 {
    Int32(bitPattern: (real + 0x1.8p23).bitPattern) &- 0x4B40_0000
  }

  /// The nearest whole number, for sizes below 2⁵¹: adding 1.5·2⁵² leaves no room for fractions.
  @inline(__always)
  static func nearest(_ real: Double) -> Double { (real + 0x1.8p52) - 0x1.8p52 }
}
