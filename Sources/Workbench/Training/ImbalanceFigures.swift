public import Evaluation

/// What balancing did to a model: its figures on the test rows at one of the stages between no
/// balancing and the model that is kept, each with a threshold of its own from validation rows.
public struct ImbalanceFigures: Sendable {
  /// How far the model got.
  public let stage: Stage
  /// All figures on the test rows.
  public let metrics: MetricSet

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
}
