/// How probabilities become decisions: the threshold with the rule that chose it, and the scores that
/// part the segments. Chosen on validation rows and stored in the model.
public struct DecisionPolicy: Sendable, Hashable, Codable {
  /// The rule that was asked for.
  public let rule: ThresholdRule
  /// The choice, with the rule that made it: best F1 where the one asked for could not be met.
  public let choice: ThresholdChoice
  /// Why the rule asked for could not be met on these rows; `nil` where it was.
  public let refusal: String?
  /// The scores that part high, medium and low.
  public let segments: SegmentPlan

  /// Scores at or above it count as positive.
  public var threshold: Double { choice.threshold }

  /// Chooses on validation rows. A rule that can't be met there gives way to the best F1, and
  /// ``refusal`` says why.
  ///
  /// - Throws: ``ThresholdRefusal`` when there is no best F1 either: no rows, or no positive ones.
  public init(
    choosing rule: ThresholdRule, segments shares: SegmentShares, on blocks: ScoreBlocks
  ) throws(ThresholdRefusal) {
    self.rule = rule
    do {
      choice = try ThresholdChoice(choosing: rule, on: blocks)
      refusal = nil
    } catch {
      choice = try ThresholdChoice(choosing: .bestF1, on: blocks)
      refusal = error.message
    }
    guard
      let segments = SegmentPlan(highShare: shares.high, mediumShare: shares.medium, on: blocks)
    else { preconditionFailure("Rows that gave a threshold give segments too.") }
    self.segments = segments
  }

  /// Whether the rule is about profit and found none, so that contacting nobody is best.
  public var contactsNobody: Bool {
    choice.rule.economics != nil && choice.confusion.contacts == 0
  }

  /// What contacting from the threshold on is worth on some rows; `nil` unless the rule is about
  /// profit.
  public func value(on blocks: ScoreBlocks) -> ContactValue? {
    rule.economics.map {
      ContactValue(of: blocks, from: threshold, margin: $0.margin, cost: $0.cost)
    }
  }

  /// The three segments on some rows, high first, with values where the rule is about profit.
  public func summaries(of blocks: ScoreBlocks) -> [SegmentSummary] {
    segments.summaries(
      of: blocks, margin: rule.economics?.margin, cost: rule.economics?.cost ?? 0)
  }
}
