import Evaluation
import Modelling
import Tabular

extension SpendTable {
  /// A saved classifier with the model of amounts that its file holds.
  struct SavedModel {
    let name: String
    let probabilities: [Double]
    let amount: AmountModel
    let expected: [Double]
  }

  /// Saved models on labelled rows; `nil` without a column of amounts or a model that knows them.
  ///
  /// - Throws: `EvaluationError` for predictions that are no numbers.
  init?(_ models: [SavedModel], on dataset: Dataset, threads: Int) throws {
    guard let column = dataset.roles.amount, let money = dataset.money, !models.isEmpty else {
      return nil
    }
    // Models of one training share their model of amounts, which is then measured once.
    var distinct: [SavedModel] = []
    let places = models.map { model in
      if let place = distinct.firstIndex(where: { $0.amount == model.amount }) { return place }
      distinct.append(model)
      return distinct.count - 1
    }
    try self.init(
      Outcomes(
        of: dataset, rows: dataset.labelledRows, column: column, money: money,
        groups: dataset.groupCodes),
      amounts: distinct.map { model in
        Amounts(
          name: distinct.count == 1 ? "amount model" : "amounts of \(model.name)",
          model: model.amount, expected: model.expected)
      },
      classifiers: zip(models, places).map { model, place in
        Classifier(name: model.name, probabilities: model.probabilities, amounts: place)
      },
      notes: Self.strayAmounts(in: dataset),
      bootstrap: Bootstrap(seed: 7, draws: ComparisonIntervals.draws), threads: threads)
  }
}
