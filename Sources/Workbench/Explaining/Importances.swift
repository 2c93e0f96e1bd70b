public import Modelling

/// How much each feature matters to one model, by several measures; arrays are in schema order.
public struct Importances: Sendable {
  /// Which model.
  public let kind: ModelKind
  /// The features' names.
  public let features: [String]
  /// The names with a remark on those that are known while fitting only.
  public let titles: [String]
  /// The model's own measure, shares that sum to 1: total gain of splits for trees, mean absolute
  /// contribution for logistic regression.
  public let gain: [Double]
  /// Mean absolute SHAP value over a sample of test rows, in the units of ``marginScale``.
  public let meanAbsoluteSHAP: [Double]
  /// The number of rows of that sample.
  public let explainedRowCount: Int
  /// What SHAP values of this model are measured in; models differ.
  public let marginScale: MarginScale
  /// The SHAP values of the sample, which single features are looked at in.
  public let sample: SHAPSample
  /// Drop of the test rows' ROC-AUC when the column is shuffled; `nil` until it is computed.
  public internal(set) var permutation: [PermutationImportance.Drop]?
  /// What permutation was measured on; `nil` until it is computed.
  public internal(set) var permutationBasis: PermutationBasis?
  /// Coefficients with standard errors, for logistic regression only.
  public let coefficients: [Coefficient]?

  /// Mean absolute SHAP values as shares of their sum, which compare between models whatever their
  /// units; all 0 where the model uses no feature.
  public var shapShares: [Double] {
    let total = meanAbsoluteSHAP.reduce(0, +)
    return meanAbsoluteSHAP.map { total > 0 ? $0 / total : 0 }
  }
}

/// The rows and repeats behind a permutation importance.
public struct PermutationBasis: Sendable, Equatable {
  /// Rows whose values were shuffled.
  public let rowCount: Int
  /// All rows that could have been taken.
  public let availableRowCount: Int
  /// How often each column was shuffled.
  public let repeats: Int

  /// Makes a basis.
  public init(rowCount: Int, availableRowCount: Int, repeats: Int) {
    self.rowCount = rowCount
    self.availableRowCount = availableRowCount
    self.repeats = repeats
  }
}

/// SHAP values of some rows of a frame.
public struct SHAPSample: Sendable {
  /// The rows of the frame, ascending.
  public let rows: [Int]
  /// The number of features.
  public let featureCount: Int
  /// `values[place * featureCount + feature]` for the row at that place of ``rows``.
  let values: [Float]

  /// The most values that are kept; of wide data fewer rows are.
  static let maximumValueCount = 4_000_000

  init(rows: [Int], contributions: Contributions) {
    featureCount = contributions.featureCount
    let limit = max(1, SHAPSample.maximumValueCount / featureCount)
    let places = Explainer.evenly(rows.count, limit)
    self.rows = places.map { rows[$0] }
    var values: [Float] = []
    values.reserveCapacity(places.count * featureCount)
    for place in places { values += contributions.row(place).lazy.map(Float.init) }
    self.values = values
  }

  /// The SHAP value of a feature at a place of ``rows``, in the units of the model's margin.
  public func value(at place: Int, feature: Int) -> Double {
    Double(values[place * featureCount + feature])
  }
}

extension MarginScale {
  /// The unit of margins and SHAP values, as every place that shows them names it.
  public var unit: String {
    switch self {
    case .logOdds: "log-odds"
    case .probability: "probability"
    case .amount: "amount"
    case .score: "score"
    }
  }
}
