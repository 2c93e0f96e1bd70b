import Foundation

/// The ranking figures of one list, or their means over many lists; each in 0…1, higher is better.
public struct RankingMeasures: Sendable, Hashable, Codable {
  /// AP@k = 1/min(m, k) · Σ relᵢ·Pᵢ over the first k places, m being all that is relevant; its mean is MAP@k.
  public var averagePrecision = 0.0
  /// Discounted gain over the best attainable: gain 2^rel − 1, discount 1/log₂(i + 1).
  public var ndcg = 0.0
  /// 1 over the place of the first relevant item; 0 when it lies beyond k.
  public var reciprocalRank = 0.0
  /// Whether any of the first k is relevant.
  public var hitRate = 0.0
  /// The relevant among the first k over k, however short the list.
  public var precision = 0.0
  /// The relevant among the first k over all that is relevant.
  public var recall = 0.0

  init() {}

  static func + (left: RankingMeasures, right: RankingMeasures) -> RankingMeasures {
    var sum = left
    sum.averagePrecision += right.averagePrecision
    sum.ndcg += right.ndcg
    sum.reciprocalRank += right.reciprocalRank
    sum.hitRate += right.hitRate
    sum.precision += right.precision
    sum.recall += right.recall
    return sum
  }

  static func * (measures: RankingMeasures, factor: Double) -> RankingMeasures {
    var product = measures
    product.averagePrecision *= factor
    product.ndcg *= factor
    product.reciprocalRank *= factor
    product.hitRate *= factor
    product.precision *= factor
    product.recall *= factor
    return product
  }
}

/// A run of places in a list whose order is left to chance; of size 1 where the order is settled.
struct RankedRun: Equatable {
  var size: Int
  var relevant: Int
  /// What all of the run is worth: the sum of 2^grade − 1, or its number of relevant items.
  var gain: Double
}

/// The place-by-place part of ``RankingMeasures``, for lists whose runs are in random order inside.
///
/// All figures are exact expectations over that order. A list of runs of one has no chance in it and
/// gives the plain figures; a list that is one run gives the expectation of a random order.
struct RankingKernel {
  let depth: Int
  private let discounts: [Double]
  private let idealGains: [Double]

  init(depth: Int) {
    precondition(depth > 0, "Rankings are judged on at least one place.")
    self.depth = depth
    discounts = (1...depth).map { 1 / log2(Double($0) + 1) }
    var gain = 0.0
    idealGains = discounts.map { discount in
      gain += discount
      return gain
    }
  }

  /// The chance that a place holds something relevant, and what the place adds to Σ relᵢ·Pᵢ.
  struct Place {
    var relevance: Double
    var contribution: Double
  }

  /// The first `depth` places of a list.
  func places(of runs: some Sequence<RankedRun>) -> [Place] {
    var places: [Place] = []
    var hitsAbove = 0
    for run in runs {
      for offset in 0..<min(run.size, depth - places.count) {
        let relevance = Double(run.relevant) / Double(run.size)
        // Given that this place is relevant, the others of the run share the remaining ones evenly.
        let besides =
          run.size > 1 ? Double(offset) * Double(run.relevant - 1) / Double(run.size - 1) : 0
        let hits = Double(hitsAbove) + 1 + besides
        places.append(
          Place(
            relevance: relevance,
            contribution: run.relevant == 0 ? 0 : relevance * hits / Double(places.count + 1)))
      }
      if places.count == depth { break }
      hitsAbove += run.relevant
    }
    return places
  }

  /// The discounted gain of the best order of some items.
  func ideal(of gains: some Sequence<Double>) -> Double {
    zip(gains.sorted(by: >), discounts).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// The figures of a list of which `relevantCount` in all are relevant; with none, all but the
  /// discounted gain are 0.
  ///
  /// - Parameter ideal: the discounted gain of the best order, above 0; that of the relevant items first
  ///   when `nil`, where each is worth 1.
  func measures(
    of runs: some Sequence<RankedRun>, relevantCount: Int, ideal: Double? = nil
  ) -> RankingMeasures {
    var measures = RankingMeasures()
    var hitsAbove = 0
    var place = 0
    var found = 0.0
    var gain = 0.0
    var chanceOfNone = 1.0
    for run in runs {
      let relevance = Double(run.relevant) / Double(run.size)
      let step = run.size > 1 ? Double(run.relevant - 1) / Double(run.size - 1) : 0
      for offset in 0..<min(run.size, depth - place) {
        place += 1
        gain += run.gain / Double(run.size) * discounts[place - 1]
        guard run.relevant > 0 else { continue }
        let hits = Double(hitsAbove) + 1 + Double(offset) * step
        measures.averagePrecision += relevance * hits / Double(place)
        found += relevance
        let first = min(1, Double(run.relevant) / Double(run.size - offset))
        measures.reciprocalRank += chanceOfNone * first / Double(place)
        chanceOfNone *= 1 - first
      }
      if place == depth { break }
      hitsAbove += run.relevant
    }
    let attainable = max(1, min(relevantCount, depth))
    measures.averagePrecision /= Double(attainable)
    measures.ndcg = gain / (ideal ?? idealGains[attainable - 1])
    measures.hitRate = 1 - chanceOfNone
    measures.precision = found / Double(depth)
    measures.recall = found / Double(max(1, relevantCount))
    return measures
  }
}
