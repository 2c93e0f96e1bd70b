import Foundation

/// The standard normal distribution.
enum NormalDistribution {
  /// The chance of a value further from 0 than `z`, on either side.
  static func twoSidedTail(_ z: Double) -> Double {
    erfc(abs(z) / 2.0.squareRoot())
  }

  /// The chance of a value below `z`.
  static func share(below z: Double) -> Double {
    erfc(-z / 2.0.squareRoot()) / 2
  }

  /// The `z` with the given chance, in 0…1 exclusive, of lying within −z…z; by halving, to the last bit
  /// or two.
  static func quantile(ofCentralShare level: Double) -> Double {
    precondition(level > 0 && level < 1, "A level lies between 0 and 1.")
    var low = 0.0
    var high = 40.0
    for _ in 0..<80 {
      let middle = (low + high) / 2
      if twoSidedTail(middle) > 1 - level { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }
}
