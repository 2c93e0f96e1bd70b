public import Evaluation
public import Foundation
public import Modelling
import Tabular

/// Everything that decides a training, apart from the data.
public struct TrainingPlan: Sendable, Codable, Equatable {
  /// The models to train, in the order of the table.
  public var models: [ModelSettings]
  /// How test rows are set apart.
  public var split: SplitScheme
  /// What is done about a rare positive class in the rows that are fitted to.
  public var balance: Balancing
  /// Whether the effect of balancing on probabilities is taken back.
  public var correctsPrior: Bool
  /// How probabilities are calibrated on the validation rows.
  public var calibration: CalibrationMethod
  /// How thresholds are chosen on the validation rows.
  public var thresholdRule: ThresholdRule
  /// How large the segments are to be.
  public var segments: SegmentShares
  /// Absent where it is the standard, so that older plans are read as they were written.
  private var amountForm: AmountTarget?
  /// The seed of everything random.
  public var seed: UInt64
  /// The seed where nobody names one.
  public static let standardSeed: UInt64 = 7
  /// How many threads; the numbers do not depend on it.
  public var threads: Int
  /// The share of the training rows that early stopping and thresholds look at, and no fitting.
  public var validationShare: Double

  /// Makes a plan; left-out parts are the standard ones.
  public init(
    models: [ModelSettings] = ModelKind.all(withGroups: false).map(ModelSettings.init),
    split: SplitScheme = .holdout(share: 0.2), balance: Balancing = .none,
    correctsPrior: Bool = true, calibration: CalibrationMethod = .none,
    thresholdRule: ThresholdRule = .bestF1, segments: SegmentShares = .init(),
    amountTarget: AmountTarget = .log, seed: UInt64 = standardSeed,
    threads: Int = ProcessInfo.processInfo.activeProcessorCount, validationShare: Double = 0.2
  ) {
    self.models = models
    self.split = split
    self.balance = balance
    self.correctsPrior = correctsPrior
    self.calibration = calibration
    self.thresholdRule = thresholdRule
    self.segments = segments
    self.seed = seed
    self.threads = threads
    self.validationShare = validationShare
    self.amountTarget = amountTarget
  }

  /// What the model of amounts is fitted to, where the data have amounts.
  public var amountTarget: AmountTarget {
    get { amountForm ?? .log }
    set { amountForm = newValue == .log ? nil : newValue }
  }

  /// Whether probabilities and decisions come about as in another plan.
  public func decides(as other: TrainingPlan) -> Bool {
    correctsPrior == other.correctsPrior && calibration == other.calibration
      && thresholdRule == other.thresholdRule && segments == other.segments
  }

  /// The standard plan for a data set: groups are kept whole where there are any, and rankers stand
  /// beside the other models, but for YetiRank, whose time is better spent where it is asked for.
  public init(for data: OpenedData) {
    let hasGroups = data.dataset.roles.groupKey != nil
    let isGraded = data.dataset.grades != nil
    self.init(
      models: ModelKind.all(withGroups: hasGroups).filter {
        $0 != .yetirank && (!isGraded || $0.readsGrades)
      }.map(ModelSettings.init),
      split: hasGroups ? .group(share: 0.2) : .holdout(share: 0.2))
  }
}
