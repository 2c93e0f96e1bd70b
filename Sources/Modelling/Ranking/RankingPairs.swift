import Foundation
import Threads

/// The gradient pairs of rows in lists, as integers of a fixed scale.
///
/// As with ``LogisticGradients`` there are two precisions: packed pairs for long tables of rows of
/// weight 1, and wide ones for others.
struct RankingPairs {
  private let weights: [Float]
  private let wide: ScratchBuffer<GradientPair>
  private let packed: ScratchBuffer<Int64>
  private let isPacked: Bool
  private let scale: SIMD2<Double>
  /// No row's part is greater than this, so that no sum overflows.
  private let limit: Float
  /// Rows that are rounded together; their sums fit 32 bits.
  private static let chunkSize = 1 << 10

  var unit: SIMD2<Double> { 1 / scale }
  var pairs: RowPairs { isPacked ? .packed(packed.base) : .wide(wide.base) }

  /// - Parameters:
  ///   - largest: what no row's gradient or hessian is to exceed before it meets the weight.
  ///   - packedRowCount: tables shorter than this are always held wide.
  init(
    _ rows: TreeTrainingRows, largest: Float,
    packedRowCount: Int = LogisticGradients.packedRowCount
  ) {
    weights = rows.weights
    let count = rows.matrix.rowCount
    isPacked = count >= packedRowCount && rows.isSingle
    wide = ScratchBuffer(count: isPacked ? 0 : count, repeating: GradientPair())
    packed = ScratchBuffer(count: isPacked ? count : 0, repeating: 0)
    let bits = Int(largest.significand > 1 ? largest.exponent + 1 : largest.exponent)
    limit = scalbn(1, bits)
    if isPacked {
      // Sums of 2¹³ rows stay within 2³⁰, and within 2³¹ for hessians, which have no sign.
      scale = SIMD2(scalbn(1, 17 - bits), scalbn(1, 18 - bits))
    } else {
      scale = SIMD2(repeating: scalbn(1, rows.exponent(bits: 61 - bits, most: 40)))
    }
  }

  /// Writes the rows of a list from the parts by place, their weights included; gives their sum.
  func write(
    _ list: Int, of lists: RankingLists, from scratch: ListScratch, round: Int
  ) -> GradientPair {
    let start = lists.starts[list]
    let count = lists.starts[list + 1] - start
    return lists.rows.withUnsafeBufferPointer { rows in
      guard let base = rows.baseAddress else { return GradientPair() }
      return isPacked
        ? writePacked(base + start, start: start, count: count, scratch, round)
        : writeWide(base + start, count: count, scratch)
    }
  }

  private func writeWide(
    _ rows: UnsafePointer<UInt32>, count: Int, _ scratch: ListScratch
  ) -> GradientPair {
    var total = GradientPair()
    for place in 0..<count {
      let row = Int(rows[Int(scratch.order[place])])
      let factor = Double(weights[row])
      let x = Double(min(max(scratch.gradients[place], -limit), limit))
      let y = Double(min(max(scratch.hessians[place], 0), limit))
      let pair = GradientPair(
        Int64(FairRounding.nearest(x * factor * scale.x)),
        Int64(FairRounding.nearest(y * factor * scale.y)))
      wide.base[row] = pair
      total &+= pair
    }
    return total
  }

  private func writePacked(
    _ rows: UnsafePointer<UInt32>, start: Int, count: Int, _ scratch: ListScratch, _ round: Int
  ) -> GradientPair {
    var total = GradientPair()
    for first in stride(from: 0, to: count, by: Self.chunkSize) {
      total &+= stretch(
        from: first, count: min(Self.chunkSize, count - first), scratch,
        FairRounding(scale: scale, stretch: start + first, round: round))
    }
    let whole = scratch.packed
    for place in 0..<count { packed.base[Int(rows[Int(scratch.order[place])])] = whole[place] }
    return total
  }

  /// Rounds a stretch of places to packed pairs.
  @inline(__always)
  private func stretch(
    from first: Int, count: Int, _ scratch: ListScratch, _ rounding: FairRounding
  ) -> GradientPair {
    let gradients = scratch.gradients + first
    let hessians = scratch.hessians + first
    // The lower half of a pair first.
    let target = UnsafeMutableRawPointer(scratch.packed + first)
      .assumingMemoryBound(to: Int32.self)
    var x: Int32 = 0
    var y: Int32 = 0
    for index in 0..<count {
      let (gradient, hessian) = rounding.rounded(
        min(max(gradients[index], -limit), limit), min(max(hessians[index], 0), limit),
        index: index)
      target[2 * index] = hessian
      target[2 * index + 1] = gradient
      x &+= gradient
      y &+= hessian
    }
    return GradientPair(Int64(x), Int64(y))
  }
}

/// What the lists of a block gave: the sum of their pairs, and of 1 less their value.
typealias ListSums = (total: GradientPair, loss: Double)

extension RankingLists {
  /// Works on all lists, a block at a time, and sums what they gave in their order.
  func sums(threads: Int, _ body: (_ list: Int, ListScratch) -> ListSums) -> ListSums {
    let blocks = blocks
    let sums = parallelMap(blocks.count, threads: threads) { block in
      let memory = ListMemory(longest: longest(in: blocks[block]))
      defer { withExtendedLifetime(memory) {} }
      var sum: ListSums = (GradientPair(), 0)
      for list in blocks[block] {
        let own = body(list, memory.scratch)
        sum.total &+= own.total
        sum.loss += own.loss
      }
      return sum
    }
    return sums.reduce(into: (GradientPair(), 0.0)) {
      $0.0 &+= $1.total
      $0.1 += $1.loss
    }
  }
}
