/// The area under the ROC curve, for this module's own summaries.
enum RankAUC {
  /// The chance that a positive row scores above a negative one, ties counting half; `nil` for one
  /// class.
  ///
  /// By sorting, O(n log n). Scores are finite.
  static func rocAUC(scores: [Double], labels: [UInt8]) -> Double? {
    // Pairs are sorted where they lie: looking scores up by place would miss the cache.
    var pairs = zip(scores, labels).map { (score: $0, label: $1) }
    pairs.sort { $0.score < $1.score }
    var positivesBelow = 0.0
    var negatives = 0.0
    var positives = 0.0
    var start = 0
    while start < pairs.count {
      var end = start
      var tiedPositives = 0.0
      while end < pairs.count && pairs[end].score == pairs[start].score {
        tiedPositives += Double(pairs[end].label)
        end += 1
      }
      let tiedNegatives = Double(end - start) - tiedPositives
      positivesBelow += tiedPositives * (negatives + tiedNegatives / 2)
      positives += tiedPositives
      negatives += tiedNegatives
      start = end
    }
    guard positives > 0, negatives > 0 else { return nil }
    return positivesBelow / (positives * negatives)
  }
}
