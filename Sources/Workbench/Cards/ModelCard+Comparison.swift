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
    let subject = Subject(
      settings: result.settings, model: trained.model, split: SplitPart(comparison.split),
      metrics: trained.metrics, ranked: trained.ranked, policy: trained.policy,
      thresholdSource: trained.thresholdSource,
      cautions: comparison.cautions + trained.notes + [trained.cancellation].compactMap(\.self),
      reproduce: Self.command(comparison.data, comparison.plan, fairness: fairness))
    self.init(subject, of: comparison.data, audit: audit) {
      intervals.interval(of: $0, for: result.kind)
    }
  }

  /// A model that was measured on rows it had not seen, wherever it is from.
  struct Subject {
    let settings: ModelSettings
    let model: CorrectedModel
    let split: SplitPart
    let metrics: MetricSet
    let ranked: ScoredRows
    let policy: DecisionPolicy
    let thresholdSource: String
    let cautions: [String]
    let reproduce: String
  }

  /// Describes a measured model.
  ///
  /// - Parameters:
  ///   - audit: of the same rows as the figures.
  ///   - interval: the 95 % interval of a figure; `nil` where there is none.
  init(
    _ subject: Subject, of data: OpenedData, audit: SliceAudit,
    interval: (MetricKind) -> Interval?
  ) {
    let dataset = data.dataset
    let kind = subject.settings.kind
    version = 1
    program = "OfferScope \(ProgramVersion.current)"
    model = kind.rawValue
    settings = Dictionary(
      uniqueKeysWithValues: ModelSettings.definitions(of: kind)
        .filter { subject.settings.isChanged($0.key) }.map { ($0.key, subject.settings[$0.key]) })
    self.data = DataPart(data, reads: subject.model.schema.columns)
    split = subject.split
    metrics = MetricKind.allCases.compactMap { metric in
      metric.value(in: subject.metrics).map { value in
        let own = interval(metric)
        return Figure(name: metric.rawValue, value: value, lower: own?.lower, upper: own?.upper)
      }
    }
    let report = CalibrationReport(subject.ranked.blocks)
    calibration = CalibrationPart(
      correction: kind.isRanker && subject.model.correction == .none
        ? "Platt scaling of its scores" : subject.model.correction.description,
      expectedError: report.equalWidth?.expectedError, gap: report.gap,
      slope: report.recalibration?.slope, intercept: report.recalibration?.intercept)
    let policy = subject.policy
    decision = DecisionPart(
      threshold: policy.threshold, rule: policy.choice.rule.text,
      chosenOn: subject.thresholdSource, refusal: policy.refusal,
      high: policy.segments.high, medium: policy.segments.medium)
    slices = audit.weakSlices(of: subject.ranked)
    fairness = audit.parity(of: subject.ranked, threshold: policy.threshold)
    intendedUse = Self.intendedUse(of: dataset)
    exclusions = dataset.roles.excluded + dataset.setAside
    warnings = data.warnings.sorted {
      ($0.kind == .leakage ? 0 : 1) < ($1.kind == .leakage ? 0 : 1)
    }
    cautions = subject.cautions
    reproduce = subject.reproduce
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

extension ModelCard.SplitPart {
  /// - Parameter fitRows: in place of those of the split, for a model that was fitted once more.
  init(_ summary: SplitSummary, fitRows: Int? = nil) {
    scheme = summary.scheme.description
    seed = summary.seed
    self.fitRows = fitRows ?? summary.fitRows
    validationRows = summary.validationRows
    testRows = summary.testRows
    testPositives = summary.testPositives
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
