import Evaluation
import Modelling
import Tabular

extension TextReport {
  /// How near the model of amounts comes, and what expected values were worth in money.
  public static func spending(_ table: SpendTable) -> String {
    var amounts = TextTable(heading: [
      "\(table.column), if it happens", "RMSE", "MAE", "R²", "Spearman",
    ])
    let several = table.amounts.count > 1
    for row in table.amounts {
      let suffix = several ? " of \(row.name)" : ""
      for (name, figures) in [
        (row.name, row.model), ("always the training mean\(suffix)", row.mean),
        ("always the training median\(suffix)", row.median),
      ] {
        amounts.append([
          name, money(figures.rootMeanSquaredError), money(figures.meanAbsoluteError),
          format(figures.rSquared, 4), format(figures.spearman, 4),
        ])
      }
    }
    var lines = [
      "on \(CountText.grouped(table.knownCount)) positive rows with an amount", amounts.text,
    ]
    lines += table.missingCount == 0 ? [] : [leftOut(table.missingCount)]
    guard let rowCount = table.values.first?.figures.rowCount else {
      return (lines + table.notes).joined(separator: "\n")
    }
    lines += [
      "", "expected value = p × expected amount, on \(CountText.grouped(rowCount)) rows",
      values(table),
    ]
    lines += [
      "top tenth: the share of all money that the highest tenth of the rows brought, its lift over "
        + "chance, and the"
        + " 95% interval of value less p"
    ]
    return (lines + table.notes).joined(separator: "\n")
  }

  private static func leftOut(_ count: Int) -> String {
    "\(count) more positive row\(count == 1 ? " has" : "s have") no amount and "
      + "\(count == 1 ? "is" : "are") left out here"
  }

  private static func values(_ table: SpendTable) -> String {
    var text = TextTable(heading: [
      "model", "Spearman", "promised", "came", "ratio", "top tenth by value", "by p", "perfect",
      "lift", "value - p", "95% interval",
    ])
    for row in table.values {
      let figures = row.figures
      let interval = figures.difference?.interval
      text.append([
        row.name, format(figures.spearman, 4), money(figures.predictedTotal),
        money(figures.realisedTotal), format(figures.calibration, 3),
        format(figures.shareByValue, 4), format(figures.shareByProbability, 4),
        format(figures.perfectShare, 4), format(figures.liftByValue, 2),
        format(interval?.estimate, 4),
        interval.map { "\(format($0.lower, 4)) to \(format($0.upper, 4))" } ?? "–",
      ])
    }
    return text.text
  }

  /// An amount with two decimals, a large one or a tiny one with four significant digits.
  static func money(_ value: Double?) -> String {
    guard let value else { return "–" }
    return abs(value) >= 1e9 || value != 0 && abs(value) < 0.01
      ? significant(value) : format(value, 2)
  }
}
