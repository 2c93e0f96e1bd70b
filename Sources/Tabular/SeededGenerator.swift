/// The source of randomness of splits, models and generated sets: SplitMix64, small, fast and the same on every platform.
///
/// Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014,
/// doi:10.1145/2714064.2660195.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// Starts the sequence of a seed.
  public init(seed: UInt64) {
    state = seed
  }

  /// Starts a sequence of its own for one part of a larger piece of work, so that the parts may run in
  /// any order.
  public init(seed: UInt64, stream: UInt64) {
    var mixer = SeededGenerator(seed: seed ^ (stream &* 0xD1B5_4A32_D192_ED03))
    state = mixer.next()
  }

  /// The next 64 bits.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// The next number in 0..<1, of 53 bits.
  public mutating func unit() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  /// The next whole number in 0..<bound, without bias that matters below 2³².
  ///
  /// - Precondition: `bound` is above 0.
  public mutating func below(_ bound: Int) -> Int {
    precondition(bound > 0, "A bound is above 0.")
    return Int(next().multipliedFullWidth(by: UInt64(bound)).high)
  }
}
