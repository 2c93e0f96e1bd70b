public import Modelling
import Tabular

/// Explains models over rows that they never saw.
public enum Explainer {
  /// The most rows that SHAP averages look at; they are taken evenly.
  public static let maximumExplainedRows = 2_000
  /// The most rows that permutation importance shuffles; they are taken evenly from both classes, in
  /// the shares that these have.
  public static let maximumShuffledRows = 20_000

  /// The importances of one model.
  ///
  /// - Parameters:
  ///   - model: the model.
  ///   - rows: rows that it never saw.
  ///   - permutationRepeats: how often each column is shuffled; 0 leaves permutation out.
  ///   - rowLimit: the most rows that SHAP averages look at.
  ///   - run: seed, threads, progress and cancel.
  /// - Throws: `ModellingError` with the code `cancelled` when the run is cancelled.
  public static func importances(
    of model: CorrectedModel, on rows: ExplainedRows, permutationRepeats: Int,
    rowLimit: Int = maximumExplainedRows, run: TrainingRun
  ) throws -> Importances {
    let frame = rows.frame(for: model)
    let chosen = evenly(frame.rowCount, rowLimit)
    let contributions = model.contributions(for: frame.rows(chosen), threads: run.threads)
    var coefficients: [Coefficient]?
    if case .logistic(let logistic) = model.fitted { coefficients = logistic.coefficients }
    let quick = Importances(
      kind: model.kind, features: model.schema.names,
      titles: model.schema.features.map(\.title), gain: model.gainImportance,
      meanAbsoluteSHAP: meanAbsolute(contributions), explainedRowCount: chosen.count,
      marginScale: model.marginScale,
      sample: SHAPSample(rows: chosen, contributions: contributions), permutation: nil,
      permutationBasis: nil, coefficients: coefficients)
    guard permutationRepeats > 0 else { return quick }
    return try adding(permutationRepeats, to: quick, of: model, on: rows, run: run)
  }

  /// The same importances with permutation importance, which is the dear part.
  ///
  /// - Parameter rowLimit: the most rows that are shuffled.
  /// - Returns: the importances as they were when the run is cancelled half way: a ranking of some
  ///   features is none.
  /// - Throws: `ModellingError` with the code `cancelled` when the run is cancelled at the start.
  public static func adding(
    _ permutationRepeats: Int, to importances: Importances, of model: CorrectedModel,
    on rows: ExplainedRows, rowLimit: Int = maximumShuffledRows, run: TrainingRun
  ) throws -> Importances {
    let frame = rows.frame(for: model)
    let chosen = stratified(rows.labels, rowLimit)
    let measured = try PermutationImportance(
      of: model, frame: frame.rows(chosen), labels: chosen.map { rows.labels[$0] },
      repeats: permutationRepeats, run: run)
    guard measured.drops.count == model.schema.features.count else { return importances }
    var result = importances
    result.permutation = measured.drops
    result.permutationBasis = PermutationBasis(
      rowCount: chosen.count, availableRowCount: frame.rowCount, repeats: permutationRepeats)
    return result
  }

  /// At most `limit` rows, ascending, evenly taken from each class in proportion to its size; at least
  /// one of a class that has any.
  static func stratified(_ labels: [UInt8], _ limit: Int) -> [Int] {
    guard labels.count > limit else { return Array(labels.indices) }
    let positives = labels.indices.filter { labels[$0] == 1 }
    let negatives = labels.indices.filter { labels[$0] != 1 }
    let wanted = (Double(limit) * Double(positives.count) / Double(labels.count)).rounded()
    let count = max(min(1, positives.count), min(Int(wanted), limit - min(1, negatives.count)))
    return
      (evenly(positives.count, count).map { positives[$0] }
      + evenly(negatives.count, limit - count).map { negatives[$0] }).sorted()
  }

  /// At most `limit` of `count` positions, evenly spaced from the first.
  static func evenly(_ count: Int, _ limit: Int) -> [Int] {
    guard count > limit else { return Array(0..<count) }
    return (0..<limit).map { $0 * count / limit }
  }

  static func meanAbsolute(_ contributions: Contributions) -> [Double] {
    let features = contributions.featureCount
    let rows = contributions.values.count / features
    var sums = [Double](repeating: 0, count: features)
    for (index, value) in contributions.values.enumerated() { sums[index % features] += abs(value) }
    return sums.map { rows == 0 ? 0 : $0 / Double(rows) }
  }
}

/// The rows that an explanation looks at, with their labels.
public struct ExplainedRows: Sendable {
  let labels: [UInt8]
  private let source: Source

  private enum Source: Sendable {
    case encoded(FeatureFrame)
    case table(OpenedData)
  }

  /// The test rows of a comparison.
  public init(_ comparison: Comparison) {
    labels = comparison.testLabels
    source = .encoded(comparison.testFrame)
  }

  /// All labelled rows of the data, for a model that was trained elsewhere.
  public init(all data: OpenedData) {
    labels = data.dataset.labelledRows.map { data.dataset.labels[$0] }
    source = .table(data)
  }

  func frame(for model: CorrectedModel) -> FeatureFrame {
    switch source {
    case .encoded(let frame): frame
    case .table(let data):
      model.schema.frame(of: data.dataset.table, rows: data.dataset.labelledRows)
    }
  }
}
