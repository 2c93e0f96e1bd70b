import Evaluation
import Modelling
import Tabular

/// A benchmark's table, encoded once: every fifth row, or list of rows, is held out, the others are
/// fitted.
struct BenchmarkTable: Sendable {
  /// How the rows are told apart; the other side of a comparison has the same rule.
  static let heldOutEvery = 5

  let frame: FeatureFrame
  let labels: [UInt8]
  let heldOutFrame: FeatureFrame
  let heldOutLabels: [UInt8]
  /// The lists of the rows, where the table has any.
  let groups: [Int32]?
  let heldOutGroups: [Int32]?
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
    let codes = dataset.groupCodes
    let isHeldOut = { (row: Int) in
      holdsOut && (codes.map { Int($0[row]) } ?? row) % Self.heldOutEvery == Self.heldOutEvery - 1
    }
    let fitted = rows.filter { !isHeldOut($0) }
    let heldOut = rows.filter(isHeldOut)
    let schema = FeatureSchema(fittedTo: table, features: dataset.features, rows: fitted)
    frame = schema.frame(of: table, rows: fitted)
    heldOutFrame = schema.frame(of: table, rows: heldOut)
    labels = fitted.map { dataset.labels[$0] }
    heldOutLabels = heldOut.map { dataset.labels[$0] }
    groups = codes.map { codes in fitted.map { codes[$0] } }
    heldOutGroups = codes.map { codes in heldOut.map { codes[$0] } }
    readSeconds = (read - start).seconds
    encodeSeconds = (clock.now - read).seconds
  }

  /// The rows to fit, with no bins made of them yet.
  func freshTrainingSet() -> TrainingSet { TrainingSet(frame: frame, labels: labels) }

  /// How good a model's probabilities are on the held-out rows.
  func quality(of model: FittedModel, threads: Int) throws -> BenchmarkQuality {
    let scores = model.probabilities(for: heldOutFrame, threads: threads)
    let rows = try ScoredRows(scores: scores, labels: heldOutLabels)
    return BenchmarkQuality(logLoss: rows.logLoss?.value, rocAUC: rows.blocks.rocAUC)
  }

  /// How good the order is that margins give the held-out lists.
  func orderQuality(of model: FittedModel, threads: Int) throws -> BenchmarkQuality {
    let scores = model.margins(for: heldOutFrame, threads: threads)
    let rows = try ScoredRows(scores: scores, labels: heldOutLabels)
    let lists = RankingGroups(groups: heldOutGroups ?? [])
    let mean = RankingEvaluation(rows: rows, groups: lists).mean
    return BenchmarkQuality(ndcgAt7: mean?.ndcg, mapAt7: mean?.averagePrecision)
  }
}
