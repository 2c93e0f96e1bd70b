import Evaluation
import Modelling

/// Importances and one customer's reasons as JSON.
public struct ExplainDocument: Encodable, Sendable {
  let models: [ModelPart]

  struct ModelPart: Encodable {
    let name: String
    /// How many rows mean absolute SHAP values are of.
    let explainedRows: Int
    let features: [FeaturePart]
    let coefficients: [Coefficient]?
    let customer: CustomerPart?
    let interventional: BackgroundPart?
    let pair: PairPart?
    let dependence: DependencePart?
  }

  struct DependencePart: Encodable {
    let column: String
    let averagedRows: Int
    let countedRows: Int
    let missingRows: Int
    let points: [PointPart]

    struct PointPart: Encodable {
      let value: String
      let meanProbability: Double
      let rows: Int
    }

    init(_ dependence: ColumnDependence) {
      column = dependence.column
      averagedRows = dependence.averagedRowCount
      countedRows = dependence.countedRowCount
      missingRows = dependence.missingCount
      points = dependence.points.map {
        PointPart(value: $0.value, meanProbability: $0.meanProbability, rows: $0.rowCount)
      }
    }
  }

  struct BackgroundPart: Encodable {
    let backgroundRows: Int
    let explainedRows: Int
    let baseMargin: Double
    let meanAbsoluteSHAP: [String: Double]
    let contributions: [String: Double]

    init(_ explanation: BackgroundExplanation) {
      func named(_ values: [Double]) -> [String: Double] {
        Dictionary(
          zip(explanation.features, values).map { ($0, $1) },
          uniquingKeysWith: { first, _ in first })
      }
      backgroundRows = explanation.backgroundRowCount
      explainedRows = explanation.explainedRowCount
      baseMargin = explanation.baseMargin
      meanAbsoluteSHAP = named(explanation.meanAbsoluteSHAP)
      contributions = named(explanation.customer)
    }
  }

  struct PairPart: Encodable {
    let features: [String]
    let meanAbsoluteInteraction: Double
    let meanInteraction: Double
    let interaction: Double

    init(_ pair: PairExplanation) {
      features = [pair.first, pair.second]
      meanAbsoluteInteraction = pair.meanAbsolute
      meanInteraction = pair.mean
      interaction = pair.customer
    }
  }

  struct FeaturePart: Encodable {
    let name: String
    let trainingOnly: Bool
    let gain: Double
    let meanAbsoluteSHAP: Double
    @Null var permutation: Double?
    @Null var permutationStandardDeviation: Double?
  }

  struct CustomerPart: Encodable {
    let probability: Double
    let margin: Double
    let baseMargin: Double
    let marginScale: MarginScale
    /// Whether the probability is the margin's after a correction, which contributions leave out.
    let isCorrected: Bool
    let values: [String: String]
    let contributions: [String: Double]
  }

  /// Describes importances, and one customer under the same models; SHAP values against a background
  /// interactions of a pair and mean probabilities along a column, of those models that have them.
  public init(
    _ importances: [Importances], simulation: Simulation,
    backgrounds: [BackgroundExplanation] = [], pairs: [PairExplanation] = [],
    dependences: [ColumnDependence] = []
  ) {
    models = importances.map { importance in
      ModelPart(
        name: importance.kind.rawValue, explainedRows: importance.explainedRowCount,
        features: importance.features.indices.map { index in
          FeaturePart(
            name: importance.features[index],
            trainingOnly: importance.titles[index] != importance.features[index],
            gain: importance.gain[index],
            meanAbsoluteSHAP: importance.meanAbsoluteSHAP[index],
            permutation: importance.permutation?[index].mean,
            permutationStandardDeviation: importance.permutation?[index].standardDeviation)
        },
        coefficients: importance.coefficients,
        customer: simulation.view(importance.kind).map { view in
          CustomerPart(
            probability: view.probability, margin: view.margin, baseMargin: view.baseMargin,
            marginScale: view.marginScale, isCorrected: view.isCorrected,
            values: Dictionary(
              view.reasons.map { ($0.column, $0.value) }, uniquingKeysWith: { first, _ in first }),
            contributions: Dictionary(
              view.reasons.map { ($0.column, $0.contribution) },
              uniquingKeysWith: { first, _ in first }))
        },
        interventional: backgrounds.first { $0.kind == importance.kind }.map(BackgroundPart.init),
        pair: pairs.first { $0.kind == importance.kind }.map(PairPart.init),
        dependence: dependences.first { $0.kind == importance.kind }.map(DependencePart.init))
    }
  }

  /// The document as indented JSON with sorted keys.
  public func json() throws -> String { try JSONText.of(self) }
}
