import Evaluation
import Foundation
import Modelling
import Reporting
import Tabular
import Threads

/// The folder of a run: all files that people expect of it, each whole or not there.
///
/// Everything is worked out before the first file is written, and `summary.md`, which lists the others, is
/// written last.
public struct RunFolder {
  private let run: MeasuredRun
  private let artifacts: [ModelArtifact]
  /// Columns whose levels the cards hold against each other.
  let fairness: [String]

  /// The folder of a comparison, with its models.
  ///
  /// - Parameters:
  ///   - intervals: those of the comparison, which are not drawn again.
  ///   - fairness: columns whose levels the cards hold against each other.
  /// - Throws: ``WorkbenchError`` for a column that parts no rows.
  public init(
    _ comparison: Comparison, intervals: ComparisonIntervals, spending: SpendTable? = nil,
    equivalence: Equivalence = .standard, fairness: [String] = []
  ) throws {
    let run = try MeasuredRun(
      comparison, intervals: intervals, spending: spending, equivalence: equivalence,
      fairness: fairness)
    self.run = run
    self.fairness = fairness
    artifacts = run.models.compactMap { model in
      var artifact = ModelArtifact(of: model.kind, in: comparison)
      artifact?.card = model.card
      return artifact
    }
  }

  /// The folder of saved models that were measured on labelled rows.
  ///
  /// - Throws: ``WorkbenchError`` for a column that parts no rows.
  public init(
    _ table: SavedModelTable, of data: OpenedData, intervals: ComparisonIntervals,
    equivalence: Equivalence = .standard, fairness: [String] = [], threads: Int
  ) throws {
    run = try MeasuredRun(
      table, of: data, intervals: intervals, equivalence: equivalence, fairness: fairness,
      threads: threads)
    self.fairness = fairness
    artifacts = []
  }

  /// Checks columns for the cards, before anything is trained.
  ///
  /// - Throws: ``WorkbenchError`` for a column that parts no rows.
  public static func check(fairness: [String], of data: OpenedData) throws {
    try SliceAudit.check(fairness, of: data.dataset)
  }

  /// The models with their cards, which a registry may keep too.
  public var models: [ModelArtifact] { artifacts }

  /// Writes all files, making the folder if it is not there.
  ///
  /// - Returns: the paths written.
  /// - Throws: ``WorkbenchError`` when the folder can't be made, `DrawingError` for a picture that can't
  ///   be drawn, `TabularError` when a file can't be written; files already written stay, none is half
  ///   written.
  public func write(to folder: String) throws -> [String] {
    let texts = try texts()
    let pictures = try pictures()
    let tables = RunTables(run)
    try OutputPath.make(folder: folder)
    let path = { (name: String) in "\(folder)/\(name)" }
    var names = try ModelFolder.save(artifacts, to: folder).map {
      ($0 as NSString).lastPathComponent
    }
    for (name, bytes) in texts + pictures {
      try AtomicFile.write(bytes, to: path(name))
      names.append(name)
    }
    for table in try tables.all() {
      try CSVWriter.write(table.table, to: path(table.name))
      names.append(table.name)
    }
    let summary = RunSummary(run, files: names).markdown
    try AtomicFile.write(Data(summary.utf8), to: path(RunSummary.fileName))
    return (names + [RunSummary.fileName]).map(path)
  }

  private func texts() throws -> [(name: String, bytes: Data)] {
    var texts = [("model_evaluation_results.json", Data((run.document + "\n").utf8))]
    for model in run.models {
      texts += try model.card?.files(named: model.name) ?? []
    }
    return texts
  }

  /// The pictures and the report, drawn at once on the threads there are.
  private func pictures() throws -> [(name: String, bytes: Data)] {
    guard !run.models.isEmpty else { return [] }
    let figures = RunFigures(run)
    let named = figures.files
    let document = RunReport(run, figures: figures).document
    let drawn = parallelMap(named.count + 1, threads: run.threads) {
      place -> Result<[(name: String, bytes: Data)], any Error> in
      Result {
        guard place > 0 else { return [("report.pdf", Data(try document.pdf()))] }
        let own = named[place - 1]
        let files = try own.figure.files(width: own.width, height: own.height)
        return [("\(own.name).png", Data(files.png)), ("\(own.name).svg", Data(files.svg))]
      }
    }
    return try drawn.flatMap { try $0.get() }
  }
}
