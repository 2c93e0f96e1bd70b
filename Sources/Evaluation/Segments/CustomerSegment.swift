/// Which of three segments a customer belongs to.
public enum CustomerSegment: String, Sendable, Codable, CaseIterable {
  /// Likeliest to convert.
  case high
  /// In between.
  case medium
  /// Least likely to convert.
  case low
}

/// The two scores that part high, medium and low: chosen on validation rows and stored in the model.
public struct SegmentPlan: Sendable, Hashable, Codable {
  /// From this score on a row is high.
  public let high: Double
  /// From this score on a row is at least medium; not above `high`.
  public let medium: Double

  /// High above .5 and medium from .1 on: for a model that carries no scores of its own.
  public static let conventional = SegmentPlan(high: 0.5.nextUp, medium: 0.1)

  /// Makes a plan of two scores.
  public init(high: Double, medium: Double) {
    precondition(high >= medium, "High begins no lower than medium.")
    self.high = high
    self.medium = medium
  }

  /// Reads a plan that was written by `encode(to:)`.
  ///
  /// - Throws: `DecodingError` when medium begins above high.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    high = try container.decode(Double.self, forKey: .high)
    medium = try container.decode(Double.self, forKey: .medium)
    guard high >= medium else {
      throw DecodingError.dataCorruptedError(
        forKey: .medium, in: container, debugDescription: "Medium begins above high.")
    }
  }

  /// Chooses the scores on validation rows so that the segments have these shares of the rows; tied rows
  /// stay together, so a segment may be smaller than its share, or empty.
  ///
  /// `nil` without rows.
  ///
  /// - Parameters:
  ///   - highShare: the share that is high at most, above 0.
  ///   - mediumShare: the share that is medium at most, above 0; with `highShare` at most 1.
  public init?(highShare: Double = 0.1, mediumShare: Double = 0.3, on blocks: ScoreBlocks) {
    precondition(
      highShare > 0 && mediumShare > 0 && highShare + mediumShare <= 1 + 1e-12,
      "Shares lie above 0 and sum to at most 1.")
    guard blocks.totalWeight > 0 else { return nil }
    let nobody = blocks.scores[0].nextUp
    let both = min(1, highShare + mediumShare)
    let high = ThresholdChoice(.topShare(highShare), on: blocks)?.threshold ?? nobody
    let medium = ThresholdChoice(.topShare(both), on: blocks)?.threshold ?? nobody
    self.init(high: high, medium: min(medium, high))
  }

  /// The segment of a score.
  public func segment(of score: Double) -> CustomerSegment {
    precondition(!score.isNaN, "A score is a number.")
    return score >= high ? .high : score >= medium ? .medium : .low
  }
}

/// What a segment holds.
public struct SegmentSummary: Sendable, Hashable, Codable {
  /// The segment.
  public let segment: CustomerSegment
  /// The weight of its rows; their number where rows have no weights.
  public let rows: Double
  /// Its share of all rows, 0…1; `nil` without rows.
  public let rowShare: Double?
  /// The weight of its positive rows.
  public let positives: Double
  /// The share of its rows that are positive, 0…1; `nil` where it is empty.
  public let positiveRate: Double?
  /// Its share of all positives, 0…1; `nil` without positives.
  public let positiveShare: Double?
  /// How many times the rate of all rows its rate is; `nil` where it is empty, or no row is positive.
  public let lift: Double?
  /// The mean score of its rows; `nil` where it is empty.
  public let meanScore: Double?
  /// What contacting all of it earned: margin times positives less cost times rows; `nil` without a
  /// margin.
  public let value: Double?
  /// What contacting all of it promises by the scores, which must be probabilities: margin times their
  /// sum less cost times rows; `nil` without a margin, and where a score lies outside 0…1.
  public let expectedValue: Double?
}

extension SegmentPlan {
  /// The three segments on some rows, high first; empty ones included.
  ///
  /// - Parameters:
  ///   - margin: what a conversion earns; `nil` leaves values undefined.
  ///   - cost: what a contact costs.
  public func summaries(
    of blocks: ScoreBlocks, margin: Double? = nil, cost: Double = 0
  ) -> [SegmentSummary] {
    let bounds = [
      0, blocks.blockCount(atLeast: high), blocks.blockCount(atLeast: medium), blocks.count,
    ]
    return CustomerSegment.allCases.enumerated().map { index, segment in
      var positives = 0.0
      var rows = 0.0
      var scoreSum = 0.0
      for block in bounds[index]..<bounds[index + 1] {
        let weight = blocks.positives[block] + blocks.negatives[block]
        positives += blocks.positives[block]
        rows += weight
        if weight > 0 { scoreSum += weight * blocks.scores[block] }
      }
      let rate = rows > 0 ? positives / rows : nil
      let overall = blocks.prevalence.flatMap { $0 > 0 ? $0 : nil }
      let promise = blocks.areProbabilities ? scoreSum : nil
      return SegmentSummary(
        segment: segment, rows: rows,
        rowShare: blocks.totalWeight > 0 ? rows / blocks.totalWeight : nil, positives: positives,
        positiveRate: rate,
        positiveShare: blocks.totalPositives > 0 ? positives / blocks.totalPositives : nil,
        lift: rate.flatMap { rate in overall.map { rate / $0 } },
        meanScore: rows > 0 ? scoreSum / rows : nil,
        value: margin.map { $0 * positives - cost * rows },
        expectedValue: margin.flatMap { margin in promise.map { margin * $0 - cost * rows } })
    }
  }
}
