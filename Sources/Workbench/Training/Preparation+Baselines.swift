import Evaluation
import Modelling
import Tabular

extension Preparation {
  /// The values of MAP@7 that need no model, where the data have groups.
  func baselines() -> RankingBaselines? {
    guard let testGroups else { return nil }
    let popularity = popularityScores()
    let scores = popularity ?? [Double](repeating: 0, count: heldOut.rows.count)
    guard let rows = try? heldOut.measured(scores) else { return nil }
    let evaluation = RankingEvaluation(rows: rows, groups: testGroups)
    return RankingBaselines(evaluation, ordersByPopularity: popularity != nil)
  }

  /// Each test row's item by its rate of positives among the training rows; `nil` without items.
  func popularityScores() -> [Double]? {
    guard let itemCodes else { return nil }
    let popularity = try? ItemPopularity(
      trainingItems: split.train.map { itemCodes[$0] },
      labels: split.train.map { known.labels[$0] })
    return popularity?.scores(for: split.test.map { itemCodes[$0] })
  }
}
