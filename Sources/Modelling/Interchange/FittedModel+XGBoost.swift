public import Foundation

extension CorrectedModel {
  /// The model as XGBoost's JSON, as ``FittedModel/xgboostJSON()`` writes it.
  ///
  /// - Throws: ``ModellingError`` with `invalidModel` also where probabilities are corrected, which
  ///   XGBoost's form has no place for.
  public func xgboostJSON() throws -> Data {
    guard correction.isNone else {
      throw ModellingError(
        .invalidModel,
        "The model's probabilities are corrected (\(correction)), and XGBoost's form has no place for "
          + "that; train one with --balance none --calibrate none to export it.")
    }
    return try fitted.xgboostJSON()
  }
}

extension FittedModel {
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
