/// One training of a booster, round by round.
struct XGBoostSession {
  private let settings: XGBoostEstimator
  private let run: TrainingRun
  private let schema: FeatureSchema
  private let training: BoosterMatrix
  private let validation: BoosterMatrix?
  private let booster: Booster
  private let trainingLoss: BoostingLoss
  private let validationLoss: BoostingLoss?

  init(_ settings: XGBoostEstimator, data: TrainingSet, run: TrainingRun) throws {
    self.settings = settings
    self.run = run
    schema = data.frame.schema
    training = try BoosterMatrix(data.frame, threads: run.threads)
    try training.setLabels(data.labels, weights: data.weights)
    trainingLoss = BoostingLoss(labels: data.labels, weights: data.weights, threads: run.threads)
    if let held = data.validation, !held.labels.isEmpty {
      validation = try BoosterMatrix(held.frame, threads: run.threads)
      validationLoss = BoostingLoss(
        labels: held.labels, weights: held.weights, threads: run.threads)
    } else {
      validation = nil
      validationLoss = nil
    }
    booster = try Booster(
      training: [training] + (validation.map { [$0] } ?? []),
      parameters: XGBoostParameters.training(
        settings, baseScore: Self.positiveShare(data), run: run))
  }

  /// Trains until the rounds, the patience or the run end.
  func fitted() throws -> XGBoostModel {
    var done = 0
    var best = (round: 0, loss: Double.infinity)
    while done < settings.rounds && !run.shouldStop() {
      try booster.update(round: done, on: training)
      done += 1
      let held = try validation.flatMap { matrix in
        validationLoss?.value(try booster.margins(of: matrix))
      }
      run.advance(
        to: TrainingProgress(
          step: done, stepCount: settings.rounds,
          trainingLoss: trainingLoss.value(try booster.margins(of: training)),
          validationLoss: held))
      if let held, let patience = settings.earlyStoppingRounds {
        if held < best.loss { best = (done, held) }
        if done - best.round >= patience { break }
      }
    }
    guard done > 0 else {
      throw ModellingError(.cancelled, "XGBoost was cancelled before its first round was done.")
    }
    let kept = best.round > 0 ? best.round : done
    let final = kept < done ? try booster.firstRounds(kept) : booster
    return try XGBoostModel(trained: final, schema: schema)
  }

  /// The weighted share of positives.
  private static func positiveShare(_ data: TrainingSet) -> Double {
    var total = 0.0
    var positive = 0.0
    for (row, label) in data.labels.enumerated() {
      let weight = Double(data.weights?[row] ?? 1)
      total += weight
      if label != 0 { positive += weight }
    }
    // The library refuses exactly 0 and 1, which a float could round to.
    return min(max(positive / total, 1e-6), 1 - 1e-6)
  }
}
