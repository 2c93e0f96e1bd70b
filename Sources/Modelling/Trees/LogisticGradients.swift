import Foundation

/// Gradients and hessians of the log-loss as integers.
///
/// There are two precisions. Wide pairs hold probabilities rounded to 2⁻³⁰ before they meet the
/// weights, so that a merged row of whole weight gets exactly the sum of its rows. Packed pairs,
/// for long tables of unmerged rows of weight 1, hold gradients rounded to 2⁻¹⁷ and hessians to
/// 2⁻²⁰, up or down by a hash of row and round: in sums over many rows the rounding cancels, and a
/// histogram takes half the memory and time.
struct LogisticGradients {
  private let weights: [Float]
  private let positives: [Float]
  private let wide: ScratchBuffer<GradientPair>
  private let packed: ScratchBuffer<Int64>
  private let isPacked: Bool
  /// What 1 is in integers.
  private let scale: SIMD2<Double>
  private static let blockSize = 1 << 12
  /// Tables shorter than this are always held wide.
  static let packedRowCount = 1 << 16

  /// What one unit of the sums stands for.
  var unit: SIMD2<Double> { 1 / scale }

  /// The pairs as last written.
  var pairs: RowPairs { isPacked ? .packed(packed.base) : .wide(wide.base) }

  init(_ rows: TreeTrainingRows) {
    weights = rows.weights
    positives = rows.positives
    let count = rows.matrix.rowCount
    isPacked = count >= Self.packedRowCount && rows.weights.allSatisfy { $0 == 1 }
    wide = ScratchBuffer(count: isPacked ? 0 : count, repeating: GradientPair())
    packed = ScratchBuffer(count: isPacked ? count : 0, repeating: 0)
    if isPacked {
      scale = SIMD2(0x1p17, 0x1p20)
    } else {
      let most = rows.isWhole ? 30 : 50
      scale = SIMD2(repeating: scalbn(1, rows.exponent(bits: 62, most: most)))
    }
  }

  /// Writes the pair of every row and gives the log-loss, summed in an order of its own.
  func write(
    _ margins: UnsafePointer<Float>, round: Int, threads: Int
  ) -> (total: GradientPair, loss: Double) {
    let count = weights.count
    let blocks = (count + Self.blockSize - 1) / Self.blockSize
    let sums = parallelMap(blocks, threads: threads) { block in
      writeBlock(
        block * Self.blockSize..<min(count, (block + 1) * Self.blockSize), margins, round)
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
    _ rows: Range<Int>, _ margins: UnsafePointer<Float>, _ round: Int
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
            loss += weight * Double(curve.softplus[lane]) - positive * Double(margin[lane])
            let real = SIMD2(Double(curve.probability[lane]), Double(curve.hessian[lane])) * scale
            let pair: GradientPair
            if isPacked {
              pair = dithered(real - SIMD2(positive * scale.x, 0), row: row, round: round)
              packed.base[row] = PackedPair.packed(pair.x, pair.y)
            } else {
              let whole = Self.rounded(real)
              pair = GradientPair(
                Int64(weight * whole.x - positive * scale.x), Int64(weight * whole.y))
              wide.base[row] = pair
            }
            total &+= pair
          }
          start += count
        }
        return (total, loss)
      }
    }
  }

  /// Whole numbers next to both parts, each above or below with the chance that keeps the mean.
  @inline(__always)
  private func dithered(_ real: SIMD2<Double>, row: Int, round: Int) -> GradientPair {
    let hash =
      (UInt64(truncatingIfNeeded: row) &+ UInt64(truncatingIfNeeded: round) << 40)
      &* 0x9E37_79B9_7F4A_7C15
    let mixed = (hash ^ (hash >> 29)) &* 0xBF58_476D_1CE4_E5B9
    let low = Double(Int32(truncatingIfNeeded: mixed)) * 0x1p-32
    let high = Double(Int32(truncatingIfNeeded: mixed >> 32)) * 0x1p-32
    let whole = Self.rounded(real + SIMD2(low, high))
    return GradientPair(Int64(whole.x), Int64(max(0, whole.y)))
  }

  /// The nearest whole numbers, for sizes below 2⁵¹: adding 1.5·2⁵² leaves no room for fractions.
  @inline(__always)
  private static func rounded(_ real: SIMD2<Double>) -> SIMD2<Double> {
    (real + 0x1.8p52) - 0x1.8p52
  }
}
