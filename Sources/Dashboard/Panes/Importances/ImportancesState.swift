public import Modelling

/// What the Importances pane remembers.
public struct ImportancesState: Sendable {
  /// The measure in sight.
  public var measure = ImportanceMeasure.gain
  /// What the columns are sorted by.
  public var order = ImportanceOrder.mean
  /// The selected model; `nil` for the first.
  public var selected: ModelKind?
  /// The place of the selected feature in the schema; `nil` for the first in sight.
  public var feature: Int?
  /// The name of the selected coefficient.
  public var coefficient: String?
  /// Only features whose names contain this are in sight.
  public var filter = ""
  /// The filter that is being typed; `nil` while none is.
  public var entry: TextEntry?
  /// Whether the pane shows how probabilities follow the selected feature.
  public var showsDependence = false
  /// Whether SHAP values have the place of the dependence where both have no room.
  public var showsScatter = false
  /// Whether the probabilities of single customers are drawn behind their mean.
  public var showsIndividuals = true
  /// Whether the coefficients of a column's levels stand as one line.
  public var showsFamilies = false
  /// Whether the permutation that was under way was stopped.
  public var isPermutationStopped = false
  /// How far each model's permutation is, 0…1.
  public var progress: [ModelKind: Double] = [:]
  /// The number of the newest request for dependences; answers to older ones are passed over.
  var request = 0
  /// The newest answer.
  var dependence: FeatureDependence?

  /// Makes the state of the first frame.
  public init() {}
}

/// How importance is measured.
public enum ImportanceMeasure: String, Codable, Hashable, Sendable, CaseIterable {
  /// The model's own measure, as a share of the whole.
  case gain
  /// The drop of ROC-AUC when the column is shuffled.
  case permutation
  /// The mean absolute SHAP value.
  case shap
  /// The coefficients of the logistic regression.
  case coefficients

  /// The words on its tab.
  var title: String {
    switch self {
    case .gain: "Gain"
    case .permutation: "Permutation"
    case .shap: "Mean |SHAP|"
    case .coefficients: "Coefficients"
    }
  }

  /// One sentence on what it says.
  var explanation: String {
    switch self {
    case .gain: "Gain: the model's own measure, as a share; the shares sum to 100%."
    case .permutation:
      "Permutation: the drop of test ROC-AUC when the column is shuffled."
    case .shap:
      "Mean |SHAP|: how far the column moves scores, as a share; units are below."
    case .coefficients:
      "Coefficients: log-odds for one sd or for a level, with 95% intervals."
    }
  }
}

/// What the columns are sorted by.
public enum ImportanceOrder: String, Codable, Hashable, Sendable {
  /// The mean over models, each by its own largest.
  case mean
  /// The selected model.
  case model
  /// The names of the columns.
  case name
}

/// What a person does in the Importances pane.
public enum ImportancesAction: Codable, Hashable, Sendable {
  /// Selects a model.
  case select(ModelKind)
  /// Selects a row of those in sight.
  case selectRow(Int)
  /// Shows the measure so many places further.
  case turnMeasure(Int)
  /// Shows a measure.
  case showMeasure(ImportanceMeasure)
  /// Sorts by the mean, by the selected model, or by name.
  case toggleOrder
  /// Draws single customers behind their mean, or leaves them out.
  case toggleIndividuals
  /// Puts the coefficients of a column's levels together, or apart again.
  case toggleFamilies
  /// Copies the table in sight.
  case copyTable(TableFormat)
  /// Sorts by one model, which is selected.
  case sort(ModelKind)
  /// Types a filter.
  case filter
  /// Shows how probabilities follow the selected feature, or ends that.
  case toggleDependence
  /// Shows the SHAP values of the selected feature in place of the dependence, or ends that.
  case toggleScatter
  /// Stops the permutation that is under way.
  case stopPermutation
  /// Measures the permutation that was stopped.
  case measurePermutation
  /// Selects the row so many further among those that the filter leaves, round the end.
  case turnRow(Int)
  /// Closes what is open: the zoom, the dependence, then the filter.
  case leave
}
