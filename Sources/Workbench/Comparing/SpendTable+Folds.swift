import Evaluation
import Modelling
import Tabular

extension SpendTable {
  /// Amounts and expected values out of fold: every row is judged by the models of a fold that never
  /// saw it, all folds as one list. `nil` without a column of amounts, or where a fold has no model.
  ///
  /// Rows of repeated folds come repeatedly, so they are not drawn for intervals.
  ///
  /// - Throws: `EvaluationError` for predictions that are no numbers.
  public init?(_ validation: CrossValidation, draws: Int = ComparisonIntervals.draws) throws {
    let dataset = validation.data.dataset
    let amounts = validation.amounts
    guard amounts.failure == nil, let column = dataset.roles.amount, let money = dataset.money,
      amounts.expected.count == validation.testRows.count
    else { return nil }
    let outcomes = Outcomes(
      of: dataset, rows: validation.testRows, column: column, money: money,
      groups: dataset.groupCodes)
    let isOnce = Set(validation.testRows).count == validation.testRows.count
    try self.init(
      outcomes,
      amounts: [
        Amounts(
          name: "amount model", expected: amounts.expected, means: amounts.means,
          medians: amounts.medians)
      ],
      classifiers: validation.models.filter { $0.failure == nil }.map {
        Classifier(name: $0.kind.rawValue, probabilities: $0.scores, amounts: 0)
      },
      notes: try Self.notes(amounts, outcomes, validation) + Self.strayAmounts(in: dataset),
      bootstrap: isOnce ? Bootstrap(seed: validation.plan.seed, draws: draws) : nil,
      threads: validation.plan.threads)
  }

  private static func notes(
    _ amounts: FoldAmounts, _ outcomes: Outcomes, _ validation: CrossValidation
  ) throws -> [String] {
    var notes = [
      "out of fold: trees kept "
        + amounts.treeCounts.map(String.init).joined(separator: ", ")
        + (amounts.treeCounts.contains(0) ? "; 0 where the model is the mean" : "")
    ]
    let figures = try validation.folds.indices.map { fold in
      let rows = outcomes.known.filter {
        validation.foldOfRow[$0] == fold && outcomes.labels[$0] == 1
      }
      return try RegressionMetrics(
        predictions: rows.map { amounts.expected[$0] }, actuals: rows.map { outcomes.money[$0] })
    }
    let spreads: [(String, FoldSpread?, Int)] = [
      ("RMSE", FoldSpread(figures.compactMap(\.rootMeanSquaredError)), 2),
      ("MAE", FoldSpread(figures.compactMap(\.meanAbsoluteError)), 2),
      ("R²", FoldSpread(figures.compactMap(\.rSquared)), 4),
      ("Spearman", FoldSpread(figures.compactMap(\.spearman)), 4),
    ]
    let words = spreads.compactMap { name, spread, digits in
      spread.map { spread in
        "\(name) \(TextReport.format(spread.mean, digits))"
          + (spread.deviation.map { " ± \(TextReport.format($0, digits))" } ?? "")
      }
    }
    if !words.isEmpty {
      notes.append(
        "amounts, mean of the folds ± their standard deviation: "
          + words.joined(separator: ", "))
    }
    if amounts.missingCount > 0 {
      notes.append(
        "positive training rows without an amount were left out in every fold, "
          + "\(amounts.missingCount) in all")
    }
    return notes
  }
}
