import Tabular

/// Draws how often a tree counts each row: Poisson with mean 1, by 32 random bits.
struct Bootstrap {
  /// 2³² times the probability of a count above 0, above 1, and so on: a draw below `limits[k]`
  /// counts above `k`.
  private let limits: [UInt32]
  /// The count of every draw with these upper eight bits, or ``undecided``.
  private let countByUpperBits: [UInt8]
  private var generator: SeededGenerator
  private static let undecided: UInt8 = 255

  init(generator: SeededGenerator) {
    self.generator = generator
    var term = 0.367_879_441_171_442_33
    var above = 1.0
    var limits: [UInt32] = []
    for count in 0..<12 {
      above -= term
      limits.append(UInt32(max(0, (above * 0x1p32).rounded())))
      term /= Double(count + 1)
    }
    self.limits = limits
    countByUpperBits = (0..<256).map { (upper: UInt32) in
      let low = Self.count(upper << 24, limits)
      return low == Self.count(upper << 24 | 0xFF_FFFF, limits) ? low : Self.undecided
    }
  }

  /// Draws the counts of some rows.
  mutating func fill(_ counts: UnsafeMutablePointer<UInt8>, count: Int) {
    var generator = generator
    limits.withUnsafeBufferPointer { limits in
      countByUpperBits.withUnsafeBufferPointer { table in
        for row in stride(from: 0, to: count, by: 2) {
          let word = generator.next()
          counts[row] = Self.count(UInt32(truncatingIfNeeded: word), limits, table)
          if row + 1 < count {
            counts[row + 1] = Self.count(UInt32(truncatingIfNeeded: word >> 32), limits, table)
          }
        }
      }
    }
    self.generator = generator
  }

  @inline(__always)
  private static func count(
    _ bits: UInt32, _ limits: UnsafeBufferPointer<UInt32>, _ table: UnsafeBufferPointer<UInt8>
  ) -> UInt8 {
    let known = table[Int(bits >> 24)]
    return known == undecided ? count(bits, limits) : known
  }

  private static func count(_ bits: UInt32, _ limits: some Collection<UInt32>) -> UInt8 {
    var count: UInt8 = 0
    for limit in limits {
      if bits >= limit { break }
      count += 1
    }
    return count
  }
}
