/// How the scores of the two classes lie: one count a class and bin.
public struct ScoreHistogram: Sendable, Equatable {
  /// The score at which the first bin begins: 0 for probabilities, else the lowest finite score.
  public let lowest: Double
  /// The score at which the last bin ends: 1 for probabilities, else the highest finite score.
  public let highest: Double
  /// The weight of the positive rows in each bin, from low scores to high.
  public let positives: [Double]
  /// The weight of the negative rows in each bin.
  public let negatives: [Double]

  /// Counts the rows in bins of equal width; a bin holds its lower edge, the last one both edges.
  /// Infinite scores go into the end bins. `nil` when there is no finite score.
  public init?(_ blocks: ScoreBlocks, binCount: Int = 40) {
    precondition(binCount > 0, "There is at least one bin.")
    let finite = blocks.scores.filter(\.isFinite)
    guard let top = finite.first, let bottom = finite.last else { return nil }
    lowest = blocks.areProbabilities ? 0 : bottom
    highest = blocks.areProbabilities ? 1 : top
    var positives = [Double](repeating: 0, count: binCount)
    var negatives = positives
    for index in 0..<blocks.count {
      // Halves keep the width finite for scores at the two ends of the range of Double.
      let width = highest / 2 - lowest / 2
      let share = width > 0 ? (blocks.scores[index] / 2 - lowest / 2) / width : 0
      let bin = Int((min(max(share, 0), 1) * Double(binCount)).rounded(.down))
      positives[min(bin, binCount - 1)] += blocks.positives[index]
      negatives[min(bin, binCount - 1)] += blocks.negatives[index]
    }
    self.positives = positives
    self.negatives = negatives
  }
}
