/// One training of a booster, round by round.
struct XGBoostSession {
  private let settings: XGBoostEstimator
  private let run: TrainingRun
  private let schema: FeatureSchema
  private let training: BoosterRows
  private let validation: BoosterRows?
  private let booster: Booster

  init(_ settings: XGBoostEstimator, data: TrainingSet, run: TrainingRun) throws {
    self.settings = settings
    self.run = run
    schema = data.frame.schema
    let objective = settings.objective
    let rows = {
      (frame: FeatureFrame, labels: [UInt8], groups: [Int32]?, weights: [Float]?) in
      guard objective.isRanking else {
        return try BoosterRows(
          classes: labels, of: frame, weights: weights, threads: run.threads)
      }
      let measure = RankingMeasure(
        objective == .map ? .averagePrecision : .ndcg, cutoff: Self.countedPlaces)
      let lists = RankingLists(
        groups: groups ?? [], grades: labels, measure: measure, seed: run.seed)
      return try BoosterRows(
        lists: lists, of: frame, objective: objective, weights: weights, threads: run.threads)
    }
    training = try rows(data.frame, data.labels, data.groups, data.weights)
    validation = try data.validation.flatMap { held in
      held.labels.isEmpty ? nil : try rows(held.frame, held.labels, held.groups, held.weights)
    }
    booster = try Booster(
      training: [training.matrix] + (validation.map { [$0.matrix] } ?? []),
      parameters: XGBoostParameters.training(
        settings, directions: try schema.directions(settings.monotone, of: "XGBoost"),
        columnCount: schema.features.count,
        baseScore: objective.isRanking ? 0 : Self.positiveShare(data), run: run))
  }

  /// The places of a list that count where rounds are judged.
  private static let countedPlaces = 7

  /// Trains until the rounds, the patience or the run end.
  func fitted() throws -> XGBoostModel {
    var done = 0
    var stopping = EarlyStopping(
      patience: settings.earlyStoppingRounds, ofLists: settings.objective.isRanking)
    while done < settings.rounds && !run.shouldStop() {
      try booster.update(round: done, on: training.matrix)
      done += 1
      let held = try validation.flatMap { try $0.loss(of: booster.margins(of: $0.matrix)) }
      run.advance(
        to: TrainingProgress(
          step: done, stepCount: settings.rounds,
          trainingLoss: training.loss(of: try booster.margins(of: training.matrix)),
          validationLoss: held))
      if let held {
        stopping.add(held, round: done - 1)
        if stopping.isOver(after: done - 1) { break }
      }
    }
    guard done > 0 else {
      throw ModellingError(.cancelled, "XGBoost was cancelled before its first round was done.")
    }
    let kept = stopping.kept(of: done)
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
