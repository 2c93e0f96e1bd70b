/// Any of the models, as one value that can be kept, written and read.
public enum FittedModel: Model {
  case logistic(LogisticModel)
  case forest(TreeEnsembleModel)
  case boosted(TreeEnsembleModel)
  case xgboost(XGBoostModel)

  /// Which model it is.
  public var kind: ModelKind {
    switch self {
    case .logistic: .logistic
    case .forest: .forest
    case .boosted: .boosted
    case .xgboost: .xgboost
    }
  }

  private var model: any Model {
    switch self {
    case .logistic(let model): model
    case .forest(let model), .boosted(let model): model
    case .xgboost(let model): model
    }
  }

  /// The features it was fitted on.
  public var schema: FeatureSchema { model.schema }
  /// What a margin is.
  public var marginScale: MarginScale { model.marginScale }
  /// The model's own importance of each feature.
  public var gainImportance: [Double] { model.gainImportance }

  /// One additive score a row, before the link. Rows that repeat are scored once.
  public func margins(for frame: FeatureFrame, threads: Int) -> [Double] {
    guard let distinct = frame.distinctRows(threads: threads) else {
      return model.margins(for: frame, threads: threads)
    }
    let scores = model.margins(for: frame.rows(distinct.first.map(Int.init)), threads: threads)
    return distinct.ofRow.map { scores[Int($0)] }
  }

  /// Exact SHAP values.
  public func contributions(for frame: FeatureFrame, threads: Int) -> Contributions {
    model.contributions(for: frame, threads: threads)
  }
}
