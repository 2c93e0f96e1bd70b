import Evaluation
import Modelling
public import Registry
import Tabular

extension RunDescription {
  /// Describes models that were compared on one split, best first by ROC-AUC.
  ///
  /// - Parameters:
  ///   - intervals: 95 % intervals of the figures; `nil` leaves them out.
  ///   - fairness: columns whose levels the cards hold against each other.
  public init(
    _ comparison: Comparison, intervals: ComparisonIntervals? = nil, fairness: [String] = []
  ) {
    let order = comparison.ranking(by: .rocAUC)
    self.init(
      kind: .comparison, of: comparison.data, plan: comparison.plan,
      seconds: comparison.results.reduce(0) { $0 + $1.seconds },
      results: Self.sorted(comparison.results, by: order, kind: \.kind).map { result in
        let trained = result.trained
        return Result(
          model: result.kind.rawValue, failure: result.failure, threshold: trained?.threshold,
          trainSeconds: trained?.trainSeconds,
          figures: trained.map { trained in
            Self.figures {
              $0.value(in: trained.metrics)
            } interval: {
              intervals?.interval(of: $0, for: result.kind)
            }
          } ?? [:])
      }, options: fairness.flatMap { CommandWords.option("--fairness", $0) })
  }

  /// Describes models that were measured on folds: means over the folds, best first by ROC-AUC.
  public init(_ validation: CrossValidation) {
    let order = MetricKind.rocAUC.ranking(validation.models.map { ($0.kind, $0.mean(.rocAUC)) })
    self.init(
      kind: .folds, of: validation.data, plan: validation.plan,
      seconds: validation.models.reduce(0) { $0 + $1.trainSeconds },
      results: Self.sorted(validation.models, by: order, kind: \.kind).map { model in
        Result(
          model: model.kind.rawValue, failure: model.failure, threshold: nil,
          trainSeconds: model.failure == nil ? model.trainSeconds : nil,
          figures: model.failure == nil ? Self.figures { model.mean($0) } : [:])
      })
  }

  /// Describes models that put lists with grades in order, best first by NDCG@7.
  public init(_ comparison: GradedComparison) {
    let sets = comparison.models.map { model in
      (
        model.kind,
        model.evaluation.map { MetricSet($0, rowCount: comparison.testRows.count) }
      )
    }
    let figures = Dictionary(sets, uniquingKeysWith: { first, _ in first })
    let order = MetricKind.ndcgAt7.ranking(sets.map { ($0.0, $0.1.flatMap { $0[.ndcgAt7] }) })
    self.init(
      kind: .lists, of: comparison.data, plan: comparison.plan,
      seconds: comparison.models.reduce(0) { $0 + $1.trainSeconds },
      results: Self.sorted(comparison.models, by: order, kind: \.kind).map { model in
        Result(
          model: model.kind.rawValue, failure: model.failure, threshold: nil,
          trainSeconds: model.failure == nil ? model.trainSeconds : nil,
          figures: (figures[model.kind] ?? nil).map { set in
            Self.figures { $0.value(in: set) }
          } ?? [:])
      })
  }

  /// Describes what a search found; `nil` where its test was left out, and so there is nothing to keep.
  public init?(_ search: SearchResult) {
    guard let verdict = search.verdict, let artifact = ModelArtifact(of: search) else { return nil }
    let searched = search.folds.plan
    var plan = searched.training
    plan.models = [artifact.settings]
    let metrics = verdict.refitted?.metrics ?? verdict.best.metrics
    self.init(
      kind: .search, of: search.data, plan: plan, seconds: search.seconds,
      results: [
        Result(
          model: artifact.settings.kind.rawValue, failure: nil, threshold: artifact.threshold,
          trainSeconds: verdict.best.trainSeconds,
          figures: Self.figures {
            $0.value(in: metrics)
          } interval: {
            verdict.refitted == nil ? verdict.best($0) : verdict.refitted($0)
          })
      ],
      adding: [
        Setting(name: "method", value: searched.method.rawValue),
        Setting(name: "metric", value: searched.metric.rawValue),
        Setting(name: "trials", value: String(search.folds.trials.count)),
      ])
  }

  private init(
    kind: Kind, of data: OpenedData, plan: TrainingPlan, seconds: Double, results: [Result],
    adding more: [Setting] = [], options: [String] = []
  ) {
    let dataset = data.dataset
    self.init(
      kind: kind,
      data: DataLineage(
        name: dataset.name, path: data.path, rows: dataset.labelledRows.count,
        features: dataset.features.count,
        positives: dataset.grades == nil ? dataset.positiveCount : nil,
        target: dataset.roles.target ?? "", fingerprint: dataset.fingerprint),
      split: plan.split.description, seed: plan.seed, program: ProgramVersion.withBuild,
      command: ShellWord.line(CommandWords.training(data, by: plan) + options), seconds: seconds,
      settings: Self.settings(of: plan) + more, results: results)
  }

  private static func settings(of plan: TrainingPlan) -> [Setting] {
    let all = [
      ("balance", plan.balance.description), ("priorCorrection", String(plan.correctsPrior)),
      ("calibration", plan.calibration.rawValue), ("threshold", plan.thresholdRule.text),
      ("segments", plan.segments.description), ("amountTarget", plan.amountTarget.rawValue),
    ].map { Setting(name: $0.0, value: $0.1) }
    return all
      + plan.models.flatMap { model in
        ModelSettings.definitions(of: model.kind).map { definition in
          Setting(
            model: model.kind.rawValue, name: definition.key,
            value: definition.text(model[definition.key]))
        }
          + model.monotone.sorted { $0.key < $1.key }.map { column, direction in
            Setting(
              model: model.kind.rawValue, name: "monotone.\(column)",
              value: direction == .rising ? "rising" : "falling")
          }
      }
  }

  private static func figures(
    _ value: (MetricKind) -> Double?, interval: (MetricKind) -> Interval? = { _ in nil }
  ) -> [String: Figure] {
    var figures: [String: Figure] = [:]
    for metric in MetricKind.allCases {
      guard let value = value(metric) else { continue }
      let interval = interval(metric)
      figures[metric.rawValue] = Figure(value, lower: interval?.lower, upper: interval?.upper)
    }
    return figures
  }

  /// Models in an order; those that it lacks come last, as they stood.
  private static func sorted<Model>(
    _ models: [Model], by order: [ModelKind], kind: (Model) -> ModelKind
  ) -> [Model] {
    let places = Dictionary(
      order.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first })
    return models.enumerated().sorted { left, right in
      let first = places[kind(left.element)] ?? Int.max
      let second = places[kind(right.element)] ?? Int.max
      return first == second ? left.offset < right.offset : first < second
    }.map(\.element)
  }
}
