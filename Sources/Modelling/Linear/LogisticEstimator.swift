import Foundation

/// Logistic regression with an L2 penalty, fitted by Newton's method.
///
/// Minimises Σ weight · log-loss + ½‖w‖²/C over the coefficients w of the ``LogisticModel``'s design;
/// the intercept isn't penalised. This is scikit-learn's `LogisticRegression(C=C)` on that design.
/// Numbers are standardised, categories are one-hot against their most frequent level, and missing
/// values are filled by the mean with an indicator beside. Deterministic: the seed is not used.
public struct LogisticEstimator: Estimator {
  /// C: the larger, the weaker the penalty. Finite and above 0.
  public var inverseRegularisation: Double
  /// Newton steps at most, at least 1; ten are usual.
  public var maximumIterations: Int
  /// The fit has converged when no coefficient of the design moved by more than this, above 0.
  public var tolerance: Double
  /// Whether the penalty falls on coefficients of standardised numbers; otherwise on those of the
  /// numbers in their own units, which makes it depend on the units.
  public var standardise: Bool

  /// Columns of a design at most; the matrix of second derivatives has their number squared.
  static let maximumColumns = 5000

  /// Makes settings; out of range values are refused by fitting.
  public init(
    inverseRegularisation: Double = 1, maximumIterations: Int = 100, tolerance: Double = 1e-8,
    standardise: Bool = true
  ) {
    self.inverseRegularisation = inverseRegularisation
    self.maximumIterations = maximumIterations
    self.tolerance = tolerance
    self.standardise = standardise
  }

  /// Fits to the training rows; validation rows are not used.
  ///
  /// - Throws: ``ModellingError`` with `invalidSetting`, with `unusableData` for no rows, no
  ///   features, one class, bad weights or more than 5,000 design columns, and with `cancelled`.
  public func fitted(to data: TrainingSet, run: TrainingRun) throws -> LogisticModel {
    try checkSettings()
    try data.requireTwoClasses()
    try checkWidth(data.frame.schema)
    let design = LinearDesign(fittedTo: data.frame, threads: run.threads)
    let rows = MergedDesignRows(data, threads: run.threads)
    let likelihood = LogisticLikelihood(design: design, rows: rows, threads: run.threads)
    let totalWeight = rows.weights.reduce(0, +)
    let totalPositive = rows.positives.reduce(0, +)
    var start = [Double](repeating: 0, count: likelihood.order)
    start[likelihood.order - 1] = log(totalPositive / (totalWeight - totalPositive))
    let solver = NewtonSolver(
      penalties: penalties(design), maximumIterations: maximumIterations, tolerance: tolerance)
    let solution = try solver.solve(
      likelihood, from: start, totalWeight: totalWeight, run: run)
    return LogisticModel(
      schema: data.frame.schema, design: design, solution: solution, rows: rows,
      threads: run.threads)
  }

  private func penalties(_ design: LinearDesign) -> [Double] {
    design.columns.map { column in
      // The coefficient in own units is the design's over the scale.
      standardise
        ? 1 / inverseRegularisation : 1 / (inverseRegularisation * column.scale * column.scale)
    } + [0]
  }

  private func checkSettings() throws {
    guard inverseRegularisation > 0, inverseRegularisation.isFinite else {
      throw ModellingError(
        .invalidSetting,
        "C of the logistic regression is \(inverseRegularisation); it must be above 0.")
    }
    guard maximumIterations >= 1 else {
      throw ModellingError(
        .invalidSetting,
        "The logistic regression is allowed \(maximumIterations) steps; it needs at least 1.")
    }
    guard tolerance > 0, tolerance.isFinite else {
      throw ModellingError(
        .invalidSetting,
        "The tolerance of the logistic regression is \(tolerance); it must be above 0.")
    }
  }

  private func checkWidth(_ schema: FeatureSchema) throws {
    let widths = schema.features.map { $0.levels?.count ?? 1 }
    let total = widths.reduce(0, +)
    guard total > Self.maximumColumns else { return }
    let widest = widths.indices.max { widths[$0] < widths[$1] } ?? 0
    let cause =
      widths[widest] > 1
      ? "\(schema.features[widest].name) alone has \(widths[widest]) levels; exclude it or merge"
        + " its rare levels"
      : "exclude some"
    throw ModellingError(
      .unusableData,
      "The logistic regression would have \(total) columns, more than \(Self.maximumColumns):"
        + " \(cause).")
  }
}
