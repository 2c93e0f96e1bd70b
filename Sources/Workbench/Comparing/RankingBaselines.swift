public import Evaluation

/// Lists that no model made, on the same test rows as the models' lists.
public struct RankingBaselines: Sendable, Equatable {
  /// The expected figures of a random order; `nil` where no group is scored.
  public let randomMeasures: RankingMeasures?
  /// Items ordered by their rate among the training rows; `nil` without items too.
  public let popularityMeasures: RankingMeasures?
  /// Everything relevant first; `nil` where no group is scored.
  public let ceilingMeasures: RankingMeasures?
  /// MAP@7 of a perfect order where groups without a relevant item count as 0.
  public let ceilingWithEmptyGroups: Double?
  /// Groups with at least one relevant row, which are scored.
  public let scoredGroups: Int
  /// All groups among the test rows.
  public let groups: Int

  /// MAP@7 of a random order.
  public var random: Double? { randomMeasures?.averagePrecision }
  /// MAP@7 of items ordered by their rate among the training rows.
  public var popularity: Double? { popularityMeasures?.averagePrecision }

  /// Describes the lists that an evaluation was made of.
  ///
  /// - Parameter ordersByPopularity: whether the evaluated scores are the items' rates.
  init(_ evaluation: RankingEvaluation, ordersByPopularity: Bool) {
    randomMeasures = evaluation.random
    popularityMeasures = ordersByPopularity ? evaluation.mean : nil
    ceilingMeasures = evaluation.ceiling
    ceilingWithEmptyGroups = evaluation.scoredShare
    scoredGroups = evaluation.scoredGroups.count
    groups = evaluation.groupCount
  }
}
