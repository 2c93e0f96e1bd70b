import Evaluation
import Modelling
import Tabular

extension SpendTable {
  /// The model of amounts and the expected values of every classifier of a comparison on its test
  /// rows; `nil` without a model of amounts.
  ///
  /// - Parameter draws: how often the test rows are drawn for intervals.
  /// - Throws: `EvaluationError` for predictions that are no numbers.
  public init?(_ comparison: Comparison, draws: Int = ComparisonIntervals.draws) throws {
    let dataset = comparison.data.dataset
    guard let result = comparison.amount, let model = result.model,
      let expected = comparison.expectedAmounts, let column = dataset.roles.amount,
      let money = dataset.money
    else { return nil }
    try self.init(
      Outcomes(
        of: dataset, rows: comparison.testRows, column: column, money: money,
        groups: dataset.groupCodes),
      amounts: [Amounts(name: "amount model", model: model, expected: expected)],
      classifiers: comparison.trained.map {
        Classifier(name: $0.kind.rawValue, probabilities: $0.model.testScores, amounts: 0)
      },
      notes: Self.notes(result, model) + Self.strayAmounts(in: dataset),
      bootstrap: Bootstrap(seed: comparison.plan.seed, draws: draws),
      threads: comparison.plan.threads)
  }

  private static func notes(_ result: AmountResult, _ model: AmountModel) -> [String] {
    var notes = [result.note].compactMap(\.self)
    if result.missingCount > 0 {
      notes.append(
        "\(CountText.grouped(result.missingCount)) positive training rows have no amount and are left out of the model of "
          + "amounts")
    }
    return notes
  }

  /// Amounts of rows where nothing happened, which are no money that came.
  static func strayAmounts(in dataset: Dataset) -> [String] {
    guard let column = dataset.roles.amount.flatMap({ dataset.table[$0] }) else { return [] }
    let count = dataset.labelledRows.count { row in
      dataset.labels[row] == 0 && column.number(row).map { $0 != 0 } ?? false
    }
    guard count > 0 else { return [] }
    return [
      "\(count) rows that are not \(dataset.positiveLabel) have an amount other than 0 in "
        + "\(column.name), which counts as no money: it came without the outcome"
    ]
  }
}

extension Comparison {
  /// What the outcome is expected to bring if it happens, one amount a test row; `nil` without a model
  /// of amounts.
  var expectedAmounts: [Double]? {
    amount?.model?.amounts(for: testFrame, threads: plan.threads)
  }
}
