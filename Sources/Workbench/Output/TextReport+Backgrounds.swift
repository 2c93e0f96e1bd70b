import Modelling
import Tabular

extension TextReport {
  /// SHAP values against a background, a model after another.
  public static func backgrounds(_ all: [BackgroundExplanation]) -> String {
    all.map { explanation in
      let order = explanation.features.indices.sorted {
        (explanation.meanAbsoluteSHAP[$1], $0) < (explanation.meanAbsoluteSHAP[$0], $1)
      }
      var table = TextTable(
        heading: [explanation.kind.rawValue, "mean |SHAP|", "this customer"])
      for index in order.prefix(20) {
        table.append([
          explanation.features[index], format(explanation.meanAbsoluteSHAP[index], 4),
          format(explanation.customer[index], 4),
        ])
      }
      return
        "Against \(CountText.grouped(explanation.backgroundRowCount)) background rows, whose mean margin is "
        + "\(format(explanation.baseMargin, 4)); mean |SHAP| of \(CountText.grouped(explanation.explainedRowCount)) rows"
        + "\n\(table.text)"
    }.joined(separator: "\n\n")
  }

  /// What two features do together, a model a line.
  public static func pairs(_ all: [PairExplanation]) -> String {
    guard let first = all.first else { return "" }
    var table = TextTable(
      heading: [
        "\(first.first) with \(first.second)", "mean |interaction|", "mean", "this customer",
      ])
    for pair in all {
      table.append([
        pair.kind.rawValue, format(pair.meanAbsolute, 4), format(pair.mean, 4),
        format(pair.customer, 4),
      ])
    }
    return table.text
  }
}
