public import Modelling

/// What the Compare pane remembers.
public struct CompareState: Codable, Hashable, Sendable {
  /// Makes the state of the first frame.
  public init() {}
}

/// What a person does in the Compare pane.
public enum CompareAction: Codable, Hashable, Sendable {
  /// Selects a model.
  case select(ModelKind)
}
