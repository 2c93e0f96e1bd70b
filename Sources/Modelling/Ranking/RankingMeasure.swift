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

  /// How much the value changes, in size, when the rows at `first` and each later place swap.
  ///
  /// For NDCG the sum is taken over all places, as LightGBM does, and only its ideal is cut off: a
  /// row just beyond the last place that counts is worth less to move than one far below.
  ///
  /// - Parameters:
  ///   - before: relevant rows up to and including each place, and the sum of 1/place over them
  ///     among the places that count; read for average precision only.
  ///   - changes: gets a value for each place after `first`.
  @inline(__always)
  func changes(
    swapping first: Int, _ gains: UnsafePointer<Float>, count: Int, inverseIdeal: Float,
    before: PrecisionSums, to changes: UnsafeMutablePointer<Float>
  ) {
    switch kind {
    case .ndcg:
      let gain = gains[first]
      let own = discounts[min(first, discounts.count - 1)]
      let counted = min(discounts.count, count)
      for place in first + 1..<max(first + 1, counted) {
        changes[place] = abs(gains[place] - gain) * (own - discounts[place]) * inverseIdeal
      }
      guard counted < count else { return }
      let factor = (own - discounts[discounts.count - 1]) * inverseIdeal
      for place in max(first + 1, counted)..<count {
        changes[place] = abs(gains[place] - gain) * factor
      }
    case .averagePrecision:
      for place in first + 1..<count {
        guard gains[place] != gains[first] else {
          changes[place] = 0
          continue
        }
        // The relevant rows between gain or lose one that stands before them.
        let between = before.inverse[place - 1] - before.inverse[first]
        let isDemoted = gains[first] > 0
        let here = (before.relevant[first] + (isDemoted ? 0 : 1)) / Float(first + 1)
        let there = place < cutoff ? before.relevant[place] / Float(place + 1) : 0
        changes[place] = abs(here + between - there) * inverseIdeal
      }
    }
  }
}

/// Running sums over a list in order, for average precision.
struct PrecisionSums {
  /// The number of relevant rows up to and including a place.
  let relevant: UnsafeMutablePointer<Float>
  /// The sum of 1/(place + 1) over those of them whose place counts.
  let inverse: UnsafeMutablePointer<Float>

  func fill(_ gains: UnsafePointer<Float>, count: Int, cutoff: Int) {
    var total: Float = 0
    var sum: Float = 0
    for place in 0..<count {
      if gains[place] > 0 {
        total += 1
        if place < cutoff { sum += 1 / Float(place + 1) }
      }
      relevant[place] = total
      inverse[place] = sum
    }
  }
}
