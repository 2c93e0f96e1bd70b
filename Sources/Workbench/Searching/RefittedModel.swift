public import Evaluation
public import Modelling
import Tabular

/// The best settings of a search fitted once more, on the fit and validation rows together: nothing of
/// the training side is held back any longer.
///
/// Its number of trees is the median of what the folds kept, and nothing stops it early. Threshold,
/// segments and what corrects probabilities are those of the fit before it, chosen on validation rows
/// which that one did not see. No test row plays a part.
public struct RefittedModel: Sendable {
  /// The model, with the correction of the fit before it.
  public let model: CorrectedModel
  /// Its settings: those found, with the number of trees put in.
  public let settings: ModelSettings
  /// The decisions of the fit before it.
  public let policy: DecisionPolicy
  /// The rows that it was fitted on, before any balancing.
  public let fitRows: Int
  /// All metrics on the test rows.
  public let metrics: MetricSet
  /// The test rows by score.
  public let ranked: ScoredRows

  /// Fits.
  ///
  /// - Parameters:
  ///   - trees: the median number of trees of the folds; `nil` for models without rounds.
  ///   - first: the fit before it, on the fit rows of the preparation.
  init(
    _ settings: ModelSettings, trees: Int?, after first: TrainedModel,
    plan: TrainingPlan, on preparation: Preparation, run: TrainingRun
  ) throws {
    precondition(
      !settings.kind.isRanker, "A ranker's scores become probabilities on validation rows.")
    var settings = settings
    let keys = ModelSettings.definitions(of: settings.kind).map(\.key)
    if let trees, keys.contains("rounds"), keys.contains("earlyStoppingRounds") {
      try settings.set("rounds", to: Double(trees))
      try settings.set("earlyStoppingRounds", to: 0)
    }
    let dataset = preparation.known
    let rows = preparation.split.train
    let schema = FeatureSchema(
      fittedTo: dataset.table, features: dataset.features, rows: rows,
      trainingOnly: dataset.positionFeature, recipes: dataset.recipes)
    let frame = schema.frame(of: dataset.table, rows: rows, isFitting: true)
    let labels = rows.map { dataset.labels[$0] }
    var set = TrainingSet(frame: frame, labels: labels)
    if plan.balance != .none {
      let balanced = try plan.balance.applied(
        to: frame, labels: labels, seed: plan.seed, threads: plan.threads)
      set = TrainingSet(
        frame: balanced.frame, labels: balanced.labels, weights: balanced.weights,
        madeUpCount: balanced.labels.count - balanced.originalCount)
    }
    let model = CorrectedModel(
      try settings.fitted(to: set, run: run).model, correction: first.model.correction)
    let scores = model.probabilities(
      for: schema.frame(of: dataset.table, rows: preparation.split.test), threads: plan.threads)
    ranked = try preparation.heldOut.measured(scores)
    metrics = MetricSet(
      ranked, threshold: first.policy.threshold, groups: preparation.testGroups)
    self.model = model
    self.settings = settings
    policy = first.policy
    fitRows = rows.count
  }
}
