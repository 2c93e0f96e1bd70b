/// Scores of both classes in narrow bins, for an AUC of any number of rows.
struct ScoreTally {
  private static let binCount = 100_000
  private var positives = [Int](repeating: 0, count: binCount)
  private var negatives = [Int](repeating: 0, count: binCount)

  mutating func add(_ score: Double, isPositive: Bool) {
    let bin = min(Self.binCount - 1, Int(score * Double(Self.binCount)))
    if isPositive { positives[bin] += 1 } else { negatives[bin] += 1 }
  }

  /// Pairs within a bin count half.
  var rocAUC: Double {
    var below = 0.0
    var wins = 0.0
    for bin in positives.indices {
      wins += Double(positives[bin]) * (below + Double(negatives[bin]) / 2)
      below += Double(negatives[bin])
    }
    let pairs = Double(positives.reduce(0, +)) * below
    return pairs > 0 ? wins / pairs : 0.5
  }
}
