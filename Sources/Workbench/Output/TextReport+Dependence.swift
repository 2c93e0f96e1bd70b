import Modelling
import Tabular

extension TextReport {
  /// Mean probabilities along one column, a table a model.
  public static func dependences(_ all: [ColumnDependence]) -> String {
    all.map { dependence in
      var table = TextTable(
        heading: [
          dependence.isNumber ? "\(dependence.column) up to" : dependence.column,
          "mean probability", "rows",
        ])
      for point in dependence.points {
        table.append([
          point.value, format(point.meanProbability, 4), "\(CountText.grouped(point.rowCount))",
        ])
      }
      let missing = dependence.missingCount
      return PlainText.line(
        "\(dependence.kind.rawValue): mean probability of \(CountText.grouped(dependence.averagedRowCount)) rows, all with "
          + "one value of \(dependence.column); counts of \(CountText.grouped(dependence.countedRowCount)) rows"
          + (missing == 0 ? "" : ", \(missing) of them missing"))
        + "\n" + (dependence.points.isEmpty ? "no row has a value" : table.text)
    }.joined(separator: "\n\n")
  }
}
