extension ModelSettings {
  /// Fits to lists of rows with grades: a ranker to their order, boosted trees to the grade itself by
  /// squared error. The model's scores order the rows of a list and are no probabilities.
  ///
  /// The set's labels are grades, and its amounts the same as numbers.
  ///
  /// - Throws: ``ModellingError``, as the estimator does, and with `unusableData` for a kind that can't
  ///   read grades (``ModelKind/readsGrades``).
  public func fitted(toGrades data: TrainingSet, run: TrainingRun) throws -> Fit {
    switch kind {
    case .boosted:
      let objective = BoostingObjective.squaredError
      let model = try ownBoosting(objective).fitted(to: data, run: run)
      return fit(
        .boosted(model), kept: model.treeCount, of: "rounds", run, loss: objective.lossTitle,
        notes: ["fitted to the grade of each row by itself; its score is the expected grade"])
    case .lambdamart, .yetirank:
      let objective = ownRanking
      let model = try ownBoosting(objective).fitted(to: data, run: run)
      return fit(
        FittedModel(ownBoosted: model), kept: model.treeCount, of: "rounds", run,
        loss: objective.lossTitle)
    case .xgbranker:
      let objective = XGBoostObjective.rankings[Int(self["objective"])]
      let model = try xgboosting(objective).fitted(to: data, run: run)
      return fit(
        .xgbranker(model), kept: model.roundCount, of: "rounds", run, loss: objective.lossTitle)
    case .logistic, .forest, .xgboost:
      throw ModellingError(
        .unusableData, "\(kind.rawValue) is for two classes; use a ranker or boosted for grades.")
    }
  }
}
