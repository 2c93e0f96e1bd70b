/// The trees behind a model, for explanations that walk them.
struct ModelTrees: Sendable {
  let ensemble: TreeEnsembleModel
  /// Whether infinite numbers count as missing; else as the largest finite ones.
  private let dropsInfinities: Bool

  /// - Returns: `nil` for a model without trees.
  init?(_ model: some Model) {
    switch model as any Model {
    case let model as TreeEnsembleModel: self.init(model, dropsInfinities: false)
    case let model as XGBoostModel: self.init(model.trees, dropsInfinities: true)
    case let model as CorrectedModel: self.init(model.fitted)
    case FittedModel.forest(let model), FittedModel.boosted(let model),
      FittedModel.lambdamart(let model), FittedModel.yetirank(let model):
      self.init(model, dropsInfinities: false)
    case FittedModel.xgboost(let model), FittedModel.xgbranker(let model):
      self.init(model.trees, dropsInfinities: true)
    default: return nil
    }
  }

  init(_ ensemble: TreeEnsembleModel, dropsInfinities: Bool) {
    self.ensemble = ensemble
    self.dropsInfinities = dropsInfinities
  }

  /// The frame as the trees read it.
  func read(_ frame: FeatureFrame) -> FeatureFrame {
    dropsInfinities ? frame.withoutInfinities : frame
  }

  /// One value of a feature as the trees compare it.
  func read(_ value: Float, of feature: Int) -> Float {
    let isNumber = ensemble.schema.features[feature].levels == nil
    return dropsInfinities && isNumber && value.isInfinite ? .nan : QuantileEdges.clamped(value)
  }
}

extension FeatureFrame {
  /// All values side by side, a row after another, as trees compare them.
  func sideBySide() -> [Float] {
    let width = columns.count
    return [Float](unsafeUninitializedCapacity: rowCount * width) { buffer, count in
      count = rowCount * width
      guard let target = buffer.baseAddress else { return }
      target.initialize(repeating: 0, count: count)
      RowBlock.fill(target, from: self, rows: 0..<rowCount)
    }
  }
}
