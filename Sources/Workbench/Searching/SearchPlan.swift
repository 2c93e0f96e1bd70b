public import Evaluation
public import Modelling
import Tabular

/// Everything that decides a search, apart from the data.
public struct SearchPlan: Sendable, Codable, Equatable {
  /// The models as they start (their standard settings, or what a person set), the split that sets the
  /// test rows apart, balance, seed and threads.
  public let training: TrainingPlan
  /// How settings are chosen.
  public let method: Method
  /// What trials are judged by.
  public let metric: MetricKind
  /// How the training rows are divided into folds.
  public let folds: SplitScheme
  /// The settings that are drawn.
  public let space: SearchSpace
  /// How many trials there are, the standard ones among them; no limit when `nil`.
  public let trials: Int?
  /// How long trials are begun and fitted, in seconds; no limit when `nil`.
  public let seconds: Double?

  /// How settings are chosen.
  public enum Method: String, Sendable, Codable, CaseIterable {
    /// Drawn at random; each trial gets all folds unless it is hopeless after some.
    case random
    /// Drawn at random; only the best third of a rung gets more folds.
    case halving
  }

  /// How many trials are in work at once, whatever the threads: what is decided of a trial must not
  /// depend on how fast others were.
  static let trialsAtOnce = 2

  /// How many folds where nobody says.
  public static let standardFolds = 5

  /// Makes a plan, checked.
  ///
  /// - Parameters:
  ///   - training: with a single split.
  ///   - ranges: such as `boosted.maximumDepth=3..10`, over the standard ones.
  ///   - folds: how many folds of the training rows, 2…20; by time, so many windows.
  /// - Throws: ``WorkbenchError`` or `ModellingError` in one sentence.
  public init(
    training: TrainingPlan, method: Method = .random, metric: MetricKind = .rocAUC,
    folds: Int = standardFolds, ranges: [String] = [], trials: Int? = nil, seconds: Double? = 60
  ) throws {
    guard training.split.foldCount == 1 else {
      throw WorkbenchError(
        .badInput,
        "--split \(training.split): a search sets test rows apart once; use "
          + "\(training.split.with(share: training.split.share)), and --folds for the folds inside."
      )
    }
    guard (2...20).contains(folds) else {
      throw WorkbenchError(.badInput, "--folds \(folds): give a number from 2 to 20.")
    }
    guard trials.map({ $0 >= 1 }) ?? true else {
      throw WorkbenchError(.badInput, "--trials \(trials ?? 0): give a number of at least 1.")
    }
    guard seconds.map({ $0 > 0 && $0.isFinite }) ?? true else {
      throw WorkbenchError(.badInput, "--seconds \(seconds ?? 0): give a number above 0.")
    }
    guard metric.higherIsBetter != nil else {
      throw WorkbenchError(
        .badInput, "--metric \(metric.rawValue): of it neither more nor less is better as such.")
    }
    self.training = training
    self.method = method
    self.metric = metric
    self.folds =
      switch training.split {
      case .group: .groupFolds(folds)
      case .time: .rolling(windows: folds)
      default: .folds(folds)
      }
    var space = SearchSpace(for: training.models)
    for range in ranges { try space.set(parsing: range) }
    self.space = space
    self.trials = trials
    self.seconds = seconds
  }

  /// Whether trials of another plan are those of this one; threads, time and number don't matter.
  func hasSameTrials(as other: SearchPlan) -> Bool {
    var training = other.training
    training.threads = self.training.threads
    return training == self.training && method == other.method && metric == other.metric
      && folds == other.folds && space == other.space
  }

  /// The settings of a trial, counted from 1: first each model as it starts, then draws, the models in
  /// turn.
  func settings(ofTrial number: Int) throws -> ModelSettings {
    let bases = training.models
    let base = bases[(number - 1) % bases.count]
    return isStandard(number)
      ? base
      : try space.settings(from: base, draw: (number - 1) / bases.count - 1, seed: training.seed)
  }

  /// How many trials have to be begun so that one of them is decided as it was: what happens to a trial of
  /// a bracket depends on the others there.
  func trialsNeeded(for number: Int) -> Int {
    guard method == .halving, !isStandard(number) else { return max(number, training.models.count) }
    let size = HalvingSchedule(folds: folds.foldCount).bracketSize
    let first = training.models.count
    let end = first + ((number - first - 1) / size + 1) * size
    return min(end, trials ?? end)
  }

  /// Whether a trial is a model as it starts, without a draw.
  func isStandard(_ number: Int) -> Bool { number <= training.models.count }
}
