import Foundation
import Threads

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
  static let packedRowCount = 1 << 14

  /// What one unit of the sums stands for.
  var unit: SIMD2<Double> { 1 / scale }

  /// The pairs as last written.
  var pairs: RowPairs { isPacked ? .packed(packed.base) : .wide(wide.base) }

  init(_ rows: TreeTrainingRows) {
    weights = rows.weights
    positives = rows.positives
    let count = rows.matrix.rowCount
    isPacked = count >= Self.packedRowCount && rows.isSingle
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
    let sums = parallelMap(blocks, threads: worthwhileThreads(threads, steps: count * 8)) { block in
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
    withUnsafeTemporaryAllocation(of: Float.self, capacity: 2 * Self.chunkSize) { scratch in
      weights.withUnsafeBufferPointer { weights in
        positives.withUnsafeBufferPointer { positives in
          guard let probabilities = scratch.baseAddress, let weights = weights.baseAddress,
            let positives = positives.baseAddress
          else { return (GradientPair(), 0) }
          var total = GradientPair()
          var loss = 0.0
          for start in stride(from: rows.lowerBound, to: rows.upperBound, by: Self.chunkSize) {
            let chunk = Chunk(
              start: start, count: min(Self.chunkSize, rows.upperBound - start),
              margins: margins + start, weights: weights + start, positives: positives + start,
              probabilities: probabilities, hessians: probabilities + Self.chunkSize)
            loss += chunk.fillCurves()
            total &+= isPacked ? writePacked(chunk, round) : writeWide(chunk)
          }
          return (total, loss)
        }
      }
    }
  }

  private func writeWide(_ chunk: Chunk) -> GradientPair {
    let target = wide.base + chunk.start
    var total = GradientPair()
    for index in 0..<chunk.count {
      let weight = Double(chunk.weights[index])
      let positive = Double(chunk.positives[index])
      let gradient = FairRounding.nearest(Double(chunk.probabilities[index]) * scale.x)
      let hessian = FairRounding.nearest(Double(chunk.hessians[index]) * scale.y)
      let pair = GradientPair(
        Int64(weight * gradient - positive * scale.x), Int64(weight * hessian))
      target[index] = pair
      total &+= pair
    }
    return total
  }

  /// Writes whole numbers next to both parts, each above or below with the chance that keeps the
  /// mean.
  private func writePacked(_ chunk: Chunk, _ round: Int) -> GradientPair {
    // The halves of a packed pair are written by themselves, the lower first, as four of them fill
    // a register and two pairs do.
    let target = UnsafeMutableRawPointer(packed.base + chunk.start)
      .assumingMemoryBound(to: Int32.self)
    let rounding = FairRounding(scale: scale, stretch: chunk.start, round: round)
    // A chunk's sums fit 32 bits: 2⁸ rows of at most 2¹⁸.
    var x: Int32 = 0
    var y: Int32 = 0
    for index in 0..<chunk.count {
      let gradient = chunk.probabilities[index] - chunk.positives[index]
      let (first, second) = rounding.rounded(gradient, chunk.hessians[index], index: index)
      target[2 * index] = second
      target[2 * index + 1] = first
      x &+= first
      y &+= second
    }
    return GradientPair(Int64(x), Int64(y))
  }
}

extension LogisticGradients {
  /// Rows whose curves are kept in the nearest cache between working them out and writing pairs.
  private static let chunkSize = 256

  /// A stretch of rows; every pointer is to its first row and good for `count`.
  private struct Chunk {
    let start: Int
    let count: Int
    let margins: UnsafePointer<Float>
    let weights: UnsafePointer<Float>
    let positives: UnsafePointer<Float>
    /// To be filled, like ``hessians``; good for `count` rounded up to a multiple of eight.
    let probabilities: UnsafeMutablePointer<Float>
    let hessians: UnsafeMutablePointer<Float>

    /// Fills the curves and gives the log-loss.
    func fillCurves() -> Double {
      var loss = 0.0
      var part = SIMD8<Float>()
      for first in stride(from: 0, to: count, by: 8) {
        let margin = eight(margins, first)
        let curve = LogisticCurve(margin)
        UnsafeMutableRawPointer(probabilities + first).storeBytes(
          of: curve.probability, as: SIMD8<Float>.self)
        UnsafeMutableRawPointer(hessians + first).storeBytes(
          of: curve.hessian, as: SIMD8<Float>.self)
        part += eight(weights, first) * curve.softplus - eight(positives, first) * margin
        // Few enough losses are added in single precision for their digits to stay.
        if first & 31 == 24 {
          loss += Self.sum(part)
          part = SIMD8()
        }
      }
      return loss + Self.sum(part)
    }

    private static func sum(_ part: SIMD8<Float>) -> Double {
      var sum = 0.0
      for lane in 0..<8 { sum += Double(part[lane]) }
      return sum
    }

    /// Eight elements, or those that are left and zeros.
    @inline(__always)
    private func eight(_ source: UnsafePointer<Float>, _ first: Int) -> SIMD8<Float> {
      if first + 8 <= count {
        return UnsafeRawPointer(source + first).loadUnaligned(as: SIMD8<Float>.self)
      }
      var rest = SIMD8<Float>()
      for lane in 0..<count - first { rest[lane] = source[first + lane] }
      return rest
    }
  }
}
