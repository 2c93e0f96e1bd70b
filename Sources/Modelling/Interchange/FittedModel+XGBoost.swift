public import Foundation

extension CorrectedModel {
  /// The model as XGBoost's JSON, as ``FittedModel/xgboostJSON()`` writes it.
  ///
  /// A prior correction and Platt's scaling are a line over log-odds, which goes into the leaves and the
  /// base of boosted trees and of XGBoost's, so that the library predicts corrected probabilities.
  ///
  /// - Throws: ``ModellingError`` with `invalidModel` also where probabilities are corrected otherwise:
  ///   by an isotonic curve, or in a forest.
  public func xgboostJSON() throws -> Data {
    guard !correction.isNone, let trees = fitted.trees else { return try fitted.xgboostJSON() }
    guard let line = correction.line else {
      throw ModellingError(
        .invalidModel,
        "The model's probabilities are calibrated by an isotonic curve, which is no line over "
          + "log-odds and so no sum of leaves; train one with --calibrate platt or none to export it."
      )
    }
    guard trees.kind == .boosted else {
      throw ModellingError(
        .invalidModel,
        "The forest's probabilities are corrected (\(correction)), and its leaves are averaged as "
          + "probabilities, which takes no line over log-odds; train one with --balance none "
          + "--calibrate none, or export the boosted trees.")
    }
    return BoosterWriter.json(trees.with(slope: line.slope, intercept: line.intercept))
  }
}

extension FittedModel {
  /// The trees, whoever grew them; `nil` for a logistic regression.
  fileprivate var trees: TreeEnsembleModel? {
    switch self {
    case .logistic: nil
    case .forest(let model), .boosted(let model), .lambdamart(let model), .yetirank(let model):
      model
    case .xgboost(let model), .xgbranker(let model): model.trees
    }
  }

  /// The model as XGBoost's JSON, which Python's `xgboost` and libxgboost load from version 1.7 on.
  ///
  /// Predictions are equal to 1e-6, those of amounts and scores to 1e-6 of their spread. Boosted trees
  /// are `binary:logistic`, or `reg:squarederror`, `rank:ndcg`, `rank:map` and `rank:pairwise` by
  /// their objective, and `binary:logistic` again once a ranker is calibrated; a forest is written as
  /// `reg:squarederror` with base score 0, so that `predict` gives its probability. Features carry
  /// their names and kinds. A category's codes are its places among the ascending levels of training,
  /// which XGBoost 3.1 and later find by name. Gains are exact by feature, not by split, except in a
  /// model that XGBoost itself trained.
  ///
  /// - Throws: ``ModellingError`` with `invalidModel` for a logistic regression, which has no trees.
  public func xgboostJSON() throws -> Data {
    switch self {
    case .logistic:
      throw ModellingError(
        .invalidModel,
        "A logistic regression has no trees to write for XGBoost; export the forest, the boosted"
          + " trees or the XGBoost model.")
    case .forest(let model), .boosted(let model), .lambdamart(let model), .yetirank(let model):
      return BoosterWriter.json(model)
    // The booster itself predicts scores; with the calibration in its leaves it predicts what we do.
    case .xgbranker(let model): return BoosterWriter.json(model.trees)
    case .xgboost(let model):
      let booster = try BoosterNormaliser(runningMajor: XGBoostLibrary.version.major)
        .normalised(model.booster)
      return try BoosterText(booster.json).described(
        by: model.schema, booster.document.learner)
    }
  }
}
