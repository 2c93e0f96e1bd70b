public import Evaluation
import Modelling

/// High, medium and low intent on rows that the model never saw, by the scores that its validation rows
/// chose.
public struct IntentSegments: Sendable {
  /// The scores that part them.
  public let plan: SegmentPlan
  /// Whether the model brought no scores of its own, and those of convention count.
  public let isConventional: Bool
  /// The segments, high first.
  public let summaries: [SegmentSummary]
  /// Whether they have values.
  public let hasValues: Bool
  /// What the model is called.
  public let modelName: String

  /// Parts the held-out rows of a source.
  ///
  /// - Parameters:
  ///   - margin: what a conversion earns; that of the model's rule when `nil`.
  ///   - cost: what a contact costs, where `margin` is given.
  /// - Returns: `nil` without a model.
  /// - Throws: `EvaluationError` for a score that is no number.
  public init?(_ source: SegmentSource, margin: Double? = nil, cost: Double = 0) throws {
    guard let model = source.model else { return nil }
    let frame = source.frame(of: source.heldOutRows)
    let scores = model.probabilities(for: frame, threads: source.threads)
    let labels: [UInt8] = source.heldOutRows.map { source.isPositive($0) ? 1 : 0 }
    let blocks = try ScoredRows(scores: scores, labels: labels).blocks
    let own = source.policy?.rule.economics
    plan = source.policy?.segments ?? .conventional
    isConventional = source.policy == nil
    summaries = plan.summaries(
      of: blocks, margin: margin ?? own?.margin, cost: margin == nil ? own?.cost ?? 0 : cost)
    hasValues = (margin ?? own?.margin) != nil
    modelName = source.modelName
  }
}
