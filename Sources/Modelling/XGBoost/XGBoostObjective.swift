/// What the XGBoost library's trees are fitted to.
public enum XGBoostObjective: String, Sendable, Codable, CaseIterable {
  /// The log-loss of labels 0 and 1; a margin is the log-odds.
  case logistic
  /// The order of each list by average precision, grades above 0 being relevant; a margin is a score
  /// that only orders.
  case map
  /// The order of each list by NDCG; a margin is a score that only orders.
  case ndcg
  /// The order of each list by its pairs of unequal grades, each alike; a margin is a score that only
  /// orders.
  case pairwise

  /// The objectives that put the rows of each group in order.
  public static let rankings: [XGBoostObjective] = [.map, .ndcg, .pairwise]

  /// Whether rows are put in order within their group.
  public var isRanking: Bool { self != .logistic }

  /// The loss that early stopping watches, for a sentence.
  public var lossTitle: String {
    switch self {
    case .logistic: BoostingObjective.logistic.lossTitle
    case .map: BoostingObjective.lambdaMAP.lossTitle
    case .ndcg, .pairwise: BoostingObjective.lambdaNDCG.lossTitle
    }
  }

  /// The same under the library's own name.
  var booster: BoosterObjective {
    switch self {
    case .logistic: .binaryLogistic
    case .map: .rankMAP
    case .ndcg: .rankNDCG
    case .pairwise: .rankPairwise
    }
  }
}
