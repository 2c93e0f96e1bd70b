import Tabular

/// Draws how often a tree counts each row: Poisson with mean 1, by 32 random bits.
struct Bootstrap {
  /// 2³² times the probability of a count above 0, above 1, and so on: a draw below `limits[k]`
  /// counts above `k`.
  private let limits: [UInt32]
  private var generator: SeededGenerator
  private var spare: UInt32?

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
  }

  /// The next row's count.
  @inline(__always)
  mutating func next() -> Int {
    let bits: UInt32
    if let spare {
      bits = spare
      self.spare = nil
    } else {
      let word = generator.next()
      spare = UInt32(truncatingIfNeeded: word >> 32)
      bits = UInt32(truncatingIfNeeded: word)
    }
    var count = 0
    while count < limits.count && bits < limits[count] { count += 1 }
    return count
  }
}
