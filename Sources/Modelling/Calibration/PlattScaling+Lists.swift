import Foundation

extension PlattScaling {
  /// Fits to the order within lists, for scores that say nothing of one list against another.
  ///
  /// Every list has a level of its own, which cancels in the odds that of a positive and a negative row
  /// of one list the first is the positive one: the slope is that of these pairs. The intercept makes the
  /// mean probability the share of positive rows. O(n log n), and one term a pair in each step of
  /// Newton's method; of a long list at most 4,096 pairs are read, spread evenly.
  ///
  /// - Parameters:
  ///   - scores: finite, of any scale.
  ///   - labels: 0 or 1, one a row.
  ///   - lists: the list of each row.
  /// - Returns: a flat curve where no list holds both classes, or positive rows are not above the others
  ///   of their list.
  /// - Throws: ``ModellingError`` with `unusableData` for a score that is not finite, or one class.
  public init(scores: [Double], labels: [UInt8], lists: [Int32]) throws {
    precondition(scores.count == lists.count, "There is one list a score.")
    let rows = try CalibrationRows(scores: scores, labels: labels, weights: nil)
    let total = rows.positiveWeight + rows.negativeWeight
    let hits =
      rows.positiveWeight * (rows.positiveWeight + 1) / (rows.positiveWeight + 2)
      + rows.negativeWeight / (rows.negativeWeight + 2)
    let flat = log(hits / (total - hits))
    let slope = Self.slope(ofPairs: Self.differences(scores, labels: labels, lists: lists))
    guard slope > 0, slope.isFinite else {
      self.init(slope: 0, intercept: flat)
      return
    }
    var ends = (
      low: flat - slope * (rows.blocks.last?.score ?? 0),
      high: flat - slope * (rows.blocks.first?.score ?? 0)
    )
    // The mean probability rises with the intercept, and reaches the share between these ends.
    for _ in 0..<60 {
      let middle = (ends.low + ends.high) / 2
      let expected = rows.blocks.reduce(0) {
        $0 + $1.weight * logistic(slope * $1.score + middle)
      }
      if expected < hits { ends.low = middle } else { ends.high = middle }
    }
    self.init(slope: slope, intercept: (ends.low + ends.high) / 2)
  }

  private static let mostPairs = 4_096

  /// How far each positive row of a list is above each negative one.
  private static func differences(
    _ scores: [Double], labels: [UInt8], lists: [Int32]
  ) -> [Double] {
    let order = scores.indices.sorted {
      (lists[$0], scores[$0], $0) < (lists[$1], scores[$1], $1)
    }
    var differences: [Double] = []
    var start = 0
    while start < order.count {
      let list = lists[order[start]]
      let end = order[start...].firstIndex { lists[$0] != list } ?? order.count
      let positives = order[start..<end].filter { labels[$0] == 1 }
      let negatives = order[start..<end].filter { labels[$0] != 1 }
      let count = positives.count * negatives.count
      let stride = max(1, (count + mostPairs - 1) / mostPairs)
      for pair in Swift.stride(from: stride / 2, to: count, by: stride) {
        let positive = scores[positives[pair / negatives.count]]
        differences.append(positive - scores[negatives[pair % negatives.count]])
      }
      start = end
    }
    return differences
  }

  /// The slope of a logistic curve through 0, with Platt's target short of 1.
  private static func slope(ofPairs differences: [Double]) -> Double {
    let count = Double(differences.count)
    let squares = differences.reduce(0) { $0 + $1 * $1 }
    let scale = (squares / count).squareRoot()
    guard count > 0, scale > 0, scale.isFinite else { return 0 }
    let target = (count + 1) / (count + 2)
    // Each pair both ways round, so that the intercept stays 0.
    let points = differences.flatMap { difference in
      [
        LogisticPoint(x: difference / scale, weight: 1, hits: target),
        LogisticPoint(x: -difference / scale, weight: 1, hits: 1 - target),
      ]
    }
    return LogisticPoint.bestLine(through: points, startingAt: 0).slope / scale
  }
}
