import Modelling
import Tabular

/// The rows of a split for the model of amounts: positive ones whose amount is known.
struct PreparedAmounts: Sendable {
  let fit: AmountRows
  let validation: AmountRows
  /// Positive rows of the training side that have no amount, and are left out.
  let missingCount: Int

  /// Fits the model. Nothing here ever sees a test row.
  ///
  /// - Throws: `ModellingError`, as the estimator does.
  func fitted(_ target: AmountTarget, run: TrainingRun) throws -> AmountEstimator.Fit {
    try AmountEstimator(target: target).fitted(to: fit, validation: validation, run: run)
  }
}

extension Preparation {
  /// The amounts of the rows that are fitted to and of those that stop the fit; `nil` without a column
  /// of amounts. Balancing plays no part: the amount is asked of positive rows only.
  static func amounts(
    of dataset: Dataset, fit: (rows: [Int], frame: FeatureFrame),
    validation: (rows: [Int], frame: FeatureFrame)
  ) -> PreparedAmounts? {
    guard let money = dataset.money else { return nil }
    func known(_ part: (rows: [Int], frame: FeatureFrame)) -> (rows: AmountRows, missing: Int) {
      let positive = part.rows.indices.filter { dataset.labels[part.rows[$0]] == 1 }
      let places = positive.filter { !money[part.rows[$0]].isNaN }
      return (
        AmountRows(
          frame: part.frame.rows(places), amounts: places.map { money[part.rows[$0]] }),
        positive.count - places.count
      )
    }
    let (fitRows, validationRows) = (known(fit), known(validation))
    return PreparedAmounts(
      fit: fitRows.rows, validation: validationRows.rows,
      missingCount: fitRows.missing + validationRows.missing)
  }

  /// Refuses amounts that can't be fitted to, wherever in the file they are.
  ///
  /// - Throws: ``WorkbenchError`` for a negative amount of a positive row where logs are taken.
  static func checkAmounts(of dataset: Dataset, target: AmountTarget) throws {
    guard target == .log, let money = dataset.money, let column = dataset.roles.amount,
      let row = dataset.labelledRows.first(where: { money[$0] < 0 })
    else { return }
    throw WorkbenchError(
      .badInput,
      "The amount \(column) of \(dataset.name) is negative in data row \(row + 1) "
        + "(\(dataset.table[column]?.string(row) ?? "")), which has no log; mend it, or use "
        + "--amount-target plain.")
  }

  /// The rows for the model of amounts, encoded by a schema of the training side as a refitted model has
  /// it, or by the preparation's own; `nil` without a column of amounts.
  func amounts(encodedBy schema: FeatureSchema?) -> PreparedAmounts? {
    guard let schema, amounts != nil else { return amounts }
    return Self.amounts(
      of: known,
      fit: (inner.train, schema.frame(of: known.table, rows: inner.train, isFitting: true)),
      validation: (inner.test, schema.frame(of: known.table, rows: inner.test)))
  }
}
