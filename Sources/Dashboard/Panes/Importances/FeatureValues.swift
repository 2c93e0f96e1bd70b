import Modelling
import Tabular
import TerminalKit
import Workbench

/// The values of one feature as people read and order them.
struct FeatureValues {
  let kind: Feature.Kind

  /// The feature at a place of the schema of the models in sight.
  init(_ feature: Int, _ state: State) {
    let features = state.session.comparison?.testFrame.schema.features ?? []
    kind = features.indices.contains(feature) ? features[feature].kind : .number
  }

  var isNumber: Bool { kind == .number }

  /// How the file spells an encoded value.
  func name(of value: Float) -> String {
    switch kind {
    case .number: NumberText.short(Double(value))
    case .flag(let labels): value > 0.5 ? labels.one : labels.zero
    case .category(let levels):
      value >= 0 && levels.indices.contains(Int(value)) ? levels[Int(value)] : "missing"
    }
  }

  /// The places of some values, in their natural order where they have one, else by a measure, highest
  /// first; and which of both.
  func order(
    of values: [Float], by measure: (Int) -> Double
  ) -> (places: [Int], isNatural: Bool) {
    if case .category = kind, let natural = LevelOrder.natural(values.map(name)) {
      return (natural, true)
    }
    return (values.indices.sorted { (measure($1), $0) < (measure($0), $1) }, false)
  }
}
