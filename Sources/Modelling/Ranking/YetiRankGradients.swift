import Foundation
import Tabular

/// YetiRank: pairs of rows that stand side by side in random orders near the present one.
///
/// Gulin, Kuralenok and Pavlov 2011, "Winning the transfer learning track of Yahoo!'s learning to
/// rank challenge with YetiRank". Each order is that of the scores with logistic noise added; a pair
/// weighs the difference of its grades, less the later it stands, and pulls as in RankNet. The
/// noise is drawn from the seed, the round and the list, so that threads do not matter.
struct YetiRankGradients: BoostingGradients {
  /// Random orders of each list in each round.
  static let orderCount = 10
  /// What each place weighs of the one before it.
  static let decay: Float = 0.85

  private let store: RankingPairs
  private let lists: RankingLists
  private let orders: ListOrders
  let pullingRows: [UInt32]?
  private let seed: UInt64

  var unit: SIMD2<Double> { store.unit }
  var pairs: RowPairs { store.pairs }

  init(_ rows: TreeTrainingRows, lists: RankingLists, seed: UInt64) {
    // A row is in two pairs of an order, and all orders together weigh the difference of grades.
    store = RankingPairs(rows, largest: 2 * Float(max(1, lists.grades.max() ?? 1)))
    self.lists = lists
    orders = ListOrders(lists)
    pullingRows = lists.pullingRows
    self.seed = seed
  }

  func write(
    _ margins: UnsafePointer<Float>, round: Int, threads: Int
  ) -> (total: GradientPair, loss: Double) {
    let sums = lists.sums(threads: threads) { list, scratch in
      let count = scratch.arrange(list, of: lists, from: orders) { margins[$0] }
      let ideal = lists.ideals[list]
      let loss =
        ideal > 0 ? 1 - lists.measure.value(scratch.gains, count: count, ideal: ideal) : 0
      // From here on places are those within the list, whatever the order.
      let start = lists.starts[list]
      for place in 0..<count {
        scratch.scores[place] = margins[Int(lists.rows[start + place])]
      }
      scratch.gradients.update(repeating: 0, count: count)
      scratch.hessians.update(repeating: 0, count: count)
      if ideal > 0 { fill(list, scratch, count: count, round: round) }
      for place in 0..<count { scratch.order[place] = UInt64(place) }
      return (store.write(list, of: lists, from: scratch, round: round), loss)
    }
    return (sums.total, sums.loss)
  }

  private func fill(_ list: Int, _ scratch: ListScratch, count: Int, round: Int) {
    let start = lists.starts[list]
    let (scores, gradients, hessians) = (
      scratch.scores, scratch.gradients, scratch.hessians
    )
    let noisy = scratch.powers
    var generator = SeededGenerator(
      seed: seed &+ UInt64(truncatingIfNeeded: round) &* 0x9E37_79B9, stream: UInt64(list))
    for _ in 0..<Self.orderCount {
      for place in 0..<count {
        // Away from 0 and 1, where the noise is infinite.
        let uniform = Float(generator.next() >> 41) * 0x1p-23 + 0x1p-24
        noisy[place] = scores[place] + log(uniform / (1 - uniform))
      }
      scratch.sort(count: count) { noisy[$0] }
      var decay = 1 / Float(Self.orderCount)
      for place in 1..<max(1, count) {
        let (above, below) = (
          Int(scratch.order[place - 1]), Int(scratch.order[place])
        )
        let difference =
          Float(lists.grades[start + above]) - Float(lists.grades[start + below])
        if difference != 0 {
          let (better, worse) = difference > 0 ? (above, below) : (below, above)
          let weight = abs(difference) * decay
          let chance = 1 / (1 + exp(scores[better] - scores[worse]))
          let pull = weight * chance
          let slope = pull * (1 - chance)
          gradients[better] -= pull
          gradients[worse] += pull
          hessians[better] += slope
          hessians[worse] += slope
        }
        decay *= Self.decay
      }
    }
  }
}
