public import Modelling

/// How long a model took by the clock: all that differs between two trainings from one seed.
public struct FitTimes: Hashable, Sendable {
  /// Seconds of fitting.
  public var train: Double
  /// Seconds of scoring the test rows.
  public var predict: Double
  /// Seconds of everything, with choosing the threshold and measuring.
  public var total: Double

  /// Makes times.
  public init(train: Double, predict: Double, total: Double) {
    self.train = train
    self.predict = predict
    self.total = total
  }

  /// The times of a clock that stands still: nothing is known of the fit, and nothing took long.
  public static let frozen = FitTimes(train: .nan, predict: .nan, total: 0)
}

extension ModelResult {
  /// What the clock said.
  public var times: FitTimes {
    FitTimes(
      train: trained?.trainSeconds ?? 0, predict: trained?.predictSeconds ?? 0, total: seconds)
  }

  /// The same result as if the clock had said something else.
  public func timed(_ times: FitTimes) -> ModelResult {
    var copy = self
    copy.seconds = times.total
    if case .trained(var model) = outcome {
      model.trainSeconds = times.train
      model.predictSeconds = times.predict
      copy.outcome = .trained(model)
    }
    return copy
  }
}

extension Comparison {
  /// The same comparison with other times for the models that are named.
  public func timed(_ times: [ModelKind: FitTimes]) -> Comparison {
    var copy = self
    copy.results = results.map { result in times[result.kind].map(result.timed) ?? result }
    return copy
  }
}

extension CrossValidation {
  /// The same figures with times that nobody took.
  public var withoutTimes: CrossValidation {
    var copy = self
    for index in copy.models.indices { copy.models[index].trainSeconds = .nan }
    return copy
  }
}
