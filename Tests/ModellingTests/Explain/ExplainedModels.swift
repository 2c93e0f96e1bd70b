import Testing

@testable import Modelling

/// Small fitted models of every kind over five features, three of which interact.
enum ExplainedModels {
  /// The rows that the models were fitted to.
  static func frame() -> FeatureFrame { TreeTestData.mixed(rowCount: 500, seed: 3).frame }

  static func trees() throws -> [any Model] {
    let (frame, labels) = TreeTestData.mixed(rowCount: 500, seed: 3)
    let set = TrainingSet(frame: frame, labels: labels)
    return [
      try BoostedEstimator(rounds: 6, maximumDepth: 5).fitted(to: set, run: TreeTestData.run()),
      FittedModel.forest(
        try ForestEstimator(treeCount: 4, minimumLeafRows: 2).fitted(
          to: set, run: TreeTestData.run())),
      FittedModel.xgboost(
        try XGBoostEstimator(rounds: 6, maximumDepth: 4, earlyStoppingRounds: nil).fitted(
          to: set, run: TreeTestData.run())),
    ]
  }

  /// The trees behind a model of ``trees()``.
  static func ensemble(of model: any Model) throws -> TreeEnsembleModel {
    let trees = ModelTrees(model)
    return try #require(trees).ensemble
  }

  static func logistic() throws -> FittedModel {
    let (frame, labels) = TreeTestData.mixed(rowCount: 500, seed: 3)
    return .logistic(
      try LogisticEstimator().fitted(
        to: TrainingSet(frame: frame, labels: labels), run: TreeTestData.run()))
  }
}
