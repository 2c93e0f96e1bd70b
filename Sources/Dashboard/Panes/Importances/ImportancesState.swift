public import Modelling

/// What the Importances pane remembers.
public struct ImportancesState: Codable, Hashable, Sendable {
  /// Makes the state of the first frame.
  public init() {}
}

/// What a person does in the Importances pane.
public enum ImportancesAction: Codable, Hashable, Sendable {
  /// Selects a model.
  case select(ModelKind)
}
