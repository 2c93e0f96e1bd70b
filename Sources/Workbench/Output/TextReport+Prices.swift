import Evaluation
import Foundation
import Tabular

extension TextReport {
  /// What suspicious columns are worth, one a line.
  static func prices(_ prices: [SuspectPrice]) -> String {
    var table = TextTable(
      heading: ["column", "price", "95% interval", "AUC with", "AUC without", "why it is asked"],
      leftAligned: [0, 5])
    for price in prices {
      table.append([
        price.column, format(price.price.estimate, 3),
        "\(format(price.price.lower, 3)) to \(format(price.price.upper, 3))",
        format(price.with, 3), format(price.without, 3), price.reason,
      ])
    }
    let rows = prices.first?.testRows ?? 0
    let others = prices.count > 1 ? ", the others left out" : ""
    return
      "price of a suspect: held-out ROC-AUC of boosted trees with it less without it\(others), on "
      + "\(CountText.grouped(rows)) rows\n" + table.text
  }
}
