/// What boosted trees are fitted to.
public enum BoostingObjective: String, Sendable, Codable, CaseIterable {
  /// The log-loss of labels 0 and 1; a margin is the log-odds.
  case logistic
  /// The squared error of amounts; a margin is the amount.
  case squaredError
  /// The order of each list by NDCG (LambdaMART); a margin is a score that only orders.
  case lambdaNDCG
  /// The order of each list by average precision (LambdaMART), grades above 0 being relevant; a
  /// margin is a score that only orders.
  case lambdaMAP
  /// The order of each list by pairs that stand side by side in random orders near the present one
  /// (YetiRank); a margin is a score that only orders.
  case yetiRank

  /// Whether rows are put in order within their group.
  public var isRanking: Bool {
    switch self {
    case .logistic, .squaredError: false
    case .lambdaNDCG, .lambdaMAP, .yetiRank: true
    }
  }

  /// What a margin of a model with this objective is.
  public var marginScale: MarginScale {
    switch self {
    case .logistic: .logOdds
    case .squaredError: .amount
    case .lambdaNDCG, .lambdaMAP, .yetiRank: .score
    }
  }

  /// The loss that early stopping watches, for a sentence.
  public var lossTitle: String {
    switch self {
    case .logistic: "log-loss"
    case .squaredError: "root mean squared error"
    case .lambdaNDCG, .yetiRank: "1 − NDCG"
    case .lambdaMAP: "1 − MAP"
    }
  }
}
