public import Evaluation

extension MetricKind {
  /// The figures of the leaderboard, in the order of its columns.
  public static let leaderboard: [MetricKind] = [
    .f1, .precision, .recall, .rocAUC, .averagePrecision, .mapAt7, .ndcgAt7, .logLoss, .brier, .ece,
    .liftAt10,
  ]

  /// Keys by their values of the figure, best first; undefined ones last, ties in the order given.
  public func ranking<Key>(_ entries: [(key: Key, value: Double?)]) -> [Key] {
    entries.enumerated().sorted { left, right in
      if isBetter(left.element.value, than: right.element.value) { return true }
      if isBetter(right.element.value, than: left.element.value) { return false }
      return left.offset < right.offset
    }.map(\.element.key)
  }
}
