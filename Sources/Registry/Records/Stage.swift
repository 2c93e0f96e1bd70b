/// How far a registered model has come.
public enum Stage: String, Sendable, Codable, CaseIterable {
  /// Trained and registered; what every model begins as.
  case candidate
  /// The one model of its data set that scores customers; there is at most one.
  case champion
  /// Out of use; what `prune` may remove.
  case retired
}
