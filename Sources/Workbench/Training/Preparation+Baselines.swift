import Evaluation
import Modelling
import Tabular

extension Preparation {
  /// The values of MAP@7 that need no model, where the data have groups.
  func baselines(of dataset: Dataset) -> RankingBaselines? {
    guard let testGroups, let testItems else { return nil }
    let evaluation = { (scores: [Double]) in
      try? RankingEvaluation(
        scores: scores, labels: testLabels, groups: testGroups, items: testItems)
    }
    guard let popular = evaluation(popularity(of: dataset, testItems)) else { return nil }
    return RankingBaselines(
      random: popular.randomMeanAveragePrecision, popularity: popular.meanAveragePrecision,
      ceilingWithEmptyGroups: popular.ceilingWithEmptyGroups,
      scoredGroups: popular.scoredGroupCount, groups: popular.groupCount)
  }

  /// Each test row's score: its item's rate of positives among the training rows, drawn towards the
  /// overall rate by ten rows so that an item seen once doesn't lead.
  private func popularity(of dataset: Dataset, _ items: [String]) -> [Double] {
    var counts: [String: (positives: Double, rows: Double)] = [:]
    var positives = 0.0
    for row in split.train {
      let label = Double(dataset.labels[row])
      positives += label
      counts[dataset.itemKey(row), default: (0, 0)].positives += label
      counts[dataset.itemKey(row), default: (0, 0)].rows += 1
    }
    let rate = positives / Double(split.train.count)
    return items.map { item in
      let count = counts[item] ?? (0, 0)
      return (count.positives + 10 * rate) / (count.rows + 10)
    }
  }
}
