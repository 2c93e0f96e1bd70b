public import Evaluation
public import Modelling
import Tabular

/// Several models measured on every fold of the same rows.
///
/// Everything that is fitted (encoding, balancing, early stopping, calibration, thresholds) sees the training rows of
/// its fold alone. It measures; it leaves no model to use, since each fold has its own.
public struct CrossValidation: Sendable {
  /// The data they were trained on.
  public let data: OpenedData
  /// How they were trained.
  public let plan: TrainingPlan
  /// The sizes of each fold.
  public let folds: [SplitSummary]
  /// Test rows over training rows, all folds together.
  public let testToTrain: Double
  /// Rows of the table that were tested, fold by fold; of repeated folds each row comes repeatedly.
  public let testRows: [Int]
  /// The fold of each of these rows, from 0.
  public let foldOfRow: [Int]
  /// 0 or 1, one a tested row.
  public let testLabels: [UInt8]
  /// One a model, in the order of the plan.
  public internal(set) var models: [Model]
  /// What makes these numbers better than life, one sentence each.
  public let cautions: [String]
  /// The expected amounts of the tested rows; empty where the data have no column of amounts.
  let amounts: FoldAmounts

  /// One model over all folds.
  public struct Model: Sendable {
    /// Its settings.
    public let settings: ModelSettings
    /// Why there are no figures; `nil` if there are.
    public let failure: String?
    /// The figures of each fold; empty after a failure.
    public let folds: [MetricSet]
    /// All figures that need no threshold, of the out-of-fold scores as one list. Folds whose models
    /// score on different levels make it worse than their mean.
    public let pooled: MetricSet?
    /// The sums of the folds' matrices, each at its own threshold.
    public let pooledConfusion: ConfusionMatrix?
    /// What contacting from each fold's threshold on is worth on its test rows, all folds together;
    /// `nil` unless the rule is about profit.
    public let value: ContactValue?
    /// The segments of the tested rows, each by the scores that part those of its fold, all folds
    /// together; empty after a failure.
    public let segments: [SegmentSummary]
    /// What balancing did, stage by stage, on all out-of-fold rows; empty where nothing was done or
    /// nobody asked.
    public let imbalance: [ImbalanceFigures]
    /// Out-of-fold probabilities, one a tested row.
    public let scores: [Double]
    /// On how many folds the threshold rule could not be met, and why on the first of them; `nil` where
    /// it could on all.
    public let note: String?
    /// Seconds of fitting, all folds.
    public internal(set) var trainSeconds: Double

    /// Which model.
    public var kind: ModelKind { settings.kind }

    /// The mean of a figure over the folds where it is defined; `nil` if it is in none.
    public func mean(_ kind: MetricKind) -> Double? { spread(kind)?.mean }

    /// The standard deviation of a figure over the folds, with one less than their number below; `nil`
    /// with fewer than two values. It is no standard error: folds share training rows.
    public func deviation(_ kind: MetricKind) -> Double? { spread(kind)?.deviation }

    private func spread(_ kind: MetricKind) -> FoldSpread? {
      FoldSpread(folds.compactMap { $0[kind] })
    }
  }

  /// Trains every model of the plan on every fold.
  ///
  /// - Parameters:
  ///   - comparesBalancing: whether a plan that balances fits each model without that too, and tells
  ///     what balancing did; it takes about twice as long.
  ///   - report: called on working threads; must not block for long.
  /// - Throws: ``WorkbenchError`` or `ModellingError` when the rows can't be divided as asked; a model
  ///   that fails on a fold keeps its row with the reason.
  public init(
    data: OpenedData, plan: TrainingPlan, comparesBalancing: Bool = false,
    report: @escaping @Sendable (TrainingEvent) -> Void
  ) throws {
    try self.init(
      TrainingSession(data: data, plan: plan, comparesBalancing: comparesBalancing),
      report: report)
  }

  /// Trains every model of a session's plan on every fold, as far as the session is not cancelled: a
  /// model that is keeps its row with the reason.
  ///
  /// - Parameter report: called on working threads; must not block for long.
  /// - Throws: as ``init(data:plan:report:)``.
  public init(
    _ session: TrainingSession, report: @escaping @Sendable (TrainingEvent) -> Void
  ) throws {
    let (data, plan) = (session.data, session.plan)
    let basis = try Preparation.basis(of: data.dataset, for: plan.split)
    let splits = try Split.folds(
      data.dataset.labelledRows, by: plan.split, basis: basis, seed: plan.seed)
    var tallies = plan.models.map(Tally.init)
    var folds: [SplitSummary] = []
    var amounts = FoldAmounts()
    for split in splits {
      let preparation = try Preparation(data.dataset, plan: plan, split: split, basis: basis)
      folds.append(preparation.summary)
      report(.prepared(preparation.summary))
      for index in tallies.indices where tallies[index].failure == nil {
        tallies[index].add(preparation, session: session, report: report)
      }
      amounts.add(preparation, plan: plan)
    }
    self.data = data
    self.plan = plan
    self.folds = folds
    self.amounts = amounts
    testToTrain = splits.testToTrain ?? 0
    testRows = splits.flatMap(\.test)
    foldOfRow = splits.enumerated().flatMap { fold, split in split.test.map { _ in fold } }
    let labels = testRows.map { data.dataset.labels[$0] }
    testLabels = labels
    let groups = Self.groups(of: data.dataset, splits: splits, repeats: plan.split)
    models = tallies.map { $0.model(labels: labels, groups: groups) }
    let models = plan.models.map(\.kind)
    cautions = [
      SharedGroups(splits, of: data.dataset)?.caution(for: plan.split),
      SpanningLists(data.dataset, rows: splits.first?.train ?? [], models: models)?.caution,
    ].compactMap(\.self)
  }

  /// The groups of the tested rows; a group of another repeat is another list.
  static func groups(
    of dataset: Dataset, splits: [Split], repeats scheme: SplitScheme, items: [Int32]? = nil
  ) -> RankingGroups? {
    guard let codes = dataset.groupCodes, let largest = codes.max() else { return nil }
    var foldsOfRepeat = splits.count
    if case .repeatedFolds(let count, _) = scheme { foldsOfRepeat = count }
    let all = splits.enumerated().flatMap { fold, split in
      split.test.map { row in
        codes[row] < 0 ? -1 : codes[row] + Int32(fold / foldsOfRepeat) * (largest + 1)
      }
    }
    return RankingGroups(
      groups: all, items: items.map { items in splits.flatMap { $0.test.map { items[$0] } } })
  }

  /// Which models are better, over the folds, by the corrected resampled t test.
  ///
  /// - Parameter equivalence: differences of the figure up to this count as none.
  public func comparison(in kind: MetricKind, equivalence: Double) -> ModelComparison {
    ModelComparison(
      kind,
      // A model that failed has no folds, and no value on any.
      valuesByModel: models.map { model in
        folds.indices.map { model.failure == nil ? model.folds[$0][kind] : nil }
      },
      testToTrain: testToTrain, equivalence: equivalence, level: 0.95)
  }

  /// Every pair in every figure that is drawn elsewhere and defined here, figure by figure, with the
  /// corrected resampled t test.
  public func differences(_ equivalence: Equivalence = .standard) -> [ModelDifference] {
    ComparisonIntervals.metrics.flatMap { metric in
      ModelDifference.pairs(
        of: comparison(in: metric, equivalence: equivalence[metric]),
        names: models.map(\.kind.rawValue)
      ) { first, second in
        let pairs = zip(models[first].folds, models[second].folds).compactMap { one, two in
          one[metric].flatMap { one in two[metric].map { one - $0 } }
        }
        return CorrectedResampledTest(differences: pairs, testToTrain: testToTrain).map {
          .init($0)
        }
      }
    }
  }
}

/// One model's figures while folds are added.
private struct Tally {
  let settings: ModelSettings
  var failure: String?
  private var folds: [MetricSet] = []
  private var scores: [Double] = []
  private var seconds = 0.0
  private var refusals: [String] = []
  private var segments: [[SegmentSummary]] = []
  private var imbalance: [[ImbalanceFigures]] = []
  private var value: ContactValue?

  init(_ settings: ModelSettings) { self.settings = settings }

  mutating func add(
    _ preparation: Preparation, session: TrainingSession,
    report: @escaping @Sendable (TrainingEvent) -> Void
  ) {
    let kind = settings.kind
    guard let run = session.begin(kind, report) else { return cancel() }
    defer { session.end() }
    do {
      let trained = try preparation.trained(
        settings, plan: session.plan, run: run, comparesBalancing: session.comparesBalancing
      ) { report(.evaluating(kind)) }
      guard trained.cancellation == nil else { return cancel() }
      folds.append(trained.metrics)
      scores += trained.testScores
      seconds += trained.trainSeconds
      if let value = trained.policy.value(on: trained.ranked.blocks) {
        self.value = self.value.map { $0 + value } ?? value
      }
      segments.append(trained.policy.summaries(of: trained.ranked.blocks))
      imbalance.append(trained.imbalance)
      if let refusal = trained.policy.refusal { refusals.append(refusal) }
    } catch let error as ModellingError where error.code == .cancelled {
      cancel()
    } catch {
      failure = "\(error)"
    }
  }

  private mutating func cancel() {
    let count = folds.count
    failure = "cancelled after \(count) fold\(count == 1 ? "" : "s")"
  }

  func model(labels: [UInt8], groups: RankingGroups?) -> CrossValidation.Model {
    let rows =
      failure == nil ? try? ScoredRows(scores: scores, labels: labels) : nil
    let matrices = failure == nil ? folds.compactMap(\.confusion) : []
    return CrossValidation.Model(
      settings: settings, failure: failure, folds: failure == nil ? folds : [],
      pooled: rows.map { MetricSet($0, threshold: nil, groups: groups) },
      pooledConfusion: matrices.isEmpty ? nil : matrices.dropFirst().reduce(matrices[0], +),
      value: failure == nil ? value : nil,
      segments: failure == nil ? SegmentSummary.pooled(segments) : [],
      imbalance: failure == nil ? ImbalanceFigures.pooled(imbalance, labels: labels) : [],
      scores: failure == nil ? scores : [],
      note: refusals.first.map { reason in
        "the threshold is the best F1 on \(refusals.count) folds, where its rule could not be met: "
          + reason
      }, trainSeconds: seconds)
  }
}
