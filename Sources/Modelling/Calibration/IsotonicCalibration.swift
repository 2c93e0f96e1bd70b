/// Probabilities from scores by the best non-decreasing curve: steps where the held-out rows pool,
/// straight lines between.
///
/// It can follow any shape, and needs some thousand held-out rows to do so. Tied scores are one point;
/// scores beyond the ends get the probability of the end. Whole runs of negatives come out as exactly
/// 0 and of positives as 1, unless clipped. Sources: Zadrozny and Elkan 2002,
/// doi:10.1145/775047.775151; pooling adjacent violators by Ayer et al. 1955.
public struct IsotonicCalibration: Sendable, Hashable, Codable {
  /// The scores of the corners, ascending.
  public let scores: [Double]
  /// The probabilities of the corners, non-decreasing, 0…1.
  public let probabilities: [Double]

  /// Fits to held-out rows: rows that the scorer was not fitted to. O(n log n).
  ///
  /// - Parameters:
  ///   - scores: finite, of any scale.
  ///   - labels: 0 or 1, one a row.
  ///   - weights: above 0, one a row; all 1 when `nil`.
  ///   - clipping: no probability lies nearer to 0 or 1 than this, 0…0.5.
  /// - Throws: ``ModellingError`` with `unusableData` for a score that is not finite, or one class.
  public init(
    scores: [Double], labels: [UInt8], weights: [Float]? = nil, clipping: Double = 0
  ) throws {
    precondition((0...0.5).contains(clipping), "Probabilities are clipped by at most a half.")
    let blocks = try CalibrationRows(scores: scores, labels: labels, weights: weights).blocks
    var pools: [Pool] = []
    for (index, block) in blocks.enumerated() {
      var pool = Pool(first: index, hits: block.positives, weight: block.weight)
      // A pool that is not above the one before it joins it.
      while let last = pools.last, last.mean >= pool.mean {
        pool = Pool(
          first: last.first, hits: last.hits + pool.hits, weight: last.weight + pool.weight)
        pools.removeLast()
      }
      pools.append(pool)
    }
    var corners: (scores: [Double], probabilities: [Double]) = ([], [])
    for (index, pool) in pools.enumerated() {
      let end = (index + 1 < pools.count ? pools[index + 1].first : blocks.count) - 1
      let probability = min(max(pool.mean, clipping), 1 - clipping)
      // A flat stretch is its two ends.
      for corner in pool.first == end ? [end] : [pool.first, end] {
        corners.scores.append(blocks[corner].score)
        corners.probabilities.append(probability)
      }
    }
    (self.scores, self.probabilities) = corners
  }

  /// Consecutive blocks with one probability.
  private struct Pool {
    let first: Int
    let hits: Double
    let weight: Double
    var mean: Double { hits / weight }
  }

  /// The probability of a score, 0…1, between corners by a straight line; NaN of NaN. O(log corners).
  public func probability(of score: Double) -> Double {
    if score.isNaN { return .nan }
    var low = 0
    var high = scores.count
    // The first corner at or above the score.
    while low < high {
      let middle = (low + high) / 2
      if scores[middle] < score { low = middle + 1 } else { high = middle }
    }
    if low == scores.count { return probabilities[low - 1] }
    if low == 0 || scores[low] == score { return probabilities[low] }
    let rise = probabilities[low] - probabilities[low - 1]
    let share = (score - scores[low - 1]) / (scores[low] - scores[low - 1])
    // Rounding must not carry a value past its corner, or the curve would fall.
    return min(probabilities[low - 1] + rise * share, probabilities[low])
  }
}

extension IsotonicCalibration {
  /// Reads a curve that was written by `encode(to:)`.
  ///
  /// - Throws: ``ModellingError`` with `invalidModel` when it has no corners, its scores don't rise,
  ///   or its probabilities fall or leave 0…1.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    scores = try container.decode([Double].self, forKey: .scores)
    probabilities = try container.decode([Double].self, forKey: .probabilities)
    guard !scores.isEmpty, scores.count == probabilities.count else {
      throw ModellingError.damagedCalibration(
        "it has \(scores.count) scores and \(probabilities.count) probabilities")
    }
    guard zip(scores, scores.dropFirst()).allSatisfy({ $0 < $1 }),
      scores.allSatisfy(\.isFinite)
    else { throw ModellingError.damagedCalibration("its scores do not rise") }
    guard probabilities.allSatisfy({ (0...1).contains($0) }),
      zip(probabilities, probabilities.dropFirst()).allSatisfy({ $0 <= $1 })
    else { throw ModellingError.damagedCalibration("its probabilities fall or leave 0…1") }
  }
}
