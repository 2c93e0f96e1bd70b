import Evaluation
import Modelling
import Tabular

/// A benchmark's table, encoded once: every fifth row is held out, the others are fitted.
struct BenchmarkTable: Sendable {
  /// How the rows are told apart; the other side of a comparison has the same rule.
  static let heldOutEvery = 5

  let frame: FeatureFrame
  let labels: [UInt8]
  let heldOutFrame: FeatureFrame
  let heldOutLabels: [UInt8]
  /// Seconds from the file to the typed table, and from there to the encoded rows.
  let readSeconds: Double
  let encodeSeconds: Double

  /// Reads a file.
  ///
  /// - Parameter holdsOut: whether there are held-out rows; all are fitted otherwise.
  /// - Throws: `TabularError` when the file can't be read or has no such target.
  init(_ input: BenchmarkInput, holdsOut: Bool = true) throws {
    let clock = ContinuousClock()
    let start = clock.now
    var options = CSVOptions()
    options.threads = input.threads
    let table = try CSVReader.read(path: input.file, options: options).table
    let read = clock.now
    let dataset = try Dataset(name: input.set.rawValue, table: table, roles: input.set.roles)
    let rows = dataset.labelledRows
    let fitted = holdsOut ? rows.filter { $0 % Self.heldOutEvery != Self.heldOutEvery - 1 } : rows
    let heldOut =
      holdsOut ? rows.filter { $0 % Self.heldOutEvery == Self.heldOutEvery - 1 } : []
    let schema = FeatureSchema(fittedTo: table, features: dataset.features, rows: fitted)
    frame = schema.frame(of: table, rows: fitted)
    heldOutFrame = schema.frame(of: table, rows: heldOut)
    labels = fitted.map { dataset.labels[$0] }
    heldOutLabels = heldOut.map { dataset.labels[$0] }
    readSeconds = (read - start).seconds
    encodeSeconds = (clock.now - read).seconds
  }

  /// The rows to fit, with no bins made of them yet.
  func freshTrainingSet() -> TrainingSet { TrainingSet(frame: frame, labels: labels) }

  /// How good a model is on the held-out rows.
  func quality(of model: FittedModel, threads: Int) throws -> BenchmarkQuality {
    let scores = model.probabilities(for: heldOutFrame, threads: threads)
    let rows = try ScoredRows(scores: scores, labels: heldOutLabels)
    return BenchmarkQuality(logLoss: rows.logLoss?.value, rocAUC: rows.blocks.rocAUC)
  }
}
