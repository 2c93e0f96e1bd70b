/// A fitted model with what makes probabilities of its margins: what is trained, saved, loaded and
/// asked for scores.
///
/// Margins, SHAP values and importances are those of the fitted model; probabilities are corrected.
public struct CorrectedModel: Model {
  /// The model as it was fitted.
  public let fitted: FittedModel
  /// What stands between its margins and its probabilities.
  public let correction: ProbabilityCorrection

  /// Makes a model of a fitted one; uncorrected unless said otherwise.
  public init(_ fitted: FittedModel, correction: ProbabilityCorrection = .none) {
    self.fitted = fitted
    self.correction = correction
  }

  /// Which model it is.
  public var kind: ModelKind { fitted.kind }
  /// The features it was fitted on.
  public var schema: FeatureSchema { fitted.schema }
  /// What a margin is.
  public var marginScale: MarginScale { fitted.marginScale }
  /// The model's own importance of each feature.
  public var gainImportance: [Double] { fitted.gainImportance }

  /// One additive score a row, before the link and any correction.
  public func margins(for frame: FeatureFrame, threads: Int) -> [Double] {
    fitted.margins(for: frame, threads: threads)
  }

  /// Exact SHAP values of the margins, before any correction.
  public func contributions(for frame: FeatureFrame, threads: Int) -> Contributions {
    fitted.contributions(for: frame, threads: threads)
  }
}

extension CorrectedModel {
  private enum CodingKeys: String, CodingKey {
    case correction
  }

  /// Reads a model; one that was written without a correction has none.
  public init(from decoder: any Decoder) throws {
    fitted = try FittedModel(from: decoder)
    correction =
      try decoder.container(keyedBy: CodingKeys.self)
      .decodeIfPresent(ProbabilityCorrection.self, forKey: .correction) ?? .none
    guard correction.isNone || marginScale.isProbability else {
      throw ModellingError.damagedCalibration("the model has no probabilities to correct")
    }
  }

  /// Writes the fitted model as it writes itself, and the correction beside it where there is one.
  public func encode(to encoder: any Encoder) throws {
    try fitted.encode(to: encoder)
    guard !correction.isNone else { return }
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(correction, forKey: .correction)
  }
}
