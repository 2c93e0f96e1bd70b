/// A fitted logistic regression: a design, a coefficient for each of its columns, and an intercept.
///
/// Scoring any value is safe: missing and non-finite values are filled as in training (and use the
/// indicator of missing values where training had some), unseen levels count as missing.
public struct LogisticModel: Model, Equatable {
  /// The features it was fitted on.
  public let schema: FeatureSchema
  /// A coefficient for each design column in order, then the intercept.
  public let coefficients: [Coefficient]
  /// How the fit went.
  public let diagnostics: LogisticDiagnostics
  /// The mean absolute contribution of each feature over the training rows, summing to 1 (or all 0).
  public let gainImportance: [Double]
  let design: LinearDesign

  /// Margins are log-odds.
  public var marginScale: MarginScale { .logOdds }

  init(
    schema: FeatureSchema, design: LinearDesign, solution: NewtonSolver.Solution,
    rows: MergedDesignRows, threads: Int
  ) {
    self.schema = schema
    self.design = design
    coefficients = Self.coefficients(design, solution)
    let scorer = LinearScorer(design: design, coefficients: solution.coefficients)
    let margins = scorer.margins(rows.columns, rowCount: rows.count, threads: threads)
    let totalWeight = rows.weights.reduce(0, +)
    diagnostics = LogisticDiagnostics(
      converged: solution.converged, iterations: solution.iterations,
      dampedSteps: solution.dampedSteps,
      separation: SeparationScan(design: design, rows: rows).separation(margins: margins),
      trainingLoss: solution.loss / totalWeight, distinctRowCount: rows.count)
    gainImportance = scorer.importance(rows, threads: threads)
  }

  /// The log-odds of each row.
  public func margins(for frame: FeatureFrame, threads: Int) -> [Double] {
    checkSchema(frame)
    return scorer.margins(Array(frame.columns), rowCount: frame.rowCount, threads: threads)
  }

  /// Exact SHAP values of a linear model: coefficient · (value − training mean), summed over the
  /// design columns of each feature. The base is the average margin of the training rows.
  public func contributions(for frame: FeatureFrame, threads: Int) -> Contributions {
    checkSchema(frame)
    return scorer.contributions(Array(frame.columns), rowCount: frame.rowCount, threads: threads)
  }

  private var scorer: LinearScorer {
    LinearScorer(design: design, coefficients: coefficients.map(\.standardised.value))
  }

  private func checkSchema(_ frame: FeatureFrame) {
    precondition(
      frame.columns.count == schema.features.count, "A frame has the schema of its model.")
  }

  private static func coefficients(
    _ design: LinearDesign, _ solution: NewtonSolver.Solution
  ) -> [Coefficient] {
    let order = design.columns.count + 1
    let covariance = solution.covariance
    func deviation(_ index: Int) -> Double {
      // A floor, so that dividing by it stays finite.
      max(covariance[index * order + index], 1e-300).squareRoot()
    }
    var result: [Coefficient] = []
    // The intercept in own units is a sum over the coefficients with these weights.
    var weights = [Double](repeating: 0, count: order)
    weights[order - 1] = 1
    for (index, column) in design.columns.enumerated() {
      let value = solution.coefficients[index]
      weights[index] = -column.centre / column.scale
      result.append(
        Coefficient(
          name: column.name, feature: column.feature, scale: column.scale,
          standardised: .init(value: value, standardError: deviation(index)),
          perUnit: .init(
            value: value / column.scale, standardError: deviation(index) / column.scale)))
    }
    var variance = 0.0
    for row in 0..<order where weights[row] != 0 {
      for column in 0..<order where weights[column] != 0 {
        variance += weights[row] * weights[column] * covariance[row * order + column]
      }
    }
    let atZero = zip(weights, solution.coefficients).reduce(0) { $0 + $1.0 * $1.1 }
    result.append(
      Coefficient(
        name: "intercept", feature: nil, scale: 1,
        standardised: .init(
          value: solution.coefficients[order - 1], standardError: deviation(order - 1)),
        perUnit: .init(value: atZero, standardError: max(variance, 1e-300).squareRoot())))
    return result
  }
}

extension LogisticModel {
  private enum CodingKeys: String, CodingKey {
    case schema, coefficients, diagnostics, gainImportance, design
  }

  /// Reads a model that was written by `encode(to:)`.
  ///
  /// - Throws: ``ModellingError`` with `invalidModel` when its parts don't belong together.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    schema = try container.decode(FeatureSchema.self, forKey: .schema)
    coefficients = try container.decode([Coefficient].self, forKey: .coefficients)
    diagnostics = try container.decode(LogisticDiagnostics.self, forKey: .diagnostics)
    gainImportance = try container.decode([Double].self, forKey: .gainImportance)
    design = try container.decode(LinearDesign.self, forKey: .design)
    guard
      design.fits(schema), Self.doFit(coefficients, design),
      gainImportance.count == schema.features.count,
      gainImportance.allSatisfy({ $0 >= 0 && $0.isFinite })
    else {
      throw ModellingError(
        .invalidModel,
        "The logistic regression is damaged: its coefficients don't match its features. Train it"
          + " again, or take another copy of the file.")
    }
  }

  /// Whether there is a usable coefficient for each column, of the column's feature, and then an
  /// intercept of none.
  private static func doFit(_ coefficients: [Coefficient], _ design: LinearDesign) -> Bool {
    let features = design.columns.map { Optional($0.feature) } + [nil]
    return coefficients.map(\.feature) == features
      && coefficients.allSatisfy { coefficient in
        coefficient.scale > 0
          && [coefficient.standardised, coefficient.perUnit].allSatisfy {
            $0.value.isFinite && $0.standardError >= 0 && $0.standardError.isFinite
          }
      }
  }
}
