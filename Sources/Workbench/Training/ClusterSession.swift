import Evaluation
import Foundation
public import Ingestion
import Modelling
import Synchronization
import Tabular

/// One training of XGBoost's models on Spark, of a table that need not fit into this machine.
///
/// Spark sets rows apart and fits; the rows that no tree saw come back, and thresholds are chosen and
/// figures measured on them here, as for any other model.
public struct ClusterSession: Sendable {
  /// Where the table is: a Parquet or CSV file, or a folder or YAML file with a description.
  public let path: String
  /// What is said of its columns.
  public let overrides: RoleOverrides
  /// What is said of the training.
  public let configuration: PlanConfiguration
  /// The cluster, such as `spark://host:7077`; `nil` for this machine.
  public var master: String?
  /// The memory of the process that leads, as `4GB`.
  public var memory: String?
  /// What stands between the cells of a CSV file; a comma when `nil`.
  public var delimiter: String?

  /// Makes a session; nothing runs yet.
  public init(path: String, overrides: RoleOverrides, configuration: PlanConfiguration) {
    self.path = path
    self.overrides = overrides
    self.configuration = configuration
  }

  /// Fits on Spark and measures here, on the calling thread: the main one, or one of one's own.
  ///
  /// - Throws: `IngestionError` with what is missing or failed, ``WorkbenchError`` or `ModellingError`
  ///   with what can't be asked of Spark.
  public func run(
    control: IngestionControl = .init(),
    report: @escaping @Sendable (ClusterTraining.Event) -> Void = { _ in }
  ) throws -> Comparison {
    let source = try Opener.locate(path)
    let roles = try roles(source)
    let plan = try plan(roles)
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("offerscope-spark-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var training = ClusterTraining(plan: try order(source, roles, plan))
    training.master = master
    training.memory = memory
    let clock = FitClock()
    let fit = try training.run(into: folder, control: control) { event in
      clock.note(event)
      report(event)
    }
    let held = try open(folder, source: source, roles: roles)
    return try measured(held, fit, folder: folder, clock: clock)
  }

  /// What the description and the person say; nothing is inferred of a table that is not read here.
  private func roles(_ source: Opener.Source) throws -> Roles {
    var roles = source.description?.roles ?? Roles()
    if let target = overrides.target {
      if roles.target != target { roles.positive = nil }
      roles.target = target
    }
    roles.positive = overrides.positive ?? roles.positive
    roles.identifier = overrides.identifier ?? roles.identifier
    roles.item = overrides.item ?? roles.item
    roles.time = overrides.time ?? roles.time
    if let group = overrides.group { roles.groupKey = GroupKey(NameList.names(in: group)) }
    let excluded = overrides.exclude.flatMap(PlanConfiguration.list)
    roles.excluded += excluded.map { Roles.Exclusion(column: $0, reason: "excluded by hand") }
    roles.excluded.removeAll {
      overrides.include.flatMap(PlanConfiguration.list).contains($0.column)
    }
    guard roles.target != nil else {
      throw WorkbenchError(
        .noTarget,
        "\(path): Spark is not asked to guess; name the column to predict with --target, or give a folder "
          + "with a dataset.yaml, as etl writes it.")
    }
    let isDerived = !overrides.derive.isEmpty || source.description?.derived?.isEmpty == false
    guard !isDerived, overrides.amount ?? roles.amount == nil,
      overrides.position ?? roles.position == nil
    else {
      throw WorkbenchError(
        .badInput,
        "\(path): derived columns, amounts and positions are not handed over to Spark; leave them out, or "
          + "train on this machine.")
    }
    return roles
  }

  private func plan(_ roles: Roles) throws -> TrainingPlan {
    let hasGroups = roles.groupKey != nil
    let standard = TrainingPlan(
      models: (hasGroups ? [ModelKind.xgboost, .xgbranker] : [.xgboost]).map(ModelSettings.init),
      split: hasGroups ? .group(share: 0.2) : .holdout(share: 0.2))
    let plan = try configuration.applied(to: standard, customers: 1)
    guard plan.split.foldCount == 1 else {
      throw WorkbenchError(
        .badInput, "--engine spark measures on one split; use holdout:0.2, group:0.2 or time:0.2.")
    }
    guard plan.balance == .none else {
      throw WorkbenchError(
        .badInput, "--engine spark fits to all rows as they are; use --balance none.")
    }
    let needs = [
      ("group", plan.split.name.hasPrefix("group") && !hasGroups),
      ("time", plan.split.isByTime && roles.time == nil),
    ]
    for (role, isMissing) in needs where isMissing {
      throw WorkbenchError(
        .badInput, "The split \(plan.split) needs a column of the \(role); name it with --\(role).")
    }
    for settings in plan.models {
      guard [.xgboost, .xgbranker].contains(settings.kind) else {
        throw WorkbenchError(
          .badInput,
          "--engine spark fits xgboost and xgbranker, not \(settings.kind.rawValue); name them with --models."
        )
      }
      guard hasGroups || !settings.kind.isRanker else {
        throw WorkbenchError(
          .badInput, "xgbranker puts the rows of each group in order; name its column with --group."
        )
      }
    }
    return plan
  }

  private func order(
    _ source: Opener.Source, _ roles: Roles, _ plan: TrainingPlan
  ) throws -> ClusterPlan {
    let named = [roles.target, roles.identifier, roles.item, roles.time].compactMap(\.self)
    let group = roles.groupKey?.columns ?? []
    var order = ClusterPlan(
      table: URL(fileURLWithPath: source.tablePath).path,
      format: ParquetReader.isParquet(source.tablePath) ? "parquet" : "csv",
      target: roles.target ?? "", roles: named + group + roles.excluded.map(\.column),
      scheme: plan.split.name, share: plan.split.share, validationShare: plan.validationShare,
      seed: plan.seed, workers: plan.threads,
      models: try plan.models.compactMap { settings in
        try settings.estimatorSettings().map {
          ClusterPlan.Model(
            name: settings.kind.rawValue, objective: $0.objective, settings: $0.settings)
        }
      })
    order.positive = roles.positive ?? ""
    order.group = group
    order.identifier = roles.identifier ?? ""
    order.time = roles.time ?? ""
    order.delimiter = delimiter ?? ","
    return order
  }

  /// Opens the rows that came back, with the roles of the whole table.
  private func open(
    _ folder: String, source: Opener.Source, roles: Roles
  ) throws -> OpenedData {
    let held = "\(folder)/held"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: held)) ?? []
    guard let file = names.first(where: { $0.hasSuffix(".parquet") }) else {
      throw WorkbenchError(.failed, "Spark sent no rows back; its work can't be measured.")
    }
    var said = overrides
    said.target = roles.target
    said.positive = roles.positive
    said.identifier = roles.identifier
    said.group = roles.groupKey?.columns.joined(separator: ",")
    said.item = roles.item
    said.time = roles.time
    said.include = []
    said.exclude = roles.excluded.map(\.column) + [ClusterFit.sideColumn]
    let table = URL(fileURLWithPath: source.tablePath).deletingPathExtension().lastPathComponent
    let name = "\(folder)/\(source.description?.name ?? table).parquet"
    try FileManager.default.moveItem(atPath: "\(held)/\(file)", toPath: name)
    return try Opener.open(name, overrides: said)
  }

  private func measured(
    _ data: OpenedData, _ fit: ClusterFit, folder: String, clock: FitClock
  ) throws -> Comparison {
    let dataset = data.dataset
    let plan = try configuration.applied(
      to: try plan(dataset.roles), customers: dataset.labelledRows.count)
    guard let sides = dataset.table[ClusterFit.sideColumn] else {
      throw WorkbenchError(.failed, "The rows that came back do not say which side they are on.")
    }
    let rows = { (side: Double) in dataset.labelledRows.filter { sides.number($0) == side } }
    let split = try Split(train: rows(1), test: rows(2), of: plan.split, labels: dataset.labels)
    // No fit row came back, so the rows that choose stand for them where a schema or a sample is wanted.
    let inner = try Split(train: rows(1), test: rows(1), of: plan.split, labels: dataset.labels)
    let schema = FeatureSchema(features: fit.features.map(\.feature))
    let preparation = try Preparation(
      dataset, plan: plan, split: split, inner: inner, fitted: (schema, fit.fitRows))
    guard let validation = preparation.trainingSet.validation else {
      preconditionFailure("A preparation has validation rows.")
    }
    let results = plan.models.map { settings in
      let name = settings.kind.rawValue
      let outcome: ModelResult.Outcome
      do {
        guard let booster = FileManager.default.contents(atPath: "\(folder)/\(name).json") else {
          throw WorkbenchError(.failed, "Spark left no model.")
        }
        let model = try settings.fit(
          of: booster, schema: schema, validation: validation, threads: plan.threads)
        let start = ContinuousClock.now
        let judgement = ModelJudgement(of: model.model, on: preparation, threads: plan.threads)
        outcome = .trained(
          try preparation.judged(
            MeasuredFit(
              model: model.model, notes: model.notes + ["fitted by XGBoost on Spark"],
              cancellation: nil, trainSeconds: clock.seconds(of: name),
              predictSeconds: (.now - start).seconds, judgement: judgement,
              comparesBalancing: false, unbalanced: nil), plan: plan))
      } catch {
        outcome = .failed("\(error)")
      }
      return ModelResult(settings: settings, outcome: outcome, seconds: clock.seconds(of: name))
    }
    return Comparison(data: data, plan: plan, preparation: preparation, results: results)
  }
}

/// How long each fit took.
private final class FitClock: Sendable {
  private let spans = Mutex<[String: (began: ContinuousClock.Instant, seconds: Double)]>([:])

  func note(_ event: ClusterTraining.Event) {
    spans.withLock { spans in
      switch event {
      case .began(let name): spans[name] = (.now, 0)
      case .fitted(let name):
        if let span = spans[name] { spans[name]?.seconds = (.now - span.began).seconds }
      case .note: break
      }
    }
  }

  func seconds(of name: String) -> Double { spans.withLock { $0[name]?.seconds ?? 0 } }
}

extension ClusterFit.Feature {
  /// The column as our models know it.
  fileprivate var feature: Modelling.Feature {
    switch kind {
    case "category": Modelling.Feature(name: name, kind: .category(levels: levels ?? []))
    case "flag": Modelling.Feature(name: name, kind: .flag(.init(zero: "false", one: "true")))
    default: Modelling.Feature(name: name, kind: .number)
    }
  }
}
