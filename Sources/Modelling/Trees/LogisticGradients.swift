import Foundation

/// Gradients and hessians of the log-loss as integers.
///
/// Probabilities are rounded to multiples of the unit before they meet the weights, so that a
/// merged row of whole weight gets exactly the sum of its rows.
struct LogisticGradients {
  private let weights: [Float]
  private let positives: [Float]
  /// What 1 is in integers.
  let scale: Double
  private static let blockSize = 1 << 12

  init(_ rows: TreeTrainingRows) {
    weights = rows.weights
    positives = rows.positives
    let most = rows.isWhole ? 30 : 50
    scale = Foundation.scalbn(1, rows.exponent(bits: 62, most: most))
  }

  /// Writes the pair of every row and gives the log-loss, summed in an order of its own.
  func write(
    _ margins: UnsafePointer<Float>, to pairs: UnsafeMutablePointer<GradientPair>, threads: Int
  ) -> (total: GradientPair, loss: Double) {
    let count = weights.count
    let blocks = (count + Self.blockSize - 1) / Self.blockSize
    let sums = parallelMap(blocks, threads: threads) { block in
      writeBlock(
        block * Self.blockSize..<min(count, (block + 1) * Self.blockSize), margins, pairs)
    }
    var total = GradientPair()
    var loss = 0.0
    for sum in sums {
      total &+= sum.total
      loss += sum.loss
    }
    return (total, loss)
  }

  private func writeBlock(
    _ rows: Range<Int>, _ margins: UnsafePointer<Float>,
    _ pairs: UnsafeMutablePointer<GradientPair>
  ) -> (total: GradientPair, loss: Double) {
    weights.withUnsafeBufferPointer { weights in
      positives.withUnsafeBufferPointer { positives in
        var total = GradientPair()
        var loss = 0.0
        var start = rows.lowerBound
        while start < rows.upperBound {
          let count = min(8, rows.upperBound - start)
          var margin = SIMD8<Float>()
          for lane in 0..<count { margin[lane] = margins[start + lane] }
          let curve = LogisticCurve(margin)
          for lane in 0..<count {
            let row = start + lane
            let weight = Double(weights[row])
            let positive = Double(positives[row])
            let p = (Double(curve.probability[lane]) * scale).rounded(.toNearestOrEven)
            let h = (Double(curve.hessian[lane]) * scale).rounded(.toNearestOrEven)
            let pair = GradientPair(Int64(weight * p - positive * scale), Int64(weight * h))
            pairs[row] = pair
            total &+= pair
            loss += weight * Double(curve.softplus[lane]) - positive * Double(margin[lane])
          }
          start += count
        }
        return (total, loss)
      }
    }
  }
}

/// The logistic function, its slope and its integral for eight margins, to about 1e-7 of each.
///
/// A polynomial for the exponential on a range of half a binary order either side of 0 (Cephes' form),
/// and the series of the inverse hyperbolic tangent for the logarithm: the same bits everywhere.
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
  private static func exponential(_ x: SIMD8<Float>) -> SIMD8<Float> {
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
