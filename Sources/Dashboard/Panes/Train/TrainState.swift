/// What the Train pane remembers.
public struct TrainState: Codable, Hashable, Sendable {
  /// The selected row of the settings.
  public var row = 0
  /// The selected model.
  public var column = 0
  /// The value being typed; `nil` while none is.
  public var entry: TextEntry?

  /// Makes the state of the first frame.
  public init() {}
}

/// What a person does in the Train pane.
public enum TrainAction: Codable, Hashable, Sendable {
  /// Trains.
  case run
  /// Cancels the model that is being fitted.
  case cancelCurrent
  /// Cancels the whole training.
  case cancelAll
  /// Raises (1) or lowers (-1) the selected value.
  case step(Int)
  /// Trains the selected model or leaves it out.
  case toggleModel
  /// Takes the standard value again.
  case reset
  /// Selects a cell.
  case select(row: Int, column: Int)
}
