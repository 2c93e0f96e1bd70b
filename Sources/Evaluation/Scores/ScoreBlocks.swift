/// The distinct scores of a set of rows, highest first, with what lies at each.
///
/// A block is all rows with one score: rows that no threshold can tell apart. Every figure of
/// classification and calibration is a function of the blocks alone, so none can depend on the
/// order of the rows, and none can cut a tie.
public struct ScoreBlocks: Sendable {
  /// The distinct scores, descending; a row is predicted positive when its score is at least the
  /// threshold, so these are also all the thresholds that matter.
  public let scores: [Double]
  /// The weight of the positive rows in each block; their number when there are no weights.
  public let positives: [Double]
  /// The weight of the negative rows in each block.
  public let negatives: [Double]
  /// The weight of the positive rows in the block and in all above it.
  public let cumulativePositives: [Double]
  /// The weight of the negative rows in the block and in all above it.
  public let cumulativeNegatives: [Double]
  /// The number of rows, whatever their weights.
  public let rowCount: Int
  /// The number of positive rows, whatever their weights.
  public let positiveCount: Int

  init(
    scores: [Double], positives: [Double], negatives: [Double], rowCount: Int, positiveCount: Int
  ) {
    self.scores = scores
    self.positives = positives
    self.negatives = negatives
    self.rowCount = rowCount
    self.positiveCount = positiveCount
    cumulativePositives = ScoreBlocks.runningSum(positives)
    cumulativeNegatives = ScoreBlocks.runningSum(negatives)
  }

  /// The number of distinct scores.
  public var count: Int { scores.count }
  /// The weight of all positive rows.
  public var totalPositives: Double { cumulativePositives.last ?? 0 }
  /// The weight of all negative rows.
  public var totalNegatives: Double { cumulativeNegatives.last ?? 0 }
  /// The weight of all rows.
  public var totalWeight: Double { totalPositives + totalNegatives }

  /// The share of positive rows, 0…1; `nil` when there is no weight at all.
  public var prevalence: Double? {
    totalWeight > 0 ? totalPositives / totalWeight : nil
  }

  /// Whether both classes are there.
  public var hasBothClasses: Bool { totalPositives > 0 && totalNegatives > 0 }

  /// Whether every score lies in 0…1; figures about probabilities are `nil` where it is false.
  public var areProbabilities: Bool {
    guard let highest = scores.first, let lowest = scores.last else { return false }
    return highest <= 1 && lowest >= 0
  }

  /// The number of blocks whose score is at least the threshold. O(log n).
  public func blockCount(atLeast threshold: Double) -> Int {
    var low = 0
    var high = scores.count
    while low < high {
      let middle = (low + high) / 2
      if scores[middle] >= threshold { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The confusion matrix when the first `blockCount` blocks are predicted positive.
  func confusion(afterBlocks blockCount: Int) -> ConfusionMatrix {
    let truePositives = blockCount == 0 ? 0 : cumulativePositives[blockCount - 1]
    let falsePositives = blockCount == 0 ? 0 : cumulativeNegatives[blockCount - 1]
    return ConfusionMatrix(
      truePositives: truePositives, falsePositives: falsePositives,
      falseNegatives: max(0, totalPositives - truePositives),
      trueNegatives: max(0, totalNegatives - falsePositives))
  }

  /// The confusion matrix at a threshold: positive is predicted for scores at least as high. O(log n).
  public func confusion(at threshold: Double) -> ConfusionMatrix {
    precondition(!threshold.isNaN, "A threshold is a number.")
    return confusion(afterBlocks: blockCount(atLeast: threshold))
  }

  private static func runningSum(_ values: [Double]) -> [Double] {
    var sum = 0.0
    return values.map { value in
      sum += value
      return sum
    }
  }
}
