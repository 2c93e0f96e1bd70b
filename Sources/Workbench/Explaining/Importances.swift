public import Modelling

/// How much each feature matters to one model, by several measures; arrays are in schema order.
public struct Importances: Sendable {
  /// Which model.
  public let kind: ModelKind
  /// The features' names.
  public let features: [String]
  /// The model's own measure, shares that sum to 1: total gain of splits for trees, mean absolute
  /// contribution for logistic regression.
  public let gain: [Double]
  /// Mean absolute SHAP value over a sample of test rows, in margin units.
  public let meanAbsoluteSHAP: [Double]
  /// Drop of the test rows' ROC-AUC when the column is shuffled; `nil` until it is computed.
  public let permutation: [PermutationImportance.Drop]?
  /// Coefficients with standard errors, for logistic regression only.
  public let coefficients: [Coefficient]?
}
