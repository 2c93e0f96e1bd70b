public import Evaluation

/// What balancing did to a model: its figures on the test rows at one of the stages between no
/// balancing and the model that is kept, each with a threshold of its own from validation rows.
public struct ImbalanceFigures: Sendable {
  /// How far the model got.
  public let stage: Stage
  /// All figures on the test rows; of folds on all out-of-fold rows, each at the threshold of its fold.
  public let metrics: MetricSet
  /// The scores behind them, one a test row.
  let scores: [Double]

  /// The stages, in order.
  public enum Stage: String, Sendable, CaseIterable {
    /// Fitted a second time, without balancing.
    case unbalanced
    /// Balanced, its probabilities as they come.
    case balanced
    /// Balanced, with the prior correction.
    case corrected
    /// Balanced, corrected unless the plan leaves that out, and calibrated.
    case calibrated

    /// The stage in words.
    public var title: String {
      switch self {
      case .unbalanced: "no balancing"
      case .balanced: "balanced"
      case .corrected: "+ prior correction"
      case .calibrated: "+ calibration"
      }
    }
  }

  init(_ stage: Stage, _ outcome: ModelJudgement.Outcome) {
    self.init(stage: stage, metrics: outcome.metrics, scores: outcome.ranked.scores)
  }

  private init(stage: Stage, metrics: MetricSet, scores: [Double]) {
    self.stage = stage
    self.metrics = metrics
    self.scores = scores
  }

  /// The stages of several folds as one list of out-of-fold scores each; those that not every fold has
  /// are left out.
  ///
  /// - Parameter labels: 0 or 1, one a tested row, fold by fold.
  static func pooled(_ folds: [[ImbalanceFigures]], labels: [UInt8]) -> [ImbalanceFigures] {
    Stage.allCases.compactMap { stage in
      let parts = folds.compactMap { fold in fold.first { $0.stage == stage } }
      let scores = parts.flatMap(\.scores)
      guard parts.count == folds.count, !parts.isEmpty,
        let rows = try? ScoredRows(scores: scores, labels: labels)
      else { return nil }
      let matrices = parts.compactMap(\.metrics.confusion)
      return ImbalanceFigures(
        stage: stage,
        metrics: MetricSet(
          pooled: rows,
          confusion: matrices.isEmpty ? nil : matrices.dropFirst().reduce(matrices[0], +)),
        scores: scores)
    }
  }
}
