import Foundation

/// A threshold, why it was chosen, and what it does on the rows it was chosen on.
public struct ThresholdChoice: Sendable, Hashable, Codable {
  /// The rule followed.
  public let rule: ThresholdRule
  /// The score from which a row is predicted positive: one of the distinct scores, except when the best
  /// is to contact nobody; then it is the next number above 1 where scores are probabilities, so that
  /// no other row reaches it either, and above the highest score where they are not.
  public let threshold: Double
  /// The matrix at the threshold, on the rows it was chosen on.
  public let confusion: ConfusionMatrix

  /// Chooses among the distinct scores; a tie block is never cut.
  ///
  /// Of equally good thresholds the higher is taken. The rows are validation or out-of-fold rows:
  /// a threshold chosen on the rows it is judged on flatters the model. O(n) on sorted blocks.
  ///
  /// - Throws: ``ThresholdRefusal`` when the rule can't be met: no rows; no positives for F1, precision
  ///   or recall; no threshold with the precision asked for; a top block of tied scores larger than
  ///   the share. A profit can always be had, if only by contacting nobody.
  public init(choosing rule: ThresholdRule, on blocks: ScoreBlocks) throws(ThresholdRefusal) {
    guard blocks.totalWeight > 0 else {
      throw ThresholdRefusal(
        .noRows, "There are no rows to choose a threshold on; hold out more rows.")
    }
    let blockCount: Int
    switch rule {
    case .bestF1:
      try ThresholdChoice.checkPositives(blocks)
      blockCount = ThresholdChoice.bestF1(blocks)
    case .bestProfit(let margin, let cost, let capacity):
      blockCount = ThresholdChoice.bestProfit(
        blocks, margin: margin, cost: cost, capacity: capacity)
    case .precision(let least):
      try ThresholdChoice.checkPositives(blocks)
      blockCount = try ThresholdChoice.lowest(blocks, precision: least)
    case .recall(let least):
      try ThresholdChoice.checkPositives(blocks)
      blockCount = ThresholdChoice.highest(blocks, recall: least)
    case .topShare(let share):
      blockCount = try ThresholdChoice.lowest(blocks, share: share)
    }
    self.rule = rule
    let unreachable = blocks.areProbabilities ? 1.0.nextUp : blocks.scores[0].nextUp
    threshold = blockCount == 0 ? unreachable : blocks.scores[blockCount - 1]
    confusion = blocks.confusion(afterBlocks: blockCount)
  }

  /// Chooses as ``init(choosing:on:)`` does; `nil` where that throws.
  public init?(_ rule: ThresholdRule, on blocks: ScoreBlocks) {
    guard let choice = try? ThresholdChoice(choosing: rule, on: blocks) else { return nil }
    self = choice
  }

  private static func checkPositives(_ blocks: ScoreBlocks) throws(ThresholdRefusal) {
    guard blocks.totalPositives > 0 else {
      throw ThresholdRefusal(
        .noPositives,
        "None of the \(blocks.rowCount) rows that thresholds are chosen on is positive; hold out more "
          + "rows, or choose by profit or top share.")
    }
  }

  private static func bestF1(_ blocks: ScoreBlocks) -> Int {
    let all = blocks.totalPositives
    var best = -1.0
    var bestCount = 0
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

  private static func bestProfit(
    _ blocks: ScoreBlocks, margin: Double, cost: Double, capacity: Double?
  ) -> Int {
    precondition(margin.isFinite && cost.isFinite, "Margin and cost are finite.")
    let most = capacity.map { blocks.weight(ofTop: $0) } ?? .infinity
    // Contacting nobody earns 0, and is the best where every contact loses.
    var best = 0.0
    var bestCount = 0
    for index in 0..<blocks.count {
      let hits = blocks.cumulativePositives[index]
      let contacts = hits + blocks.cumulativeNegatives[index]
      guard fits(contacts, in: most) else { break }
      let value = margin * hits - cost * contacts
      if value > best {
        best = value
        bestCount = index + 1
      }
    }
    return bestCount
  }

  private static func lowest(
    _ blocks: ScoreBlocks, precision least: Double
  ) throws(ThresholdRefusal) -> Int {
    precondition((0...1).contains(least), "A precision lies in 0…1.")
    var mostHits = -1.0
    var highest = 0.0
    var found: Int?
    for index in 0..<blocks.count {
      let hits = blocks.cumulativePositives[index]
      let contacts = hits + blocks.cumulativeNegatives[index]
      guard contacts > 0 else { continue }
      highest = max(highest, hits / contacts)
      if hits / contacts >= least, hits > mostHits {
        mostHits = hits
        found = index + 1
      }
    }
    guard let found else {
      throw ThresholdRefusal(
        .precisionOutOfReach,
        "No threshold has a precision of \(least); the highest is "
          + "\(String(format: "%.4g", highest)). Ask for less, or choose by profit or top share.")
    }
    return found
  }

  /// Contacting everybody has recall 1, so there is always one.
  private static func highest(_ blocks: ScoreBlocks, recall least: Double) -> Int {
    precondition((0...1).contains(least), "A recall lies in 0…1.")
    let index = blocks.cumulativePositives.firstIndex { $0 / blocks.totalPositives >= least }
    return (index ?? blocks.count - 1) + 1
  }

  private static func lowest(
    _ blocks: ScoreBlocks, share: Double
  ) throws(ThresholdRefusal) -> Int {
    let most = blocks.weight(ofTop: share)
    var found: Int?
    for index in 0..<blocks.count {
      let contacts = blocks.cumulativePositives[index] + blocks.cumulativeNegatives[index]
      guard fits(contacts, in: most) else { break }
      found = index + 1
    }
    guard let found else {
      let tied = (blocks.positives[0] + blocks.negatives[0]) / blocks.totalWeight
      throw ThresholdRefusal(
        .shareBelowTies,
        "The highest score is shared by \(String(format: "%.4g", tied)) of the rows, more than the "
          + "top share \(share), and tied rows are not told apart. Ask for a larger share.")
    }
    return found
  }

  /// Sums of weights carry rounding; a block that fits to within it fits.
  private static func fits(_ contacts: Double, in most: Double) -> Bool {
    contacts <= most * (1 + 1e-12)
  }
}
