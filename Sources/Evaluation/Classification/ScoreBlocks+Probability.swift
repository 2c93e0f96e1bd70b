import Foundation

/// Log-loss, and how many probabilities were too sure to be taken as they are.
public struct LogLoss: Sendable, Hashable, Codable {
  /// Mean −ln of the probability given to what happened; lower is better.
  public let value: Double
  /// The number of rows whose probability was moved to 1e−15 or to 1 − 1e−15.
  public let clippedRows: Int
}

extension ScoreBlocks {
  /// The least probability that log-loss works with.
  static let probabilityFloor = 1e-15

  static func clipped(_ probability: Double) -> Double {
    min(max(probability, probabilityFloor), 1 - probabilityFloor)
  }

  /// Log-loss in natural logarithms, probabilities clipped to 1e−15 … 1 − 1e−15.
  ///
  /// The number of clipped rows counts rows of any weight. `nil` without rows, and when a score lies
  /// outside 0…1.
  ///
  /// - Parameter rowsOfBlock: how many rows a block holds, when that isn't its weight.
  func logLoss(rowsOfBlock: ((Int) -> Int)? = nil) -> LogLoss? {
    guard totalWeight > 0, areProbabilities else { return nil }
    var sum = 0.0
    var clipped = 0
    for index in 0..<count {
      let probability = ScoreBlocks.clipped(scores[index])
      if probability != scores[index] {
        clipped += rowsOfBlock?(index) ?? Int((positives[index] + negatives[index]).rounded())
      }
      if positives[index] > 0 { sum -= positives[index] * log(probability) }
      if negatives[index] > 0 { sum -= negatives[index] * log(1 - probability) }
    }
    return LogLoss(value: sum / totalWeight, clippedRows: clipped)
  }

  /// The Brier score, mean (p − y)²; lower is better. `nil` without rows or when a score lies outside
  /// 0…1. Source: Brier 1950.
  public var brier: Double? {
    guard totalWeight > 0, areProbabilities else { return nil }
    var sum = 0.0
    for index in 0..<count {
      let score = scores[index]
      sum += positives[index] * (1 - score) * (1 - score) + negatives[index] * score * score
    }
    return sum / totalWeight
  }

  /// 1 − Brier / (π(1 − π)): 0 for a model that always says the prevalence π, 1 for a perfect one,
  /// negative for a worse one. `nil` with one class.
  public var brierSkill: Double? {
    guard let brier, let prevalence, hasBothClasses else { return nil }
    return 1 - brier / (prevalence * (1 - prevalence))
  }

  /// Mean probability less the prevalence: above 0 the model promises too much. `nil` without rows or
  /// when a score lies outside 0…1.
  public var calibrationGap: Double? {
    guard let prevalence, areProbabilities else { return nil }
    var sum = 0.0
    for index in 0..<count { sum += (positives[index] + negatives[index]) * scores[index] }
    return sum / totalWeight - prevalence
  }
}

extension ScoredRows {
  /// Log-loss in natural logarithms, probabilities clipped to 1e−15 … 1 − 1e−15, with the number of
  /// rows clipped. `nil` without rows, and when a score lies outside 0…1.
  public var logLoss: LogLoss? {
    guard weights != nil else { return blocks.logLoss() }
    var rows = [Int](repeating: 0, count: blocks.count)
    for block in blockOfRow { rows[Int(block)] += 1 }
    return blocks.logLoss { rows[$0] }
  }
}
