extension ModelSettings {
  /// Fits the model of these settings.
  ///
  /// - Throws: ``ModellingError``, as the estimator does.
  public func fitted(to data: TrainingSet, run: TrainingRun) throws -> Fit {
    switch kind {
    case .logistic:
      let model = try logisticEstimator.fitted(to: data, run: run)
      return Fit(.logistic(model), notes: model.diagnostics.warning.map { [$0] } ?? [])
    case .forest:
      let model = try forestEstimator.fitted(to: data, run: run)
      return fit(.forest(model), kept: model.treeCount, of: "treeCount", run)
    case .boosted:
      let model = try boostedEstimator.fitted(to: data, run: run)
      var (fitted, notes) = (FittedModel.boosted(model), [String]())
      if objective.isRanking {
        let (calibrated, note) = try calibrated(model, by: data.validation, threads: run.threads)
        (fitted, notes) = (.boosted(calibrated), [note])
      }
      return fit(
        fitted, kept: model.treeCount, of: "rounds", run, loss: objective.lossTitle, notes: notes)
    case .xgboost:
      let model = try xgboostEstimator.fitted(to: data, run: run)
      return fit(.xgboost(model), kept: model.roundCount, of: "rounds", run)
    }
  }

  /// A fit of trees: fewer than planned are those of a cancelled one, or what early stopping kept.
  private func fit(
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

  /// Whether the model is fitted to the order of lists rather than to rows.
  public var isRanking: Bool { kind == .boosted && objective.isRanking }

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
