import Foundation

/// The objectives whose boosters are read, under XGBoost's own names.
enum BoosterObjective: String, CaseIterable, Sendable {
  case binaryLogistic = "binary:logistic"
  case regressionLogistic = "reg:logistic"
  case binaryRaw = "binary:logitraw"
  case squaredError = "reg:squarederror"
  case rankPairwise = "rank:pairwise"
  case rankNDCG = "rank:ndcg"
  case rankMAP = "rank:map"

  /// Whether a margin is the log-odds of a probability.
  var isLogOdds: Bool {
    switch self {
    case .binaryLogistic, .regressionLogistic, .binaryRaw: true
    case .squaredError, .rankPairwise, .rankNDCG, .rankMAP: false
    }
  }

  /// Whether a prediction is the logistic of the margin, and otherwise the margin itself.
  var predictsProbability: Bool { self == .binaryLogistic || self == .regressionLogistic }

  /// The objective of our own that means the same of a margin.
  var own: BoostingObjective {
    switch self {
    case .binaryLogistic, .regressionLogistic, .binaryRaw: .logistic
    case .squaredError: .squaredError
    case .rankPairwise: .yetiRank
    case .rankNDCG: .lambdaNDCG
    case .rankMAP: .lambdaMAP
    }
  }

  /// Whether rows are scored to be put in order within their group.
  var isRanking: Bool {
    switch self {
    case .rankPairwise, .rankNDCG, .rankMAP: true
    case .binaryLogistic, .regressionLogistic, .binaryRaw, .squaredError: false
    }
  }

  /// The margin that a base score stands for, in the library's own 32-bit arithmetic; `nil` for a
  /// score that has none. The base score of `binary:logitraw` is a margin already.
  func margin(ofBaseScore score: Float) -> Double? {
    guard score.isFinite else { return nil }
    guard predictsProbability else { return Double(score) }
    guard score > 0, score < 1 else { return nil }
    let margin = -log(1 / score - 1)
    return margin.isFinite ? Double(margin) : nil
  }
}
