import Evaluation
import Foundation
import Modelling
import Tabular

extension TextReport {
  /// Models of graded lists in one table, with what the figures count.
  public static func graded(_ comparison: GradedComparison) -> String {
    var lines = [title(comparison.data.dataset), sizes(comparison), ""]
    if let rankings = comparison.rankings {
      lines += [self.rankings(rankings, measured: "a relevant row"), meaning(comparison.data)]
      if let own = comparison.measured.first?.evaluation { lines += gainOnly(own) }
    }
    lines += spreads(comparison)
    lines += comparison.cautions
    for model in comparison.models {
      if let failure = model.failure { lines.append("\(model.kind.rawValue): \(failure)") }
      lines += model.notes.map { "\(model.kind.rawValue): \($0)" }
      if model.failure == nil {
        lines.append("\(model.kind.rawValue): \(format(model.trainSeconds, 2)) seconds of training")
      }
    }
    return lines.joined(separator: "\n")
  }

  /// 95 % intervals of NDCG@7 and MAP@7, how likely each model beats each other, and how far apart
  /// they are; empty where nothing is measured.
  ///
  /// - Parameter most: how many models are held against each other, the best by NDCG@7; all of them
  ///   when `nil`.
  public static func graded(
    _ differences: GradedDifferences, equivalence: Equivalence = .standard, most: Int? = nil
  ) -> String {
    let names = differences.names
    let kept = best(
      most,
      of: names.enumerated().map { ($1, differences.estimate(of: .ndcgAt7, model: $0)) },
      by: .ndcgAt7)
    let pairs = differences.pairs(equivalence).among(kept)
    let parts =
      [intervals(of: differences)]
      + GradedDifferences.metrics.flatMap { metric in
        let own = pairs.filter { $0.metric == metric }
        return own.isEmpty
          ? []
          : [
            chances(
              differences.comparison(in: metric, equivalence: equivalence[metric]), names: names,
              kept: kept) + "\nby more than \(equivalence[metric]) \(metric.title)", tested(own),
          ]
      } + (kept.count < names.count ? [pairsLeftOut(kept.count, by: .ndcgAt7)] : [])
    return parts.filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  private static func intervals(of differences: GradedDifferences) -> String {
    guard !differences.isOfFolds, !differences.names.isEmpty else { return "" }
    let metrics = GradedDifferences.metrics
    var table = TextTable(heading: ["95% interval"] + metrics.map(\.title))
    for (model, name) in differences.names.enumerated() {
      table.append(
        [name]
          + metrics.map { metric in
            differences.interval(of: metric, model: model).map(between) ?? format(nil, 4)
          })
    }
    return table.text
      + "\nby \(ComparisonIntervals.draws) draws of whole groups, since the rows of one are not "
      + "independent"
  }

  /// Saved models on one table of graded lists.
  public static func graded(_ table: GradedModelTable) -> String {
    var lines = [title(table.data.dataset)]
    if let rankings = table.rankings {
      lines += ["", self.rankings(rankings, measured: "a relevant row"), meaning(table.data)]
      if let own = table.rows.first?.evaluation { lines += gainOnly(own) }
    }
    lines += LabelledPart(table.data.dataset).remarks
    lines += table.rows.flatMap { row in row.remarks.map { "\(row.name): \($0)" } }
    return lines.joined(separator: "\n")
  }

  private static func title(_ dataset: Dataset) -> String {
    let grades = (dataset.grades?.counts ?? []).map {
      "\($0.grade) in \(CountText.grouped($0.rows))"
    }
    return
      "\(dataset.name): \(CountText.grouped(dataset.labelledRows.count)) rows, \(dataset.features.count) features, "
      + "\(dataset.roles.target ?? "target") = \(grades.joined(separator: ", "))"
  }

  private static func sizes(_ comparison: GradedComparison) -> String {
    let folds = comparison.folds
    let mean = { (part: (SplitSummary) -> Int) in
      folds.map(part).reduce(0, +) / max(1, folds.count)
    }
    let parts =
      "fitted on \(CountText.grouped(mean(\.fitRows))) rows, early stopping by \(CountText.grouped(mean(\.validationRows))), measured on "
      + "\(CountText.grouped(mean(\.testRows)))"
    let split = "split \(comparison.plan.split), seed \(comparison.plan.seed): "
    return folds.count == 1 ? split + parts : split + "\(folds.count) folds, each about \(parts)"
  }

  private static func meaning(_ data: OpenedData) -> String {
    "NDCG@7 counts a grade g as 2^g - 1; all other figures count grades from "
      + "\(data.dataset.grades?.relevantFrom ?? 1) on as relevant (--relevant-from); F1, ROC-AUC and "
      + "probabilities do not exist for grades"
  }

  /// Lists that NDCG judges and the other figures don't.
  private static func gainOnly(_ evaluation: RankingEvaluation) -> [String] {
    evaluation.gainGroupCount == evaluation.scoredGroups.count
      ? []
      : [
        "NDCG@7 is the mean over the \(evaluation.gainGroupCount) groups with any grade above 0"
      ]
  }

  /// Means over the folds with their spread; empty for a single split.
  private static func spreads(_ comparison: GradedComparison) -> [String] {
    guard comparison.folds.count > 1 else { return [] }
    let metrics: [MetricKind] = [.mapAt7, .ndcgAt7, .mrrAt7, .hitRateAt7]
    var table = TextTable(heading: ["model"] + metrics.map(\.title))
    for model in comparison.measured {
      table.append(
        [model.kind.rawValue]
          + metrics.map { metric in
            let spread = FoldSpread(model.folds.compactMap { $0.mean.flatMap(metric.value(of:)) })
            guard let spread else { return format(nil, 4) }
            return format(spread.mean, 4)
              + (spread.deviation.map { " ± \(format($0, 4))" } ?? "")
          })
    }
    return [
      "the table above is of all out-of-fold lists", "",
      "mean of the folds ± their standard deviation", table.text, "",
    ]
  }
}

extension PredictionsWriter {
  /// Writes `row` (0-based row of the input), `grade`, `fold` (from 0) and one column of scores a model.
  ///
  /// - Throws: `TabularError` when the file can't be written; then nothing is left behind.
  public static func write(_ comparison: GradedComparison, to path: String) throws {
    let models = comparison.measured
    let grades = comparison.data.dataset.grades?.values ?? []
    var text =
      (["row", "grade", "fold"] + models.map(\.kind.rawValue)).joined(separator: ",") + "\n"
    for (position, row) in comparison.testRows.enumerated() {
      text += "\(row),\(grades[row]),\(comparison.foldOfRow[position])"
      for model in models { text += ",\(model.scores[position])" }
      text += "\n"
    }
    try AtomicFile.write(Data(text.utf8), to: path)
  }
}
