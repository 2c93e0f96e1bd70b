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
      return (.boosted(model), notes(kept: model.treeCount, of: "rounds", early: true, run))
    case .xgboost:
      let model = try xgboostEstimator.fitted(to: data, run: run)
      return (.xgboost(model), notes(kept: model.roundCount, of: "rounds", early: true, run))
    }
  }

  /// How the note of a fit that was cancelled half way begins; what remains is a model of its own.
  public static let cancellationNote = "cancelled after"

  private func notes(kept: Int, of key: String, early: Bool, _ run: TrainingRun) -> [String] {
    let planned = Int(self[key])
    guard kept < planned else { return [] }
    // Early stopping keeps fewer trees as well, but of a fit that came to its end.
    return early && !run.isCancelled
      ? ["kept \(kept) of at most \(planned) trees, by the validation rows' log-loss"]
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
    return BoostedEstimator(
      rounds: rounds, maximumDepth: Int(self["maximumDepth"]),
      learningRate: self["learningRate"], lambda: self["lambda"], gamma: self["gamma"],
      minimumChildWeight: self["minimumChildWeight"], rowSampling: self["rowSampling"],
      columnSampling: self["columnSampling"],
      earlyStoppingRounds: patience == 0 ? rounds : patience,
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
