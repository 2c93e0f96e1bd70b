public import Modelling
public import Workbench

/// What a training tells between the starts and ends of its models.
public enum TrainingStep: Sendable {
  /// The rows are split and encoded.
  case prepared(SplitSummary)
  /// A model's fit begins.
  case started(ModelKind)
  /// The newest progress of a model, the losses since the last step, and the seconds of the fit.
  case advanced(ModelKind, TrainingProgress, losses: [LossPoint], seconds: Double)
  /// A model is fitted and is being measured.
  case evaluating(ModelKind)
}

/// The losses after one step of a fit.
public struct LossPoint: Codable, Hashable, Sendable {
  /// The step: a tree or an iteration.
  public var step: Int
  /// Log-loss on the training rows, where it is known.
  public var training: Double?
  /// Log-loss on the validation rows, where it is known.
  public var validation: Double?

  /// Makes a point from a progress; `nil` if it knows no loss.
  init?(_ progress: TrainingProgress) {
    guard progress.trainingLoss != nil || progress.validationLoss != nil else { return nil }
    step = progress.step
    training = progress.trainingLoss
    validation = progress.validationLoss
  }
}

/// A training that has ended, with what-if over its models.
public struct FinishedTraining: Sendable {
  /// The models side by side.
  public var comparison: Comparison
  /// What-if over the models that were trained.
  public var simulator: Simulator
}
