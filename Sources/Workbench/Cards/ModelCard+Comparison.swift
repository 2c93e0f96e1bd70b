import Evaluation
import Modelling
import Tabular

extension ModelCard {
  /// Describes a trained model of a comparison.
  ///
  /// - Parameter fairness: the columns that were asked about, for the command that makes it again.
  init(
    _ result: ModelResult, _ trained: TrainedModel, in comparison: Comparison,
    intervals: ComparisonIntervals, audit: SliceAudit, fairness: [String]
  ) {
    let dataset = comparison.data.dataset
    version = 1
    program = "OfferScope \(ProgramVersion.current)"
    model = result.kind.rawValue
    settings = Dictionary(
      uniqueKeysWithValues: ModelSettings.definitions(of: result.kind)
        .filter { result.settings.isChanged($0.key) }.map { ($0.key, result.settings[$0.key]) })
    data = DataPart(comparison.data, reads: trained.model.schema.columns)
    let summary = comparison.split
    split = SplitPart(
      scheme: summary.scheme.description, seed: summary.seed, fitRows: summary.fitRows,
      validationRows: summary.validationRows, testRows: summary.testRows,
      testPositives: summary.testPositives)
    metrics = MetricKind.allCases.compactMap { kind in
      kind.value(in: trained.metrics).map { value in
        let interval = intervals.interval(of: kind, for: result.kind)
        return Figure(
          name: kind.rawValue, value: value, lower: interval?.lower, upper: interval?.upper)
      }
    }
    let report = trained.calibration
    calibration = CalibrationPart(
      correction: trained.model.correction.description,
      expectedError: report.equalWidth?.expectedError, gap: report.gap,
      slope: report.recalibration?.slope, intercept: report.recalibration?.intercept)
    decision = DecisionPart(
      threshold: trained.threshold, rule: trained.policy.choice.rule.text,
      chosenOn: trained.thresholdSource, refusal: trained.policy.refusal,
      high: trained.policy.segments.high, medium: trained.policy.segments.medium)
    slices = audit.weakSlices(of: trained.ranked)
    self.fairness = audit.parity(of: trained.ranked, threshold: trained.threshold)
    intendedUse = Self.intendedUse(of: dataset)
    exclusions = dataset.roles.excluded + dataset.setAside
    warnings = comparison.data.warnings.sorted {
      ($0.kind == .leakage ? 0 : 1) < ($1.kind == .leakage ? 0 : 1)
    }
    cautions =
      comparison.cautions + trained.notes + [trained.cancellation].compactMap(\.self)
    reproduce = Self.command(comparison.data, comparison.plan, fairness: fairness)
  }

  private static func intendedUse(of dataset: Dataset) -> [String] {
    let outcome = "\(dataset.roles.target ?? "target") = \(dataset.positiveLabel)"
    return [
      "Saying how likely \(outcome) is for rows that come about as those of \(dataset.name) did, and "
        + "putting them in that order, as for whom to contact first.",
      "Not for other populations, later times or other ways of contact without measuring anew: the "
        + "figures are those of the test rows and promise nothing beyond them.",
      "It says what goes together with the outcome and not what causes it: changing a column of a "
        + "customer need not change the outcome.",
      "Not for deciding alone on credit, employment, housing, health or anything else a person depends "
        + "on.",
    ]
  }

  /// The command that trains the same models into a folder of its own.
  static func command(_ data: OpenedData, _ plan: TrainingPlan, fairness: [String]) -> String {
    let standard = TrainingPlan(for: data)
    var plan = plan
    // The numbers don't depend on it, nor must the card.
    plan.threads = standard.threads
    return ShellWord.line(
      ["offerscope", "train", CommandWords.path(data.path)] + CommandWords.reading(data.reading)
        + CommandWords.roles(data.overrides, names: data.dataset.table.names)
        + CommandWords.plan(plan, standard: standard)
        + fairness.flatMap { CommandWords.option("--fairness", $0) } + ["--out", "reproduced"])
  }
}

extension ModelCard.DataPart {
  init(_ data: OpenedData, reads features: [String]) {
    let dataset = data.dataset
    name = dataset.name
    path = data.path
    fingerprint = dataset.fingerprint
    rows = dataset.labelledRows.count
    positives = dataset.positiveCount
    target = dataset.roles.target ?? ""
    positive = dataset.positiveLabel
    self.features = features
    group = dataset.roles.group
    timeColumn = dataset.roles.time
    let times = dataset.roles.time.flatMap { dataset.table[$0] }
    let dated = times.map { column in
      dataset.labelledRows.compactMap { row in column.number(row).map { (row: row, time: $0) } }
    }
    earliest = dated?.min { $0.time < $1.time }.flatMap { times?.string($0.row) }
    latest = dated?.max { $0.time < $1.time }.flatMap { times?.string($0.row) }
  }
}
