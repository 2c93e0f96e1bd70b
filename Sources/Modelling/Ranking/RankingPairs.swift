import Threads
import Foundation

/// The gradient pairs of rows in lists, as integers of a fixed scale.
struct RankingPairs {
  private let weights: [Float]
  private let wide: ScratchBuffer<GradientPair>
  private let scale: Double
  /// No row's part is greater than this, so that no sum overflows.
  private let limit: Double

  var unit: SIMD2<Double> { SIMD2(repeating: 1 / scale) }
  var pairs: RowPairs { .wide(wide.base) }

  init(_ rows: TreeTrainingRows) {
    weights = rows.weights
    wide = ScratchBuffer(count: rows.matrix.rowCount, repeating: GradientPair())
    // A row's gradient is a few units at most; there is room for a thousand times its weight.
    scale = scalbn(1, rows.exponent(bits: 51, most: 40))
    limit = 0x1p61 / Double(max(1, rows.matrix.rowCount))
  }

  /// Writes one row's pair, its weight included, and gives it.
  @inline(__always)
  func write(_ gradient: Float, _ hessian: Float, row: Int) -> GradientPair {
    let factor = Double(weights[row]) * scale
    let x = (Double(gradient) * factor).rounded()
    let y = (Double(hessian) * factor).rounded()
    let pair = GradientPair(Int64(min(max(x, -limit), limit)), Int64(min(max(y, 0), limit)))
    wide.base[row] = pair
    return pair
  }

  /// Writes the rows of a list from the parts by place; gives their sum.
  func write(_ list: Int, of lists: RankingLists, from scratch: ListScratch) -> GradientPair {
    let start = lists.starts[list]
    var total = GradientPair()
    for place in 0..<lists.starts[list + 1] - start {
      let row = Int(lists.rows[start + Int(scratch.order.base[place])])
      total &+= write(scratch.gradients.base[place], scratch.hessians.base[place], row: row)
    }
    return total
  }
}

/// What the lists of a block gave: the sum of their pairs, and of 1 less their value.
typealias ListSums = (total: GradientPair, loss: Double)

extension RankingLists {
  /// Works on all lists, a block at a time, and sums what they gave in their order.
  func sums(threads: Int, _ body: (_ list: Int, ListScratch) -> ListSums) -> ListSums {
    let blocks = blocks
    let sums = parallelMap(blocks.count, threads: threads) { block in
      let scratch = ListScratch(longest: longest(in: blocks[block]))
      var sum: ListSums = (GradientPair(), 0)
      for list in blocks[block] {
        let own = body(list, scratch)
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
