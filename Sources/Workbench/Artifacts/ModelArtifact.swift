public import Evaluation
public import Modelling
public import Monitoring
public import Tabular

/// A model file: all that scoring needs, and where the model came from.
public struct ModelArtifact: Sendable, Codable {
  /// The model with its feature schema.
  public let model: CorrectedModel
  /// The model of the amount that the outcome brings; `nil` where the data had none, and in older
  /// files.
  public let amount: AmountModel?
  /// The settings it was trained with.
  public let settings: ModelSettings
  /// Scores at or above it count as positive.
  public let threshold: Double
  /// Which rows chose the threshold.
  public let thresholdSource: String
  /// The rule of the threshold, what it did on the rows that chose it, and the segments; `nil` in files
  /// that were written before models carried it.
  public let policy: DecisionPolicy?
  /// What was done about a rare class in the rows fitted to, as `weights`; `nil` in older files.
  public let balance: String?
  /// The name of the data set it was trained on.
  public let datasetName: String
  /// The fingerprint of that data.
  public let fingerprint: String
  /// The roles of its columns.
  public let roles: Roles
  /// The spelling of the positive class.
  public let positiveLabel: String
  /// How its test rows were set apart, as `holdout:0.2`.
  public let split: String
  /// The seed of the training.
  public let seed: UInt64
  /// Rows it was fitted on.
  public let fitRows: Int
  /// Its metrics on the test rows, by key; undefined ones are absent.
  public let metrics: [String: Double]
  /// The grades of the lists that it puts in order by scores; `nil` for a model of two classes, and in
  /// older files.
  public let grades: GradeScale?
  /// What somebody must know of it before using it; `nil` where nobody made one, and in older files.
  public internal(set) var card: ModelCard?
  /// How the data lay when it was trained, for holding later data against; `nil` for a model of graded
  /// lists, and in older files.
  public let reference: ReferenceProfile?

  /// Which grades there were, and from which on a row counts as relevant.
  public struct GradeScale: Sendable, Codable, Equatable {
    /// The highest grade.
    public let highest: Int
    /// The least relevant grade.
    public let relevantFrom: Int
  }

  /// Describes a model of a comparison, or returns `nil` for one that has no model.
  public init?(of kind: ModelKind, in comparison: Comparison) {
    self.init(of: kind, in: comparison, described: nil)
  }

  /// Describes a model of a comparison whose columns are described already.
  init?(
    of kind: ModelKind, in comparison: Comparison,
    described: (rowCount: Int, features: [FeatureReference])?
  ) {
    guard let result = comparison.results.first(where: { $0.kind == kind }),
      let trained = result.trained
    else { return nil }
    let dataset = comparison.data.dataset
    model = trained.model
    amount = comparison.amount?.model
    settings = result.settings
    threshold = trained.threshold
    thresholdSource = trained.thresholdSource
    policy = trained.policy
    balance = comparison.plan.balance.description
    datasetName = dataset.name
    fingerprint = dataset.fingerprint
    roles = dataset.roles
    positiveLabel = dataset.positiveLabel
    split = comparison.plan.split.description
    seed = comparison.plan.seed
    fitRows = comparison.split.fitRows
    metrics = Self.figures(trained.metrics)
    grades = nil
    reference = ReferenceProfile(
      described ?? ReferenceProfile.features(of: dataset, by: trained.model.schema),
      scores: trained.ranked)
  }

  /// Describes a model of graded lists; `nil` for one that has no model. Its threshold says nothing.
  public init?(_ trained: GradedComparison.Model, in comparison: GradedComparison) {
    guard let fitted = trained.fitted, let evaluation = trained.evaluation,
      let own = comparison.data.dataset.grades, let highest = own.counts.last?.grade
    else { return nil }
    let dataset = comparison.data.dataset
    model = CorrectedModel(fitted)
    amount = nil
    settings = trained.settings
    (threshold, thresholdSource, policy, balance) = (0, "none", nil, nil)
    datasetName = dataset.name
    fingerprint = dataset.fingerprint
    roles = dataset.roles
    positiveLabel = dataset.positiveLabel
    split = comparison.plan.split.description
    seed = comparison.plan.seed
    fitRows = comparison.folds.first?.fitRows ?? 0
    metrics = Self.figures(MetricSet(evaluation, rowCount: comparison.testRows.count))
    grades = GradeScale(highest: highest, relevantFrom: own.relevantFrom)
    reference = nil
  }

  /// Describes what a search found: the refitted model, or the first fit of a ranker; `nil` where the
  /// test was cancelled, and so there is no model.
  public init?(of result: SearchResult) {
    guard let verdict = result.verdict, let trial = result.folds.best else { return nil }
    let dataset = result.data.dataset
    let training = result.folds.plan.training
    let refitted = verdict.refitted
    model = refitted?.model ?? verdict.best.model
    amount = verdict.amount?.model
    settings = refitted?.settings ?? trial.settings
    policy = refitted?.policy ?? verdict.best.policy
    threshold = verdict.best.threshold
    thresholdSource = verdict.best.thresholdSource
    balance = training.balance.description
    datasetName = dataset.name
    fingerprint = dataset.fingerprint
    roles = dataset.roles
    positiveLabel = dataset.positiveLabel
    split = training.split.description
    seed = training.seed
    fitRows = refitted?.fitRows ?? verdict.split.fitRows
    metrics = Self.figures(refitted?.metrics ?? verdict.best.metrics)
    grades = nil
    reference = ReferenceProfile(
      ReferenceProfile.features(of: dataset, by: model.schema),
      scores: refitted?.ranked ?? verdict.best.ranked)
  }

  private static func figures(_ set: MetricSet) -> [String: Double] {
    var figures: [String: Double] = [:]
    for metric in MetricKind.allCases { figures[metric.rawValue] = metric.value(in: set) }
    return figures
  }
}

extension ModelArtifact {
  /// Checks that a table has columns of the model.
  ///
  /// - Throws: ``WorkbenchError`` naming some of the model's columns when the table has none.
  public func check(against table: Table, path: String) throws {
    try model.schema.check(against: table, path: path)
  }

  /// The model's columns that a table lacks, which count as missing; those that are known while fitting
  /// only are not missed.
  public func absentColumns(in table: Table) -> [String] {
    let fixed = Set(model.schema.features.filter { $0.trainingOnly != nil }.map(\.name))
    return model.schema.columns.filter { !fixed.contains($0) && table[$0] == nil }
  }
}

extension FeatureSchema {
  /// Checks that a table has columns of a model with these features.
  ///
  /// - Throws: ``WorkbenchError`` naming some of them when the table has none.
  func check(against table: Table, path: String) throws {
    guard !columns.contains(where: { table[$0] != nil }) else { return }
    throw WorkbenchError(
      .badInput,
      "\(path): has none of the model's columns (\(columns.prefix(5).joined(separator: ", "))"
        + "\(columns.count > 5 ? ", …" : "")); was it trained on other data?")
  }
}
