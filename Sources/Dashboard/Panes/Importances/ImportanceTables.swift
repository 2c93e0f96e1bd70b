import Modelling
import TerminalKit
import Workbench

/// The tables of Importances as they are copied.
enum ImportanceTables {
  /// The table in sight: of the dependence where that is shown, else of the measure.
  static func table(_ state: State) -> CopiedTable? {
    let table = ImportanceTable(state)
    guard !table.models.isEmpty else { return nil }
    if table.state.showsDependence { return dependence(table, state) }
    guard table.state.measure == .coefficients else { return features(table) }
    return table.state.showsFamilies ? families(table) : coefficients(table)
  }

  private static func features(_ table: ImportanceTable) -> CopiedTable {
    let measure = table.state.measure
    let hasSpread = measure == .permutation
    return CopiedTable(
      name: measure.title,
      titles: ["Column"]
        + table.models.flatMap { model in
          [model.kind.rawValue] + (hasSpread ? ["\(model.kind.rawValue) sd"] : [])
        },
      rows: table.features.map { feature in
        [table.name(feature)]
          + table.models.flatMap { model in
            [number(ImportanceTable.value(model, feature, measure))]
              + (hasSpread ? [number(model.permutation?[feature].standardDeviation)] : [])
          }
      })
  }

  private static func coefficients(_ table: ImportanceTable) -> CopiedTable {
    CopiedTable(
      name: "coefficients", titles: ["Coefficient", "log-odds", "lower 95%", "upper 95%", "p"],
      rows: table.coefficients.map { coefficient in
        let estimate = coefficient.standardised
        return [coefficient.name]
          + [
            estimate.value, estimate.interval.lowerBound, estimate.interval.upperBound,
            estimate.pValue,
          ].map { number($0) }
      })
  }

  private static func families(_ table: ImportanceTable) -> CopiedTable {
    CopiedTable(
      name: "reach of coefficients", titles: ["Column", "reach", "levels", "highest", "lowest"],
      rows: table.families.map { family in
        [table.name(family.feature), number(family.reach), "\(family.members.count)"]
          + [family.members.first, family.members.last].map { $0?.name ?? "" }
      })
  }

  private static func dependence(_ table: ImportanceTable, _ state: State) -> CopiedTable? {
    guard let dependence = table.state.dependence, dependence.feature == table.selectedFeature,
      let points = table.models.lazy.compactMap({ dependence.curves[$0.kind]?.points }).first
    else { return nil }
    let values = FeatureValues(dependence.feature, state)
    return CopiedTable(
      name: "dependence on \(table.name(dependence.feature))",
      titles: [table.name(dependence.feature)] + table.models.map(\.kind.rawValue),
      rows: points.enumerated().map { place, point in
        [values.name(of: point.value)]
          + table.models.map { model in
            let own = dependence.curves[model.kind]?.points
            return number(
              own.flatMap { $0.indices.contains(place) ? $0[place].meanProbability : nil })
          }
      })
  }

  private static func number(_ value: Double?) -> String {
    value.map { NumberText.fixed($0, digits: 6) } ?? "–"
  }
}
