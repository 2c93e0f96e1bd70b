import Threads

/// A fitted model: it scores encoded rows, explains its scores, and writes itself.
///
/// Scores come in the frame's row order. Every value is finite for any input, NaN included.
public protocol Model: Sendable, Codable {
  /// The features it was fitted on; frames given to it have this schema.
  var schema: FeatureSchema { get }
  /// What a margin is: log-odds, a probability itself, an amount or a score.
  var marginScale: MarginScale { get }
  /// What stands between margins and probabilities; nothing but the link where a model has none.
  var correction: ProbabilityCorrection { get }
  /// One additive score a row, before the link.
  func margins(for frame: FeatureFrame, threads: Int) -> [Double]
  /// Exact SHAP values: they and the base sum to the row's margin.
  func contributions(for frame: FeatureFrame, threads: Int) -> Contributions
  /// The model's own importance of each feature, not negative, summing to 1 (or all 0).
  var gainImportance: [Double] { get }
}

/// What a model's margin measures.
public enum MarginScale: String, Sendable, Codable {
  /// Natural log of p/(1 − p); the probability is its logistic.
  case logOdds
  /// The probability itself, 0…1.
  case probability
  /// An expected amount, in the unit of the amounts that were fitted.
  case amount
  /// A number that orders the rows of a list and means nothing else.
  case score

  /// Whether a margin stands for a probability.
  public var isProbability: Bool { self == .logOdds || self == .probability }
}

extension Model {
  /// Nothing but the model's own link.
  public var correction: ProbabilityCorrection { .none }

  /// What the model predicts of each row on its own scale: the probability of the positive class
  /// where the margins stand for one, else the margin itself, an amount or a score.
  public func scores(for frame: FeatureFrame, threads: Int) -> [Double] {
    marginScale.isProbability
      ? probabilities(for: frame, threads: threads) : margins(for: frame, threads: threads)
  }

  /// The probability of the positive class for each row, 0…1.
  ///
  /// - Precondition: ``marginScale`` stands for a probability. A ranker's does once it is calibrated
  ///   (``TreeEnsembleModel/calibrated(slope:intercept:)``).
  public func probabilities(for frame: FeatureFrame, threads: Int) -> [Double] {
    correction.probabilities(
      ofMargins: margins(for: frame, threads: threads), scale: marginScale, threads: threads)
  }
}

/// SHAP values of some rows: `values[row * featureCount + feature]`, in margin units.
public struct Contributions: Sendable {
  /// The number of features.
  public let featureCount: Int
  /// The margin of the average row, by the model's own background.
  public let base: Double
  /// Row-major values.
  public let values: [Double]

  /// Makes contributions.
  ///
  /// - Precondition: `values` holds whole rows.
  public init(featureCount: Int, base: Double, values: [Double]) {
    precondition(
      featureCount > 0 && values.count % featureCount == 0, "Contributions are whole rows.")
    self.featureCount = featureCount
    self.base = base
    self.values = values
  }

  /// The values of one row, a feature each.
  public func row(_ row: Int) -> ArraySlice<Double> {
    values[row * featureCount..<(row + 1) * featureCount]
  }
}
