import Modelling
import TerminalKit
import Workbench

/// The features in order with their values, before they are drawn.
struct ImportanceTable {
  /// The models with importances, in the order of the plan.
  let models: [Importances]
  let state: ImportancesState
  /// The features in sight, as places in the schema, in the order of the sort.
  let features: [Int]
  /// The coefficients in sight, largest first, without the intercept.
  let coefficients: [Coefficient]
  /// The same put together by column; empty unless asked for.
  let families: [CoefficientFamily]

  init(_ state: State) {
    let pane = state.importances
    self.state = pane
    let models = state.session.kinds.compactMap { state.session.importances[$0] }
    self.models = models
    let names = models.first?.features ?? []
    let words = (pane.entry?.text ?? pane.filter).lowercased()
    let shown = names.indices.filter { words.isEmpty || names[$0].lowercased().contains(words) }
    let selected = models.first { $0.kind == pane.selected } ?? models.first
    let strengths = names.indices.map { feature in
      pane.order == .model
        ? selected.map { ImportanceTable.strength($0, feature, pane.measure) } ?? 0
        : models.reduce(0) { $0 + ImportanceTable.strength($1, feature, pane.measure) }
    }
    features =
      pane.order == .name
      ? shown.sorted { (names[$0].lowercased(), $0) < (names[$1].lowercased(), $1) }
      : shown.sorted { (strengths[$1], $0) < (strengths[$0], $1) }
    let all = models.lazy.compactMap(\.coefficients).first ?? []
    let matching = all.filter {
      $0.feature != nil && (words.isEmpty || $0.name.lowercased().contains(words))
    }
    coefficients = matching.sorted {
      pane.order == .name
        ? $0.name.lowercased() < $1.name.lowercased()
        : abs($0.standardised.value) > abs($1.standardised.value)
    }
    let found = pane.showsFamilies ? CoefficientFamily.all(of: matching) : []
    families =
      pane.order == .name
      ? found.sorted { names[$0.feature].lowercased() < names[$1.feature].lowercased() } : found
  }

  /// The name of a feature.
  func name(_ feature: Int) -> String { models.first?.titles[feature] ?? "" }

  /// How many rows the measure in sight has.
  var rowCount: Int {
    guard state.measure == .coefficients else { return features.count }
    return state.showsFamilies ? families.count : coefficients.count
  }

  /// The selected model.
  var selected: Importances? { models.first { $0.kind == state.selected } ?? models.first }

  /// The selected row of the measure in sight; `nil` without rows.
  var selectedRow: Int? {
    guard rowCount > 0 else { return nil }
    if state.measure == .coefficients {
      if state.showsFamilies { return families.firstIndex { $0.feature == state.feature } ?? 0 }
      return coefficients.firstIndex { $0.name == state.coefficient }
        ?? coefficients.firstIndex { $0.feature == state.feature } ?? 0
    }
    return features.firstIndex { $0 == state.feature } ?? 0
  }

  /// The selected feature's place in the schema.
  var selectedFeature: Int? {
    selectedRow.flatMap { row in
      guard state.measure == .coefficients else { return features[row] }
      return state.showsFamilies ? families[row].feature : coefficients[row].feature
    }
  }

  /// The mean absolute SHAP value with the unit of the model.
  static func shapText(_ model: Importances, _ feature: Int) -> String {
    let digits = model.marginScale == .logOdds ? 3 : 4
    return NumberText.fixed(model.meanAbsoluteSHAP[feature], digits: digits) + " "
      + model.marginScale.unit
  }

  /// A value of the measure; `nil` where it is not known yet, or not for this model.
  static func value(
    _ model: Importances, _ feature: Int, _ measure: ImportanceMeasure
  ) -> Double? {
    switch measure {
    case .gain: model.gain[feature]
    case .permutation: model.permutation?[feature].mean
    case .shap: model.shapShares[feature]
    case .coefficients: nil
    }
  }

  /// The largest value of a model; at least 0.
  static func largest(_ model: Importances, _ measure: ImportanceMeasure) -> Double {
    model.features.indices.reduce(0) { max($0, value(model, $1, measure) ?? 0) }
  }

  /// The value as a share of the model's largest, so that models of different scales can be averaged.
  private static func strength(
    _ model: Importances, _ feature: Int, _ measure: ImportanceMeasure
  ) -> Double {
    let largest = largest(model, measure)
    return largest > 0 ? (value(model, feature, measure) ?? 0) / largest : 0
  }

  /// The value of a full bar, the same for all models: measures are shares, or drops of one metric.
  var full: Double { models.map { ImportanceTable.largest($0, state.measure) }.max() ?? 0 }

  /// A value in words.
  static func text(
    _ model: Importances, _ feature: Int, _ measure: ImportanceMeasure, withDeviation: Bool = false
  ) -> String {
    guard let value = value(model, feature, measure) else { return "–" }
    switch measure {
    case .gain, .shap: return NumberText.percent(value, digits: 1)
    case .coefficients: return NumberText.fixed(value, digits: 3)
    case .permutation:
      let mean = NumberText.fixed(value, digits: 4)
      let deviation = model.permutation?[feature].standardDeviation
      guard withDeviation, let deviation else { return mean }
      let short = NumberText.fixed(deviation, digits: 4)
      return "\(mean) ±\(short.hasPrefix("0.") ? String(short.dropFirst()) : short)"
    }
  }
}
