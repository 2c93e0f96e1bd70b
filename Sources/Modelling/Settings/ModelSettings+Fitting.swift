extension ModelSettings {
  /// Fits the model of these settings.
  ///
  /// - Returns: the model, and what a careful person should know of the fit, one sentence each.
  /// - Throws: ``ModellingError``, as the estimator does.
  public func fitted(
    to data: TrainingSet, run: TrainingRun
  ) throws -> (model: FittedModel, notes: [String]) {
    switch kind {
    case .logistic:
      let model = try logisticEstimator.fitted(to: data, run: run)
      return (.logistic(model), model.diagnostics.warning.map { [$0] } ?? [])
    case .forest:
      let model = try forestEstimator.fitted(to: data, run: run)
      return (.forest(model), notes(kept: model.treeCount, of: "treeCount", early: false, run))
    case .boosted:
      let model = try boostedEstimator.fitted(to: data, run: run)
      let notes = notes(
        kept: model.treeCount, of: "rounds", early: true, run, loss: objective.lossTitle)
      guard objective.isRanking else { return (.boosted(model), notes) }
      let (calibrated, note) = try calibrated(model, by: data.validation, threads: run.threads)
      return (.boosted(calibrated), notes + [note])
    case .xgboost:
      let model = try xgboostEstimator.fitted(to: data, run: run)
      return (.xgboost(model), notes(kept: model.roundCount, of: "rounds", early: true, run))
    }
  }

  /// How the note of a fit that was cancelled half way begins; what remains is a model of its own.
  public static let cancellationNote = "cancelled after"

  /// What boosted trees are fitted to.
  private var objective: BoostingObjective { Self.objectives[Int(self["objective"])].objective }

  /// A ranker whose scores became probabilities on the validation rows (Platt), so that thresholds and
  /// expected values mean something; the order stays.
  private func calibrated(
    _ model: TreeEnsembleModel, by validation: TrainingSet.Validation?, threads: Int
  ) throws -> (TreeEnsembleModel, note: String) {
    guard let validation else {
      throw ModellingError(
        .unusableData,
        "A ranker's scores become probabilities on validation rows, and there are none.")
    }
    let scaling = try PlattScaling(
      scores: model.margins(for: validation.frame, threads: threads), labels: validation.labels)
    guard scaling.slope > 0 else {
      throw ModellingError(
        .unusableData,
        "The ranker's scores say nothing of the validation rows, so that they give no probability; "
          + "try objective=logistic, or other columns.")
    }
    return (
      model.calibrated(slope: scaling.slope, intercept: scaling.intercept),
      "fitted to the order of each list; probabilities by Platt scaling on the validation rows"
    )
  }

  private func notes(
    kept: Int, of key: String, early: Bool, _ run: TrainingRun, loss: String = "log-loss"
  ) -> [String] {
    let planned = Int(self[key])
    guard kept < planned else { return [] }
    // Early stopping keeps fewer trees as well, but of a fit that came to its end.
    return early && !run.isCancelled
      ? ["kept \(kept) of at most \(planned) trees, by the validation rows' \(loss)"]
      : ["\(ModelSettings.cancellationNote) \(kept) of \(planned) trees"]
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

  private var boostedEstimator: BoostedEstimator {
    let rounds = Int(self["rounds"])
    let patience = Int(self["earlyStoppingRounds"])
    // The hessians of swaps are small: the standard for rows would stop every split of a list.
    let least =
      objective.isRanking && !isChanged("minimumChildWeight") ? 0.01 : self["minimumChildWeight"]
    return BoostedEstimator(
      rounds: rounds, maximumDepth: Int(self["maximumDepth"]),
      learningRate: self["learningRate"], lambda: self["lambda"], gamma: self["gamma"],
      minimumChildWeight: least, rowSampling: self["rowSampling"],
      columnSampling: self["columnSampling"],
      earlyStoppingRounds: patience == 0 ? nil : patience, objective: objective,
      growth: Self.growths[Int(self["growth"])].growth,
      maximumLeaves: Int(self["maximumLeaves"]),
      columnSamplingByLevel: self["columnSamplingByLevel"],
      columnSamplingByNode: self["columnSamplingByNode"], monotone: monotone)
  }

  private var xgboostEstimator: XGBoostEstimator {
    let patience = Int(self["earlyStoppingRounds"])
    return XGBoostEstimator(
      rounds: Int(self["rounds"]), maximumDepth: Int(self["maximumDepth"]),
      learningRate: self["learningRate"], lambda: self["lambda"], gamma: self["gamma"],
      minimumChildWeight: self["minimumChildWeight"], rowSampling: self["rowSampling"],
      columnSampling: self["columnSampling"],
      earlyStoppingRounds: patience == 0 ? nil : patience)
  }
}
