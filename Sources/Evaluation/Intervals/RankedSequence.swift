/// The entries of one model in the order of their scores, laid out so that one pass over the counts of a
/// batch of draws gives all figures of discrimination and of the threshold.
struct RankedSequence: Sendable {
  typealias Values = SIMD8<Double>

  /// Counters, highest score first; within a block negatives before positives.
  private let counters: [Int32]
  /// The weight of each entry, where rows have weights.
  private let weights: [Double]?
  private let stops: [Stop]
  /// How many stops lie at or above the threshold; `nil` without a threshold.
  private let stopsAboveThreshold: Int?

  /// A block with positives, or the threshold itself, and the pure negatives before it. The run begins
  /// where the stop before ended.
  private struct Stop: Sendable {
    /// Where the block begins: its negatives.
    var tied: Int32
    /// Where its positives begin.
    var positives: Int32
    /// Where it ends.
    var end: Int32
  }

  init(rows: ScoredRows, counters counterOfRow: [Int32], threshold: Double?) {
    var sequence: [Int32] = []
    var weights: [Double] = []
    var stops: [Stop] = []
    let blocksAbove = threshold.map { rows.blocks.blockCount(atLeast: $0) }
    var above: Int? = blocksAbove == 0 ? 0 : nil
    var place = 0
    for block in 0..<rows.blocks.count {
      var end = place
      while end < rows.order.count, Int(rows.blockOfRow[Int(rows.order[end])]) == block { end += 1 }
      var stop = Stop(tied: Int32(sequence.count), positives: 0, end: 0)
      for label in [UInt8(0), 1] {
        if label == 1 { stop.positives = Int32(sequence.count) }
        for row in rows.order[place..<end]
        where rows.labels[Int(row)] == label && counterOfRow[Int(row)] >= 0 {
          sequence.append(counterOfRow[Int(row)])
          if let given = rows.weights { weights.append(given[Int(row)]) }
        }
      }
      stop.end = Int32(sequence.count)
      if stop.positives < stop.end { stops.append(stop) }
      if block + 1 == blocksAbove {
        if stop.positives == stop.end {
          stops.append(Stop(tied: stop.end, positives: stop.end, end: stop.end))
        }
        above = stops.count
      }
      place = end
    }
    counters = sequence
    self.weights = rows.weights == nil ? nil : weights
    self.stops = stops
    stopsAboveThreshold = above
  }

  /// What a pass finds, one value a draw.
  struct Figures {
    /// The weight of pairs in which the positive scores higher, ties half.
    var wins = Values.zero
    /// The sum over blocks of positives times precision.
    var precisionSum = Values.zero
    /// Contacted at the threshold.
    var truePositives = Values.zero
    var falsePositives = Values.zero
    /// The widest |TPR − FPR|.
    var widestGap = Values.zero
    /// The positives among the wanted top.
    var topHits = Values.zero
  }

  /// One pass over the counts.
  ///
  /// - Parameters:
  ///   - positives: the weight of the positives of each draw.
  ///   - negatives: the weight of the negatives of each draw.
  ///   - top: the weight of the top whose positives are wanted; gaps and top hits are left out when `nil`.
  func figures(
    _ counts: UnsafePointer<SIMD8<UInt8>>, positives: Values, negatives: Values, top: Values?
  ) -> Figures {
    var figures = Figures()
    var above = (positives: Values.zero, negatives: Values.zero)
    let part = (ofPositives: 1 / positives, ofNegatives: 1 / negatives)
    var start = 0
    counters.withUnsafeBufferPointer { counters in
      for (index, stop) in stops.enumerated() {
        if index == stopsAboveThreshold {
          figures.truePositives = above.positives
          figures.falsePositives = above.negatives
        }
        let tied = Int(stop.tied)
        let split = Int(stop.positives)
        let end = Int(stop.end)
        above.negatives += sum(counts, counters, start, tied)
        if top != nil, start < tied { observe(&figures, above, part) }
        let misses = sum(counts, counters, tied, split)
        let hits = sum(counts, counters, split, end)
        if let top {
          let left = top - above.positives - above.negatives
          let none = Values.zero
          if any(left .> none) {
            reach(
              &figures, left.replacing(with: none, where: left .< none), block: (hits, misses))
          }
        }
        figures.wins += hits * (negatives - above.negatives - misses * 0.5)
        above.positives += hits
        above.negatives += misses
        if top != nil { observe(&figures, above, part) }
        // Nothing above is nothing to divide; its share is 0 all the same.
        let contacts = above.positives + above.negatives
        let divisor = contacts.replacing(with: 1, where: contacts .== 0)
        figures.precisionSum += hits * above.positives / divisor
        start = end
      }
    }
    if stopsAboveThreshold == stops.count {
      figures.truePositives = above.positives
      figures.falsePositives = above.negatives
    }
    return figures
  }

  /// The gap after what lies above, and the block's part of the top.
  @inline(__always)
  private func observe(
    _ figures: inout Figures, _ above: (positives: Values, negatives: Values),
    _ part: (ofPositives: Values, ofNegatives: Values)
  ) {
    let gap = above.positives * part.ofPositives - above.negatives * part.ofNegatives
    let widest = figures.widestGap
    let wider = widest.replacing(with: gap, where: gap .> widest)
    figures.widestGap = wider.replacing(with: -gap, where: -gap .> wider)
  }

  /// The block's part of the top; a block across its end counts by its expected share.
  @inline(__always)
  private func reach(
    _ figures: inout Figures, _ left: Values, block: (hits: Values, misses: Values)
  ) {
    let size = block.hits + block.misses
    let share = left / size.replacing(with: 1, where: size .== 0)
    figures.topHits += block.hits * share.replacing(with: 1, where: share .> 1)
  }

  @inline(__always)
  private func sum(
    _ counts: UnsafePointer<SIMD8<UInt8>>, _ counters: UnsafeBufferPointer<Int32>, _ start: Int,
    _ end: Int
  ) -> Values {
    guard let weights else {
      var sum = SIMD8<UInt32>.zero
      for place in start..<end {
        sum &+= SIMD8<UInt32>(truncatingIfNeeded: counts[Int(counters[place])])
      }
      return Values(sum)
    }
    var sum = Values.zero
    for place in start..<end {
      sum += Values(counts[Int(counters[place])]) * weights[place]
    }
    return sum
  }
}
