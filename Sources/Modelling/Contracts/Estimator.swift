/// Hyperparameters of a model, and nothing else; fitting gives a value of another type.
public protocol Estimator: Sendable, Codable, Equatable {
  /// What fitting gives.
  associatedtype Fitted: Model
  /// Fits to the training rows; the validation rows serve early stopping only.
  ///
  /// The same training set and seed give the same bytes at any number of threads.
  ///
  /// - Throws: ``ModellingError`` for settings or data that can't be fitted, and with the code
  ///   `cancelled` when the run is cancelled before there is a model worth keeping.
  func fitted(to data: TrainingSet, run: TrainingRun) throws -> Fitted
}
