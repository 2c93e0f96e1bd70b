extension ModelSettings {
  /// Fits the model of these settings.
  ///
  /// - Throws: ``ModellingError``, as the estimator does.
  public func fitted(to data: TrainingSet, run: TrainingRun) throws -> Fit {
    switch kind {
    case .logistic:
      let model = try logisticEstimator.fitted(to: data, run: run)
      return Fit(
        .logistic(model),
        notes: unheeded + (model.diagnostics.warning.map { [$0] } ?? []))
    case .forest:
      let model = try forestEstimator.fitted(to: data, run: run)
      return fit(
        .forest(model), kept: model.treeCount, of: "treeCount", run,
        notes: unheeded)
    case .boosted:
      let model = try ownBoosting(.logistic).fitted(to: data, run: run)
      return fit(.boosted(model), kept: model.treeCount, of: "rounds", run)
    case .xgboost:
      let model = try xgboosting(.logistic).fitted(to: data, run: run)
      return fit(.xgboost(model), kept: model.roundCount, of: "rounds", run)
    case .lambdamart, .yetirank:
      let objective = ownRanking
      let model = try ownBoosting(objective).fitted(to: data, run: run)
      let line = try calibration(of: model, by: data.validation, threads: run.threads)
      return fit(
        FittedModel(
          ownBoosted: model.calibrated(slope: line.slope, intercept: line.intercept)),
        kept: model.treeCount, of: "rounds", run, loss: objective.lossTitle,
        notes: [line.note])
    case .xgbranker:
      let objective = xgboostRanking
      let model = try xgboosting(objective).fitted(to: data, run: run)
      let line = try calibration(of: model, by: data.validation, threads: run.threads)
      return fit(
        .xgbranker(model.calibrated(slope: line.slope, intercept: line.intercept)),
        kept: model.roundCount, of: "rounds", run, loss: objective.lossTitle,
        notes: [line.note])
    }
  }

  /// A fit of trees: fewer than planned are those of a cancelled one, or what early stopping kept.
  func fit(
    _ model: FittedModel, kept: Int, of key: String, _ run: TrainingRun,
    loss: String = "log-loss", notes: [String] = []
  ) -> Fit {
    let planned = Int(self[key])
    guard kept < planned else { return Fit(model, notes: notes) }
    if run.isCutShort {
      return Fit(model, notes: notes, cancellation: "cancelled after \(kept) of \(planned) trees")
    }
    let note = "kept \(kept) of at most \(planned) trees, by the validation rows' \(loss)"
    return Fit(model, notes: [note] + notes)
  }

  /// Says that directions of columns have no effect, for a model that can't heed them.
  private var unheeded: [String] {
    guard !monotone.isEmpty, !kind.heedsDirections else { return [] }
    let columns = monotone.keys.sorted().joined(separator: ", ")
    return ["does not heed --monotone: it may rise and fall along \(columns)"]
  }

  /// What our own ranking trees are fitted to.
  var ownRanking: BoostingObjective {
    kind == .yetirank ? .yetiRank : Self.lambdaObjectives[Int(self["objective"])].objective
  }

  /// What XGBoost's ranking trees are fitted to.
  var xgboostRanking: XGBoostObjective { XGBoostObjective.rankings[Int(self["objective"])] }

  /// The line that makes a ranker's scores log-odds, and what to say of it.
  struct RankCalibration {
    let slope: Double
    let intercept: Double
    let note: String
  }

  /// The line that makes a ranker's scores log-odds, by the validation rows (Platt), so that
  /// thresholds and expected values mean something; the order stays.
  ///
  /// Scores that don't rise with the outcome from list to list may still do so within each, which is
  /// all that a ranker is fitted to: then the line is the one within lists.
  func calibration(
    of model: some Model, by validation: TrainingSet.Validation?, threads: Int
  ) throws -> RankCalibration {
    guard let validation else {
      throw ModellingError(
        .unusableData,
        "A ranker's scores become probabilities on validation rows, and there are none.")
    }
    let scores = model.margins(for: validation.frame, threads: threads)
    let labels = validation.labels.map { min($0, 1) }
    let all = try PlattScaling(scores: scores, labels: labels)
    if all.slope > 0 {
      return RankCalibration(
        slope: all.slope, intercept: all.intercept,
        note:
          "fitted to the order of each list; probabilities by Platt scaling on the validation rows")
    }
    let within = try validation.groups.map {
      try PlattScaling(scores: scores, labels: labels, lists: $0)
    }
    guard let within, within.slope > 0 else {
      throw ModellingError(
        .unusableData,
        "The ranker's scores say nothing of the validation rows, so that they give no probability; "
          + "give it columns that differ within a group, or use a model that is no ranker.")
    }
    return RankCalibration(
      slope: within.slope, intercept: within.intercept,
      note: "fitted to the order of each list, and says nothing of one list against another: its "
        + "probabilities compare the rows of a list, by the validation rows, and are right in the mean only"
    )
  }

  private var logisticEstimator: LogisticEstimator {
    LogisticEstimator(inverseRegularisation: self["inverseRegularisation"])
  }

  private var forestEstimator: ForestEstimator {
    let depth = Int(self["maximumDepth"])
    let columns = Int(self["columnsPerNode"])
    return ForestEstimator(
      treeCount: Int(self["treeCount"]), maximumDepth: depth == 0 ? nil : depth,
      minimumLeafRows: Int(self["minimumLeafRows"]), columnsPerNode: columns == 0 ? nil : columns)
  }

  func ownBoosting(_ objective: BoostingObjective) -> BoostedEstimator {
    let patience = Int(self["earlyStoppingRounds"])
    return BoostedEstimator(
      rounds: Int(self["rounds"]), maximumDepth: Int(self["maximumDepth"]),
      learningRate: self["learningRate"], lambda: self["lambda"], gamma: self["gamma"],
      minimumChildWeight: self["minimumChildWeight"], rowSampling: self["rowSampling"],
      columnSampling: self["columnSampling"],
      earlyStoppingRounds: patience == 0 ? nil : patience, objective: objective,
      growth: Self.growths[Int(self["growth"])].growth,
      maximumLeaves: Int(self["maximumLeaves"]),
      columnSamplingByLevel: self["columnSamplingByLevel"],
      columnSamplingByNode: self["columnSamplingByNode"], monotone: monotone)
  }

  func xgboosting(_ objective: XGBoostObjective) -> XGBoostEstimator {
    let patience = Int(self["earlyStoppingRounds"])
    return XGBoostEstimator(
      rounds: Int(self["rounds"]), maximumDepth: Int(self["maximumDepth"]),
      learningRate: self["learningRate"], lambda: self["lambda"], gamma: self["gamma"],
      minimumChildWeight: self["minimumChildWeight"], rowSampling: self["rowSampling"],
      columnSampling: self["columnSampling"],
      earlyStoppingRounds: patience == 0 ? nil : patience, objective: objective,
      pairsPerRow: objective.isRanking ? Int(self["pairsPerRow"]) : 7, monotone: monotone)
  }
}
