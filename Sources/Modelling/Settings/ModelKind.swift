/// The models that stand side by side.
public enum ModelKind: String, Sendable, Codable, CaseIterable {
  case logistic, forest, boosted, xgboost, lambdamart, yetirank, xgbranker

  /// The name on screen.
  public var title: String {
    switch self {
    case .logistic: "Logistic regression"
    case .forest: "Random forest"
    case .boosted: "Boosted trees"
    case .xgboost: "XGBoost"
    case .lambdamart: "LambdaMART"
    case .yetirank: "YetiRank"
    case .xgbranker: "XGBoost ranker"
    }
  }

  /// Whether it is fitted to the order of each group's rows, and so needs groups; else it is fitted
  /// to each row by itself.
  public var isRanker: Bool {
    switch self {
    case .logistic, .forest, .boosted, .xgboost: false
    case .lambdamart, .yetirank, .xgbranker: true
    }
  }

  /// Whether its predictions can be held to go one way only along a column.
  public var heedsDirections: Bool {
    switch self {
    case .boosted, .xgboost, .lambdamart, .yetirank, .xgbranker: true
    case .logistic, .forest: false
    }
  }

  /// Whether it can be fitted to lists of rows with grades: rankers to their order, our own boosted
  /// trees to the grade itself.
  public var readsGrades: Bool { isRanker || self == .boosted }

  /// The models that can be fitted to data with or without groups, in the order of the table.
  public static func all(withGroups hasGroups: Bool) -> [ModelKind] {
    allCases.filter { hasGroups || !$0.isRanker }
  }
}
