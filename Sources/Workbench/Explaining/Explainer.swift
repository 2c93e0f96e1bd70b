public import Modelling

/// Explains the trained models of a comparison.
public enum Explainer {
  /// The most test rows that SHAP averages look at; they are taken evenly from the test part.
  public static let maximumExplainedRows = 2_000
  /// The most test rows that permutation importance shuffles.
  public static let maximumShuffledRows = 20_000

  /// The importances of one model over the test rows.
  ///
  /// - Parameters:
  ///   - kind: the model.
  ///   - comparison: the comparison that trained it.
  ///   - permutationRepeats: how often each column is shuffled; 0 leaves permutation out.
  ///   - run: seed, threads, progress and cancel.
  /// - Returns: `nil` for a model that was not trained.
  public static func importances(
    of kind: ModelKind, in comparison: Comparison, permutationRepeats: Int, run: TrainingRun
  ) throws -> Importances? {
    guard let trained = comparison.trained(kind) else { return nil }
    let model = trained.model
    let sample = comparison.testFrame.rows(
      evenly(comparison.testFrame.rowCount, maximumExplainedRows))
    let contributions = model.contributions(for: sample, threads: run.threads)
    var coefficients: [Coefficient]?
    if case .logistic(let logistic) = model { coefficients = logistic.coefficients }
    return Importances(
      kind: kind, features: model.schema.names, gain: model.gainImportance,
      meanAbsoluteSHAP: meanAbsolute(contributions),
      permutation: permutationRepeats > 0
        ? try permutation(of: model, in: comparison, repeats: permutationRepeats, run: run) : nil,
      coefficients: coefficients)
  }

  private static func permutation(
    of model: FittedModel, in comparison: Comparison, repeats: Int, run: TrainingRun
  ) throws -> [PermutationImportance.Drop] {
    let rows = evenly(comparison.testFrame.rowCount, maximumShuffledRows)
    return try PermutationImportance(repeats: repeats).drops(
      of: model, frame: comparison.testFrame.rows(rows),
      labels: rows.map { comparison.testLabels[$0] }, run: run)
  }

  /// At most `limit` of `count` positions, evenly spaced from the first.
  static func evenly(_ count: Int, _ limit: Int) -> [Int] {
    guard count > limit else { return Array(0..<count) }
    return (0..<limit).map { $0 * count / limit }
  }

  private static func meanAbsolute(_ contributions: Contributions) -> [Double] {
    let features = contributions.featureCount
    let rows = contributions.values.count / features
    var sums = [Double](repeating: 0, count: features)
    for (index, value) in contributions.values.enumerated() { sums[index % features] += abs(value) }
    return sums.map { rows == 0 ? 0 : $0 / Double(rows) }
  }
}
