public import Evaluation

extension MetricKind {
  /// The figures of the leaderboard, in the order of its columns.
  public static let leaderboard: [MetricKind] = [
    .f1, .precision, .recall, .rocAUC, .averagePrecision, .mapAt7, .ndcgAt7, .logLoss, .brier, .ece,
    .liftAt10,
  ]
}
