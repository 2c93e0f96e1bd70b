public import Evaluation
public import Modelling
import Tabular

/// What one way of splitting the rows does to the figure of a model: customers and rows that stand on
/// both sides, sides that differ, and what boosted trees reach.
public struct SplitAudit: Sendable {
  /// How rows were divided.
  public let scheme: SplitScheme
  /// The rows of the training side; 0 after a failure.
  public let trainRows: Int
  /// The rows of the test side; 0 after a failure.
  public let testRows: Int
  /// How many groups are on both sides; `nil` without a group column.
  public let sharedGroups: Int?
  /// The share of the test rows whose group has training rows too; `nil` without a group column.
  public let sharedShare: Double?
  /// ROC-AUC of boosted trees on the test rows.
  public let area: Interval?
  /// Rows that stand on both sides, and that ROC-AUC without them; `nil` after a failure.
  public let repeated: RepeatedRows?
  /// How well the sides can be told apart; `nil` where that can't be tried.
  public let shift: SplitShift?
  /// Why the rows can't be divided so; `nil` where they can.
  public let failure: String?

  /// Examines the random split, the split by group where there is one, and that by time, of at most
  /// 60,000 evenly spread rows.
  ///
  /// It fits three boosted models a split, so it is done when somebody asks.
  ///
  /// - Throws: `ModellingError` when the run was cancelled.
  public static func all(of data: OpenedData, run: TrainingRun) throws -> [SplitAudit] {
    let plan = TrainingPlan(for: data)
    let schemes = HonestyTable.schemes(for: data, share: plan.split.share)
    return try schemes.enumerated().map { position, scheme in
      run.advance(to: TrainingProgress(step: position, stepCount: schemes.count))
      if run.isCancelled { throw ModellingError(.cancelled, "The look at splits was cancelled.") }
      do {
        return try SplitAudit(
          try HeldOutStage(data, scheme: scheme, seed: plan.seed), scheme: scheme, run: run)
      } catch {
        return SplitAudit(scheme: scheme, failure: "\(error)")
      }
    }
  }

  private init(_ stage: HeldOutStage, scheme: SplitScheme, run: TrainingRun) throws {
    self.scheme = scheme
    trainRows = stage.split.train.count
    testRows = stage.split.test.count
    let hasGroups = stage.dataset.roles.groupKey != nil
    let shared = SharedGroups([stage.split], of: stage.dataset)
    sharedGroups = hasGroups ? shared?.count ?? 0 : nil
    sharedShare = hasGroups ? shared?.testShare ?? 0 : nil
    let scores = try stage.scores(stage.dataset.features, run: run)
    area = DeLong.interval(try ScoredRows(scores: scores, labels: stage.testLabels))
    repeated = RepeatedRows(
      stage.split, of: stage.dataset, models: [(ModelKind.boosted.rawValue, scores)])
    shift = try SplitShift(stage.split, of: stage.dataset, run: run)
    failure = nil
  }

  private init(scheme: SplitScheme, failure: String) {
    self.scheme = scheme
    (trainRows, testRows) = (0, 0)
    (sharedGroups, sharedShare, area, repeated, shift) = (nil, nil, nil, nil, nil)
    self.failure = failure
  }
}
