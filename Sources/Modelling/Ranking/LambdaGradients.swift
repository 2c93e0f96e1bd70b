import Foundation

/// LambdaMART: every pair of rows of a list that stand in the wrong order, or not clearly in the
/// right one, pulls them apart as much as the measure gains by swapping them.
///
/// Burges 2010, "From RankNet to LambdaRank to LambdaMART: an overview". Pairs count of which one row
/// stands among the places that count. As LightGBM does, a pair counts less the further its scores
/// lie apart, and a list of many pairs less than their sum.
struct LambdaGradients: BoostingGradients {
  private let store: RankingPairs
  private let lists: RankingLists
  private let orders: ListOrders
  let pullingRows: [UInt32]?
  /// ``RankingMeasure/gainTerms(count:)`` of the longest list.
  private let discounts: ScratchBuffer<Float>
  /// The gains of each list that has no more than two; `nil` for others.
  private let twoGains: [TwoGains?]
  /// A row's pull is at most half the logarithm of its list's, which this exceeds for any list.
  private static let largest: Float = 16

  var unit: SIMD2<Double> { store.unit }
  var pairs: RowPairs { store.pairs }

  init(
    _ rows: TreeTrainingRows, lists: RankingLists,
    packedRowCount: Int = LogisticGradients.packedRowCount
  ) {
    store = RankingPairs(rows, largest: Self.largest, packedRowCount: packedRowCount)
    self.lists = lists
    orders = ListOrders(lists)
    pullingRows = lists.pullingRows
    discounts = lists.measure.gainTerms(
      count: lists.longest(in: 0..<lists.count) + ListScratch.padding)
    twoGains = (0..<lists.count).map {
      TwoGains(lists.gains[lists.starts[$0]..<lists.starts[$0 + 1]])
    }
  }

  func write(
    _ margins: UnsafePointer<Float>, round: Int, threads: Int
  ) -> (total: GradientPair, loss: Double) {
    let sums = lists.sums(threads: threads) { list, scratch in
      let count = scratch.arrange(list, of: lists, from: orders) { margins[$0] }
      var loss = 0.0
      if lists.ideals[list] > 0 {
        loss =
          1 - lists.measure.value(scratch.gains, count: count, ideal: lists.ideals[list])
        fill(list, scratch, count: count)
      } else {
        scratch.gradients.update(repeating: 0, count: count)
        scratch.hessians.update(repeating: 0, count: count)
      }
      return (store.write(list, of: lists, from: scratch, round: round), loss)
    }
    return (sums.total, sums.loss)
  }

  private func fill(_ list: Int, _ scratch: ListScratch, count: Int) {
    let scores = scratch.scores
    raise(scratch, count: count)
    let pairs = ListPairs(
      scratch: scratch, count: count, cutoff: lists.measure.cutoff,
      terms: terms(scratch, count: count),
      nearest: scores[0] == scores[count - 1] ? 1 : 0.01)
    let ideal = lists.ideals[list]
    let pull = (twoGains[list].map(pairs.addTwo) ?? pairs.addMany()) / ideal
    guard pull > 0 else { return }
    // Changes so far are those of the measure times the ideal.
    let factor = log2(1 + pull) / (pull * ideal)
    for place in 0..<count {
      scratch.gradients[place] *= factor
      scratch.hessians[place] *= factor
    }
  }

  private func terms(_ scratch: ListScratch, count: Int) -> SwapTerms {
    guard lists.measure.kind == .averagePrecision else {
      return SwapTerms(first: discounts.base, second: discounts.base)
    }
    lists.measure.fillPrecisionTerms(
      scratch.gains, count: count, first: scratch.firstTerms,
      second: scratch.secondTerms)
    return SwapTerms(first: scratch.firstTerms, second: scratch.secondTerms)
  }

  /// Fills e to the power of each score less the highest.
  ///
  /// With these a pair needs no exponential of its own: the chance that it is in the wrong order is
  /// the worse row's power over the sum of both. Scores more than 80 below the highest count as 80,
  /// so that none is 0.
  private func raise(_ scratch: ListScratch, count: Int) {
    let highest = scratch.scores[0]
    for place in stride(from: 0, to: count, by: 8) {
      let below = ListPairs.load(scratch.scores + place) - highest
      let power = LogisticCurve.exponential(
        below.replacing(with: -80, where: below .< -80).replacing(with: 0, where: below .> 0))
      ListPairs.store(power, scratch.powers + place)
    }
  }
}
