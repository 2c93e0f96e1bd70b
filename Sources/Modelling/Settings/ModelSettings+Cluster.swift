public import Foundation

/// Models that XGBoost fits elsewhere, on a cluster.
extension ModelSettings {
  /// What XGBoost's estimators in Python are to do: the objective and the settings under their names;
  /// `nil` for a model that is none of XGBoost's.
  ///
  /// - Throws: ``ModellingError`` with `invalidSetting` where columns are bound to a direction, which is
  ///   not handed over.
  public func estimatorSettings() throws -> (objective: String, settings: [String: Double])? {
    guard let objective = xgboostObjective else { return nil }
    guard monotone.isEmpty else {
      throw ModellingError(
        .invalidSetting,
        "--monotone is not handed over to Spark; leave it out, or train on this machine.")
    }
    return (
      objective.booster.rawValue, XGBoostParameters.estimator(xgboosting(objective))
    )
  }

  private var xgboostObjective: XGBoostObjective? {
    switch kind {
    case .xgboost: .logistic
    case .xgbranker: xgboostRanking
    case .logistic, .forest, .boosted, .lambdamart, .yetirank: nil
    }
  }

  /// Takes a booster that was fitted elsewhere with these settings as a model of one's own.
  ///
  /// - Parameters:
  ///   - booster: JSON or UBJSON of XGBoost 1 to 3; its features are the schema's, in order and coded
  ///     alike.
  ///   - validation: rows that no tree saw; a ranker's scores become probabilities on them.
  /// - Throws: ``ModellingError`` with `invalidModel` for damaged bytes, unknown versions and another
  ///   objective than the model's, with `unusableData` for a ranker that says nothing of the rows.
  public func fit(
    of booster: Data, schema: FeatureSchema, validation: TrainingSet.Validation, threads: Int
  ) throws -> Fit {
    let run = TrainingRun(seed: 0, threads: threads)
    switch kind {
    case .xgboost:
      let model = try XGBoostModel(booster: booster, schema: schema)
      return fit(.xgboost(model), kept: model.roundCount, of: "rounds", run)
    case .xgbranker:
      let model = try XGBoostModel(booster: booster, schema: schema, mayRank: true)
      guard model.marginScale == .score else {
        throw BoosterNormaliser.refusal("it puts no lists in order, as a ranker has to")
      }
      let line = try calibration(of: model, by: validation, threads: threads)
      return fit(
        .xgbranker(model.calibrated(slope: line.slope, intercept: line.intercept)),
        kept: model.roundCount, of: "rounds", run, loss: xgboostRanking.lossTitle,
        notes: [line.note])
    case .logistic, .forest, .boosted, .lambdamart, .yetirank:
      preconditionFailure("Only XGBoost's models are fitted elsewhere, not \(kind.rawValue).")
    }
  }
}
