/// The models that stand side by side.
public enum ModelKind: String, Sendable, Codable, CaseIterable {
  case logistic, forest, boosted, xgboost

  /// The name on screen.
  public var title: String {
    switch self {
    case .logistic: "Logistic regression"
    case .forest: "Random forest"
    case .boosted: "Boosted trees"
    case .xgboost: "XGBoost"
    }
  }
}
