public import Evaluation
import Modelling
import Tabular

/// How much customers spend and what they are worth, p × amount, held against the money that came.
public struct SpendTable: Sendable {
  /// The column of amounts.
  public let column: String
  /// One a model of amounts, on the positive rows whose amount is known.
  public let amounts: [AmountRow]
  /// One a classifier, on all rows but positive ones whose amount is not known.
  public let values: [ValueRow]
  /// Positive rows with an amount.
  public let knownCount: Int
  /// Positive rows without one, which are left out of every figure here.
  public let missingCount: Int
  /// What a careful person should know, one sentence each.
  public let notes: [String]

  /// A model of amounts, beside those that say one number always.
  public struct AmountRow: Sendable {
    /// Which model.
    public let name: String
    /// Its own figures.
    public let model: RegressionMetrics
    /// Those of the mean of its training rows, always said.
    public let mean: RegressionMetrics
    /// Those of the median of its training rows, always said, which no constant beats by absolute error.
    public let median: RegressionMetrics
  }

  /// A classifier's expected values.
  public struct ValueRow: Sendable {
    /// Which model.
    public let name: String
    /// Its figures.
    public let figures: ExpectedValueFigures
  }

  /// Rows with what happened to them.
  struct Outcomes {
    let column: String
    let labels: [UInt8]
    /// NaN where a positive row's amount is not known.
    let money: [Double]
    let groups: RankingGroups?
    /// Rows that count.
    let known: [Int]

    init(of dataset: Dataset, rows: [Int], column: String, money: [Double], groups: [Int32]?) {
      self.column = column
      let known = rows.indices.filter { !money[rows[$0]].isNaN }
      self.known = known
      labels = rows.map { dataset.labels[$0] }
      self.money = rows.map { money[$0] }
      self.groups = groups.map { codes in RankingGroups(groups: known.map { codes[rows[$0]] }) }
    }
  }

  /// A model of amounts as it speaks of each row.
  struct Amounts {
    let name: String
    let expected: [Double]
    /// The means and medians of the training rows behind each row, which differ between folds.
    let means: [Double]
    let medians: [Double]

    init(name: String, expected: [Double], means: [Double], medians: [Double]) {
      self.name = name
      self.expected = expected
      self.means = means
      self.medians = medians
    }

    init(name: String, model: AmountModel, expected: [Double]) {
      let same = { (value: Double) in [Double](repeating: value, count: expected.count) }
      self.init(
        name: name, expected: expected, means: same(model.trainingMean),
        medians: same(model.trainingMedian))
    }
  }

  /// A classifier's probabilities, and the place of the model of amounts that goes with it.
  struct Classifier {
    let name: String
    let probabilities: [Double]
    let amounts: Int
  }

  /// Measures models on some rows.
  ///
  /// - Throws: `EvaluationError` for predictions that are no numbers.
  init(
    _ outcomes: Outcomes, amounts: [Amounts], classifiers: [Classifier], notes: [String],
    bootstrap: Bootstrap?, threads: Int
  ) throws {
    let known = outcomes.known
    let positive = known.filter { outcomes.labels[$0] == 1 }
    column = outcomes.column
    knownCount = positive.count
    missingCount = outcomes.labels.count - known.count
    self.notes = notes
    let actuals = positive.map { outcomes.money[$0] }
    let measured = { (predictions: [Double]) in
      try RegressionMetrics(predictions: positive.map { predictions[$0] }, actuals: actuals)
    }
    self.amounts = try amounts.map {
      AmountRow(
        name: $0.name, model: try measured($0.expected), mean: try measured($0.means),
        median: try measured($0.medians))
    }
    let figures = try ExpectedValueFigures.all(
      classifiers.map { classifier in
        ExpectedValueFigures.Predictions(
          probabilities: known.map { classifier.probabilities[$0] },
          amounts: known.map { amounts[classifier.amounts].expected[$0] })
      },
      labels: known.map { outcomes.labels[$0] }, money: known.map { outcomes.money[$0] },
      groups: outcomes.groups, bootstrap: bootstrap, threads: threads)
    values = zip(classifiers, figures).map { ValueRow(name: $0.name, figures: $1) }
  }
}
