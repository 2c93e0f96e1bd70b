/// How a threshold is to be chosen.
public enum ThresholdRule: Sendable, Hashable, Codable {
  /// The highest F1.
  case bestF1
  /// The highest profit, with `margin` earned a conversion and `cost` paid a contact.
  case bestProfit(margin: Double, cost: Double)
  /// The most recall whose precision is at least this, 0…1.
  case precision(atLeast: Double)
  /// The fewest contacts whose recall is at least this, 0…1.
  case recall(atLeast: Double)
  /// As many contacts as fit in the ⌈share · n⌉ rows of this share, above 0 and at most 1.
  case topShare(Double)
}

/// A threshold, why it was chosen, and what it does on the rows it was chosen on.
public struct ThresholdChoice: Sendable, Hashable, Codable {
  /// The rule followed.
  public let rule: ThresholdRule
  /// The score from which a row is predicted positive: one of the distinct scores, except when the best
  /// is to contact nobody; then it is the next number above the highest score.
  public let threshold: Double
  /// The matrix at the threshold, on the rows it was chosen on.
  public let confusion: ConfusionMatrix

  /// Chooses among the distinct scores; a tie block is never cut.
  ///
  /// Of equally good thresholds the higher is taken. The rows are validation or out-of-fold rows:
  /// a threshold chosen on the rows it is judged on flatters the model. O(n) on sorted blocks.
  ///
  /// The result is `nil` when the rule can't be met: no positives for F1, precision or recall, no
  /// threshold with the precision asked for, the top block of tied scores larger than the share.
  public init?(_ rule: ThresholdRule, on blocks: ScoreBlocks) {
    guard blocks.totalWeight > 0 else { return nil }
    let found: Int? =
      switch rule {
      case .bestF1: ThresholdChoice.bestF1(blocks)
      case .bestProfit(let margin, let cost):
        ThresholdChoice.bestProfit(blocks, margin: margin, cost: cost)
      case .precision(let least): ThresholdChoice.lowest(blocks, precision: least)
      case .recall(let least): ThresholdChoice.highest(blocks, recall: least)
      case .topShare(let share): ThresholdChoice.lowest(blocks, share: share)
      }
    guard let blockCount = found else { return nil }
    self.rule = rule
    threshold = blockCount == 0 ? blocks.scores[0].nextUp : blocks.scores[blockCount - 1]
    confusion = blocks.confusion(afterBlocks: blockCount)
  }

  private static func bestF1(_ blocks: ScoreBlocks) -> Int? {
    let all = blocks.totalPositives
    guard all > 0 else { return nil }
    var best = -1.0
    var bestCount: Int?
    for index in 0..<blocks.count {
      let hits = blocks.cumulativePositives[index]
      // 2TP + FP + FN is the contacts and the positives together.
      let value = 2 * hits / (hits + blocks.cumulativeNegatives[index] + all)
      if value > best {
        best = value
        bestCount = index + 1
      }
    }
    return bestCount
  }

  private static func bestProfit(_ blocks: ScoreBlocks, margin: Double, cost: Double) -> Int? {
    precondition(margin.isFinite && cost.isFinite, "Margin and cost are finite.")
    // Contacting nobody earns 0, and is the best where every contact loses.
    var best = 0.0
    var bestCount = 0
    for index in 0..<blocks.count {
      let hits = blocks.cumulativePositives[index]
      let value = margin * hits - cost * (hits + blocks.cumulativeNegatives[index])
      if value > best {
        best = value
        bestCount = index + 1
      }
    }
    return bestCount
  }

  private static func lowest(_ blocks: ScoreBlocks, precision least: Double) -> Int? {
    precondition((0...1).contains(least), "A precision lies in 0…1.")
    guard blocks.totalPositives > 0 else { return nil }
    var mostHits = -1.0
    var found: Int?
    for index in 0..<blocks.count {
      let hits = blocks.cumulativePositives[index]
      let contacts = hits + blocks.cumulativeNegatives[index]
      if contacts > 0, hits / contacts >= least, hits > mostHits {
        mostHits = hits
        found = index + 1
      }
    }
    return found
  }

  private static func highest(_ blocks: ScoreBlocks, recall least: Double) -> Int? {
    precondition((0...1).contains(least), "A recall lies in 0…1.")
    guard blocks.totalPositives > 0 else { return nil }
    let index = blocks.cumulativePositives.firstIndex { $0 / blocks.totalPositives >= least }
    return index.map { $0 + 1 }
  }

  private static func lowest(_ blocks: ScoreBlocks, share: Double) -> Int? {
    let most = blocks.weight(ofTop: share)
    var found: Int?
    for index in 0..<blocks.count {
      let contacts = blocks.cumulativePositives[index] + blocks.cumulativeNegatives[index]
      // Sums of weights carry rounding; a block that fits to within it fits.
      guard contacts <= most * (1 + 1e-12) else { break }
      found = index + 1
    }
    return found
  }
}
