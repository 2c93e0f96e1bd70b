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

  var unit: SIMD2<Double> { store.unit }
  var pairs: RowPairs { store.pairs }

  init(_ rows: TreeTrainingRows, lists: RankingLists) {
    store = RankingPairs(rows)
    self.lists = lists
  }

  func write(
    _ margins: UnsafePointer<Float>, round: Int, threads: Int
  ) -> (total: GradientPair, loss: Double) {
    let sums = lists.sums(threads: threads) { list, scratch in
      let count = scratch.arrange(list, of: lists) { margins[$0] }
      scratch.gradients.base.update(repeating: 0, count: count)
      scratch.hessians.base.update(repeating: 0, count: count)
      var loss = 0.0
      if lists.ideals[list] > 0 {
        loss =
          1 - lists.measure.value(scratch.gains.base, count: count, ideal: lists.ideals[list])
        fill(scratch, count: count, ideal: lists.ideals[list])
      }
      return (store.write(list, of: lists, from: scratch), loss)
    }
    return (sums.total, sums.loss)
  }

  private func fill(_ scratch: ListScratch, count: Int, ideal: Float) {
    let scores = scratch.scores.base
    let gains = scratch.gains.base
    let changes = scratch.changes.base
    let measure = lists.measure
    if measure.kind == .averagePrecision {
      scratch.sums.fill(gains, count: count, cutoff: measure.cutoff)
    }
    // Beyond the list nothing pulls; the last score keeps distances from being negative there.
    for place in count..<count + ListScratch.padding {
      changes[place] = 0
      scores[place] = scores[count - 1]
      gains[place] = 0
    }
    let isSpread = scores[0] != scores[count - 1]
    var pull: Float = 0
    for first in 0..<min(count - 1, measure.cutoff) {
      measure.changes(
        swapping: first, gains, count: count, inverseIdeal: 1 / ideal, before: scratch.sums,
        to: changes)
      pull += pairs(of: first, scratch, count: count, isSpread: isSpread)
    }
    guard pull > 0 else { return }
    let factor = log2(1 + pull) / pull
    for place in 0..<count {
      scratch.gradients.base[place] *= factor
      scratch.hessians.base[place] *= factor
    }
  }

  /// Adds the pairs of one place with all later ones, eight at a time; gives the size of their pull.
  private func pairs(
    of first: Int, _ scratch: ListScratch, count: Int, isSpread: Bool
  ) -> Float {
    let (scores, gains) = (scratch.scores.base, scratch.gains.base)
    let (gradients, hessians) = (scratch.gradients.base, scratch.hessians.base)
    let changes = scratch.changes.base
    let zero = SIMD8<Float>()
    let score = SIMD8<Float>(repeating: scores[first])
    let gain = SIMD8<Float>(repeating: gains[first])
    var gradient = zero
    var hessian = zero
    var pull = zero
    var place = first + 1
    while place < count {
      let ahead = score - Self.load(scores + place)
      var weight = Self.load(changes + place)
      if isSpread { weight /= 0.01 + ahead }
      // The better row is the first, or the later one, which then is behind.
      let isFirst = gain .> Self.load(gains + place)
      let sign = SIMD8<Float>(repeating: -1).replacing(with: 1, where: isFirst)
      let curve = LogisticCurve(zero - sign * ahead)
      let lambda = weight * curve.probability
      let slope = weight * curve.hessian
      gradient -= sign * lambda
      hessian += slope
      pull += lambda
      Self.store(Self.load(gradients + place) + sign * lambda, gradients + place)
      Self.store(Self.load(hessians + place) + slope, hessians + place)
      place += 8
    }
    gradients[first] += gradient.sum()
    hessians[first] += hessian.sum()
    return 2 * pull.sum()
  }

  @inline(__always)
  private static func load(_ pointer: UnsafeMutablePointer<Float>) -> SIMD8<Float> {
    UnsafeRawPointer(pointer).loadUnaligned(as: SIMD8<Float>.self)
  }

  @inline(__always)
  private static func store(_ value: SIMD8<Float>, _ pointer: UnsafeMutablePointer<Float>) {
    UnsafeMutableRawPointer(pointer).storeBytes(of: value, as: SIMD8<Float>.self)
  }
}
