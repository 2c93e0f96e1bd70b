import Evaluation
import Modelling
import Tabular

/// The rows on which suspects and splits are examined, and boosted trees that are measured on them.
struct HeldOutStage {
  /// The most rows that are looked at.
  static let maximumRows = 60_000

  let dataset: Dataset
  /// The sides of the split; the training side is divided once more for early stopping.
  let split: Split
  private let settings = ModelSettings(.boosted)
  private let fit: [Int]
  private let validation: [Int]

  /// Divides at most ``maximumRows`` evenly spread rows.
  ///
  /// - Throws: ``WorkbenchError`` or `ModellingError` when they can't be divided so.
  init(_ data: OpenedData, scheme: SplitScheme, seed: UInt64) throws {
    dataset = data.dataset
    let labelled = dataset.labelledRows
    let rows = Explainer.evenly(labelled.count, Self.maximumRows).map { labelled[$0] }
    let basis = try Preparation.basis(of: dataset, for: scheme)
    split = try Split(rows, by: scheme, basis: basis, seed: seed)
    let inner = try Split(
      split.train, by: scheme, basis: basis, seed: seed &+ 1, names: ("fit", "validation"))
    (fit, validation) = (inner.train, inner.test)
  }

  /// 0 or 1, one a test row.
  var testLabels: [UInt8] { labels(split.test) }

  private func labels(_ rows: [Int]) -> [UInt8] { rows.map { dataset.labels[$0] } }

  /// The test rows' probabilities by boosted trees on the given columns.
  func scores(_ features: [String], run: TrainingRun) throws -> [Double] {
    let table = dataset.table
    let schema = FeatureSchema(
      fittedTo: table, features: features, rows: fit, recipes: dataset.recipes)
    let set = TrainingSet(
      frame: schema.frame(of: table, rows: fit), labels: labels(fit),
      validation: .init(
        frame: schema.frame(of: table, rows: validation), labels: labels(validation)))
    let quiet = TrainingRun(seed: run.seed, threads: run.threads)
    let fitted = try settings.fitted(to: set, run: quiet)
    return fitted.model.probabilities(
      for: schema.frame(of: table, rows: split.test), threads: run.threads)
  }
}
