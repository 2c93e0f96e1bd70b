public import Modelling
import Workbench

/// What the Train pane remembers.
public struct TrainState: Sendable {
  /// The settings of every model, also of those that are left out.
  public var settings = ModelKind.all(withGroups: false).map(ModelSettings.init)
  /// The models that are not trained.
  public var leftOut: Set<ModelKind> = []
  /// The selected line, an index into `TrainLine.all(_:)`.
  public var line = 0
  /// The selected model, an index into `settings`.
  public var column = 0
  /// The value being typed; `nil` while none is.
  public var entry: TextEntry?

  /// Makes the state of the first frame.
  public init() {}

  /// Brings the selection back to the models that there are.
  ///
  /// - Parameter plan: the plan whose parts are lines.
  mutating func keepInSight(_ plan: TrainingPlan?) {
    column = max(0, min(column, settings.count - 1))
    line = max(0, min(line, TrainLine.all(of: settings.map(\.kind), plan).count - 1))
  }
}

/// What a person does in the Train pane.
public enum TrainAction: Codable, Hashable, Sendable {
  /// Trains.
  case run
  /// Cancels the model that is being fitted.
  case cancelCurrent
  /// Cancels the whole training.
  case cancelAll
  /// Lets the training wait, or go on.
  case togglePause
  /// Raises (1) or lowers (-1) the selected value.
  case step(Int)
  /// Raises or lowers a value that was clicked.
  case stepAt(line: Int, column: Int, by: Int)
  /// Trains the selected model or leaves it out.
  case toggleModel
  /// Takes the standard value again.
  case reset
  /// Takes the standard values of all models and of the plan again.
  case resetAll
  /// Selects a line and a model.
  case select(line: Int, column: Int)
  /// Begins typing the selected value.
  case edit
  /// Searches for better settings.
  case search(SearchAction)
}
