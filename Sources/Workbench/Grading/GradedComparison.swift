public import Evaluation
public import Modelling
import Tabular

/// Several models that put lists of rows with grades in order, measured on rows that they never saw: of
/// one split, or of folds, all out-of-fold lists together.
///
/// Figures of two classes (F1, ROC-AUC, log-loss) do not exist for grades. Lists are judged by NDCG@7,
/// which counts a grade g as 2^g − 1, and by MAP@7 and the like, which count a row as relevant from a
/// stated grade on.
public struct GradedComparison: Sendable {
  /// The data they were trained on.
  public let data: OpenedData
  /// How they were trained.
  public let plan: TrainingPlan
  /// The sizes of the split, or of each fold.
  public let folds: [SplitSummary]
  /// Rows of the table that were tested, fold by fold.
  public let testRows: [Int]
  /// The fold of each of these rows, from 0.
  public let foldOfRow: [Int]
  /// One a model, in the order of the plan.
  public let models: [Model]
  /// Items ordered by how often they are relevant among the training rows; `nil` without items.
  public let popularity: RankingEvaluation?
  /// What makes these numbers better than life, one sentence each.
  public let cautions: [String]
  /// Test rows over training rows, which the t test of folds corrects by.
  let testToTrain: Double?

  /// One model.
  public struct Model: Sendable {
    /// Its settings.
    public let settings: ModelSettings
    /// Why there are no figures; `nil` if there are.
    public let failure: String?
    /// The figures of each fold; one of a single split, none after a failure.
    public let folds: [RankingEvaluation]
    /// The figures of all tested lists.
    public let evaluation: RankingEvaluation?
    /// Scores that order the rows of a list, one a tested row; empty after a failure.
    public let scores: [Double]
    /// The fitted model of a single split.
    public let fitted: FittedModel?
    /// What a careful person should know of the fit; of folds of the first.
    public let notes: [String]
    /// Seconds of fitting, all folds.
    public let trainSeconds: Double
    /// Seconds of scoring, all folds.
    public let predictSeconds: Double

    /// Which model.
    public var kind: ModelKind { settings.kind }
  }

  /// Trains every model of a session's plan, as far as it is not cancelled.
  ///
  /// - Parameter report: called on working threads; must not block for long.
  /// - Throws: ``WorkbenchError`` or `ModellingError` when the rows can't be divided as asked; a model
  ///   that fails keeps its row with the reason.
  /// - Precondition: the data have grades.
  public init(
    _ session: TrainingSession, report: @escaping @Sendable (TrainingEvent) -> Void
  ) throws {
    let (data, plan) = (session.data, session.plan)
    precondition(data.dataset.grades != nil, "Graded lists are compared where there are grades.")
    let basis = try Preparation.basis(of: data.dataset, for: plan.split)
    let splits = try Split.folds(
      data.dataset.labelledRows, by: plan.split, basis: basis, seed: plan.seed)
    var tallies = plan.models.map(GradedTally.init)
    var popularity: [Double]? = []
    var folds: [SplitSummary] = []
    for split in splits {
      let preparation = try Preparation(data.dataset, plan: plan, split: split, basis: basis)
      let judge = GradedRows(data.dataset, rows: split.test, groups: preparation.testGroups)
      folds.append(preparation.summary)
      report(.prepared(preparation.summary))
      for index in tallies.indices where tallies[index].failure == nil {
        tallies[index].add(preparation, judge: judge, session: session, report: report)
      }
      popularity = preparation.popularityScores().flatMap { own in
        popularity.map { $0 + own }
      }
    }
    self.data = data
    self.plan = plan
    self.folds = folds
    testToTrain = splits.testToTrain
    testRows = splits.flatMap(\.test)
    foldOfRow = splits.enumerated().flatMap { fold, split in split.test.map { _ in fold } }
    let judge = GradedRows(
      data.dataset, rows: testRows,
      groups: CrossValidation.groups(
        of: data.dataset, splits: splits, repeats: plan.split,
        items: Preparation.itemCodes(of: data.dataset)))
    let isSingle = splits.count == 1
    models = tallies.map { $0.model(judge: judge, isSingle: isSingle) }
    self.popularity = try popularity.map(judge.evaluation)
    cautions = [SharedGroups(splits, of: data.dataset)?.caution(for: plan.split)].compactMap(\.self)
  }

  /// The models that have figures, in the order of the plan.
  public var measured: [Model] { models.filter { $0.evaluation != nil } }

  /// All that puts these lists in order, by MAP@7; `nil` where no model could be trained.
  public var rankings: RankingTable? {
    guard let group = data.dataset.roles.group else { return nil }
    return RankingTable(
      group: group,
      models: models.compactMap { model in
        model.evaluation.map { (model.kind.rawValue, $0) }
      }, popularity: popularity?.mean, attainable: nil)
  }
}

/// Rows with grades whose order is judged.
struct GradedRows {
  private let labels: [UInt8]
  private let grades: [UInt8]
  private let groups: RankingGroups

  /// - Precondition: the data have grades and groups, and all of the rows a grade.
  init(_ dataset: Dataset, rows: [Int], groups: RankingGroups?) {
    guard let grades = dataset.grades, let groups else {
      preconditionFailure("Graded rows have grades and groups.")
    }
    labels = rows.map { dataset.labels[$0] }
    self.grades = rows.map { grades.values[$0] }
    self.groups = groups
  }

  /// How well scores order the lists.
  ///
  /// - Throws: `EvaluationError` for a score that is no number.
  func evaluation(of scores: [Double]) throws -> RankingEvaluation {
    RankingEvaluation(
      rows: try ScoredRows(scores: scores, labels: labels), groups: groups, grades: grades)
  }
}

/// One model's figures while folds are added.
private struct GradedTally {
  let settings: ModelSettings
  var failure: String?
  private var folds: [RankingEvaluation] = []
  private var scores: [Double] = []
  private var fitted: FittedModel?
  private var notes: [String] = []
  private var trainSeconds = 0.0
  private var predictSeconds = 0.0

  init(_ settings: ModelSettings) { self.settings = settings }

  mutating func add(
    _ preparation: Preparation, judge: GradedRows, session: TrainingSession,
    report: @escaping @Sendable (TrainingEvent) -> Void
  ) {
    guard let run = session.begin(settings.kind, report) else { return cancel() }
    defer { session.end() }
    do {
      let start = ContinuousClock.now
      let fit = try settings.fitted(toGrades: preparation.trainingSet, run: run)
      guard fit.cancellation == nil else { return cancel() }
      trainSeconds += max(0, (.now - start).seconds - run.pausedSeconds)
      report(.evaluating(settings.kind))
      let scoring = ContinuousClock.now
      let own = fit.model.scores(for: preparation.testFrame, threads: session.plan.threads)
      predictSeconds += (.now - scoring).seconds
      folds.append(try judge.evaluation(of: own))
      scores += own
      if fitted == nil { (fitted, notes) = (fit.model, fit.notes) }
    } catch let error as ModellingError where error.code == .cancelled {
      cancel()
    } catch {
      failure = "\(error)"
    }
  }

  private mutating func cancel() {
    failure = "cancelled after \(folds.count) fold\(folds.count == 1 ? "" : "s")"
  }

  func model(judge: GradedRows, isSingle: Bool) -> GradedComparison.Model {
    let isWhole = failure == nil
    return GradedComparison.Model(
      settings: settings, failure: failure, folds: isWhole ? folds : [],
      evaluation: isWhole ? try? judge.evaluation(of: scores) : nil, scores: isWhole ? scores : [],
      fitted: isWhole && isSingle ? fitted : nil, notes: isWhole ? notes : [],
      trainSeconds: trainSeconds, predictSeconds: predictSeconds)
  }
}
