import Foundation

/// How good the order of a list is, counting its first places only.
struct RankingMeasure: Sendable {
  enum Kind: Sendable { case ndcg, averagePrecision }

  let kind: Kind
  /// The number of places that count.
  let cutoff: Int
  /// 1/log₂(place + 1) of the first places, whether they count or not.
  private let discounts: [Float]
  /// Places beyond have the discount of the last of these.
  private static let discountCount = 1 << 12

  init(_ kind: Kind, cutoff: Int) {
    precondition(cutoff > 0, "At least one place counts.")
    self.kind = kind
    self.cutoff = cutoff
    discounts = (0..<max(cutoff, Self.discountCount)).map { Float(1 / log2(Double($0 + 2))) }
  }

  init(_ objective: BoostingObjective, cutoff: Int) {
    self.init(objective == .lambdaMAP ? .averagePrecision : .ndcg, cutoff: cutoff)
  }

  /// What a grade is worth.
  @inline(__always)
  func gain(_ grade: UInt8) -> Float {
    switch kind {
    case .ndcg: Float((UInt64(1) << UInt64(grade)) - 1)
    case .averagePrecision: grade > 0 ? 1 : 0
    }
  }

  /// The best that a list can reach, before it is divided by: the ideal sum of discounted gains, or
  /// the number of relevant rows that count. 0 for a list without a relevant row.
  func ideal(_ grades: [UInt8]) -> Float {
    switch kind {
    case .ndcg:
      var sum: Float = 0
      for (place, grade) in grades.sorted(by: >).prefix(cutoff).enumerated() {
        sum += gain(grade) * discounts[place]
      }
      return sum
    case .averagePrecision:
      return Float(min(cutoff, grades.count { $0 > 0 }))
    }
  }

  /// The value of a list by the gains of its rows in order, 0…1.
  func value(_ gains: UnsafePointer<Float>, count: Int, ideal: Float) -> Double {
    var sum = 0.0
    var relevant = 0.0
    for place in 0..<min(cutoff, count) {
      switch kind {
      case .ndcg: sum += Double(gains[place] * discounts[place])
      case .averagePrecision:
        guard gains[place] > 0 else { continue }
        relevant += 1
        sum += relevant / Double(place + 1)
      }
    }
    return sum / Double(ideal)
  }
}

/// What swapping two rows of a list changes, from one number for each of their places.
///
/// The change, times the list's ideal, is the difference of both gains times (`first` of the place
/// that comes first − `second` of the later one).
struct SwapTerms {
  let first: UnsafePointer<Float>
  let second: UnsafePointer<Float>
}

extension RankingMeasure {
  /// Fills terms for average precision from the gains of a list in order.
  ///
  /// A relevant row that leaves a place for a later one takes its own precision with it, adds that of
  /// the later place, and lowers those of the relevant rows between by 1/place each.
  func fillPrecisionTerms(
    _ gains: UnsafePointer<Float>, count: Int, first: UnsafeMutablePointer<Float>,
    second: UnsafeMutablePointer<Float>
  ) {
    var relevant: Float = 0
    var sum: Float = 0
    for place in 0..<count {
      let inverse = 1 / Float(place + 1)
      let isRelevant: Float = gains[place] > 0 ? 1 : 0
      let isCounted: Float = place < cutoff ? 1 : 0
      second[place] = isCounted * (relevant + isRelevant) * inverse - sum
      sum += isCounted * isRelevant * inverse
      first[place] = (relevant + 1) * inverse - sum
      relevant += isRelevant
    }
  }

  /// The terms of NDCG: the discounts of so many places.
  ///
  /// The sum is taken over all places, as LightGBM does, and only the ideal is cut off: a row just
  /// beyond the last place that counts is worth less to move than one far below.
  func gainTerms(count: Int) -> ScratchBuffer<Float> {
    let terms = ScratchBuffer<Float>(count: count, repeating: 0)
    for place in 0..<count { terms.base[place] = discounts[min(place, discounts.count - 1)] }
    return terms
  }
}
