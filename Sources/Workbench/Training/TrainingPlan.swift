public import Foundation
public import Modelling
import Tabular

/// Everything that decides a training, apart from the data.
public struct TrainingPlan: Sendable, Codable, Equatable {
  /// The models to train, in the order of the table.
  public var models: [ModelSettings]
  /// How test rows are set apart.
  public var split: SplitScheme
  /// What is done about a rare positive class.
  public var balance: Balance
  /// The seed of everything random.
  public var seed: UInt64
  /// How many threads; the numbers do not depend on it.
  public var threads: Int
  /// The share of the training rows that early stopping and thresholds look at, and no fitting.
  public var validationShare: Double

  /// What is done about a rare positive class.
  public enum Balance: String, Sendable, Codable, CaseIterable {
    /// Nothing, which keeps probabilities honest.
    case none
    /// Rows weigh so that both classes have equal total weight.
    case weights
  }

  /// Makes a plan; left-out parts are the standard ones.
  public init(
    models: [ModelSettings] = ModelKind.allCases.map(ModelSettings.init),
    split: SplitScheme = .holdout(share: 0.2), balance: Balance = .none, seed: UInt64 = 7,
    threads: Int = ProcessInfo.processInfo.activeProcessorCount, validationShare: Double = 0.2
  ) {
    self.models = models
    self.split = split
    self.balance = balance
    self.seed = seed
    self.threads = threads
    self.validationShare = validationShare
  }

  /// The standard plan for a data set: groups are kept whole where there are any.
  public init(for data: OpenedData) {
    let grouped = data.dataset.groupCodes != nil
    self.init(split: grouped ? .group(share: 0.2) : .holdout(share: 0.2))
  }
}
