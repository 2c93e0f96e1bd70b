/// Any of the models, as one value that can be kept, written and read.
public enum FittedModel: Model {
  case logistic(LogisticModel)
  case forest(TreeEnsembleModel)
  case boosted(TreeEnsembleModel)
  case xgboost(XGBoostModel)
  case lambdamart(TreeEnsembleModel)
  case yetirank(TreeEnsembleModel)
  case xgbranker(XGBoostModel)

  /// Which model it is.
  public var kind: ModelKind {
    switch self {
    case .logistic: .logistic
    case .forest: .forest
    case .boosted: .boosted
    case .xgboost: .xgboost
    case .lambdamart: .lambdamart
    case .yetirank: .yetirank
    case .xgbranker: .xgbranker
    }
  }

  private var model: any Model {
    switch self {
    case .logistic(let model): model
    case .forest(let model), .boosted(let model), .lambdamart(let model), .yetirank(let model):
      model
    case .xgboost(let model), .xgbranker(let model): model
    }
  }

  /// Boosted trees of our own under the name that goes with what they were fitted to.
  public init(ownBoosted model: TreeEnsembleModel) {
    self =
      switch model.objective {
      case .logistic, .squaredError: .boosted(model)
      case .lambdaNDCG, .lambdaMAP: .lambdamart(model)
      case .yetiRank: .yetirank(model)
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

extension FittedModel: Codable {
  private enum CodingKeys: String, CodingKey, CaseIterable {
    case logistic, forest, boosted, xgboost, lambdamart, yetirank, xgbranker
  }

  /// Where the model stands below its name.
  private enum ValueKeys: String, CodingKey {
    case model = "_0"
  }

  /// Writes the model below its name.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    func write(_ model: some Model, _ key: CodingKeys) throws {
      var inner = container.nestedContainer(keyedBy: ValueKeys.self, forKey: key)
      try inner.encode(model, forKey: .model)
    }
    switch self {
    case .logistic(let model): try write(model, .logistic)
    case .forest(let model): try write(model, .forest)
    case .boosted(let model): try write(model, .boosted)
    case .xgboost(let model): try write(model, .xgboost)
    case .lambdamart(let model): try write(model, .lambdamart)
    case .yetirank(let model): try write(model, .yetirank)
    case .xgbranker(let model): try write(model, .xgbranker)
    }
  }

  /// Reads a model. Rankers once stood under the name `boosted`; what their trees were fitted to tells
  /// them apart.
  ///
  /// - Throws: `DecodingError` for no model or several, or one of an unknown name, and what the model
  ///   throws.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    guard let key = container.allKeys.first, container.allKeys.count == 1 else {
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: container.codingPath, debugDescription: "There is one model of a known kind.")
      )
    }
    let inner = try container.nestedContainer(keyedBy: ValueKeys.self, forKey: key)
    switch key {
    case .logistic: self = .logistic(try inner.decode(LogisticModel.self, forKey: .model))
    case .forest: self = .forest(try inner.decode(TreeEnsembleModel.self, forKey: .model))
    case .boosted, .lambdamart, .yetirank:
      let model = try inner.decode(TreeEnsembleModel.self, forKey: .model)
      self = FittedModel(ownBoosted: model)
      guard key == .boosted || kind.rawValue == key.rawValue else {
        throw ModellingError(
          .invalidModel,
          "The model is damaged: a \(key.rawValue) model is fitted to \(model.objective.rawValue). "
            + "Load another copy, or train it again.")
      }
    case .xgboost: self = .xgboost(try inner.decode(XGBoostModel.self, forKey: .model))
    case .xgbranker: self = .xgbranker(try inner.decode(XGBoostModel.self, forKey: .model))
    }
  }
}
