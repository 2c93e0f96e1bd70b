public import Modelling
import Monitoring
public import Tabular

/// Models of a comparison, which need no file to be watched, and rows that are open already.
extension DriftMonitor {
  /// How many open rows are judged at a time: between two times the work can be ended.
  private static let rowsAtATime = 50_000

  /// Holds new data against a model of a comparison, as if its file had been written and read.
  ///
  /// - Throws: ``WorkbenchError`` where there is no such model.
  public init(
    _ kind: ModelKind, in comparison: Comparison, options: CSVOptions = .init(), threads: Int
  ) throws {
    guard let artifact = ModelArtifact(of: kind, in: comparison), let profile = artifact.reference
    else { throw Self.absence(of: kind) }
    self.init(
      artifact, named: Self.name(of: kind, in: comparison), reference: profile, options: options,
      threads: threads)
  }

  /// Holds the test rows of a comparison against the rows that one of its models was fitted to, and its
  /// scores there against those on the validation rows: what a model should have been told before it was
  /// tested.
  ///
  /// - Parameters:
  ///   - level: how often a fresh sample of the same source may have a finding, 0…1.
  ///   - progress: told the share that is done; what it throws ends the work.
  /// - Throws: ``WorkbenchError`` where there is no such model, or what `progress` throws.
  public static func testFinding(
    of kind: ModelKind, in comparison: Comparison, level: Double = 0.01, threads: Int,
    progress: (Double) throws -> Void = { _ in }
  ) throws -> DriftFinding {
    guard let model = comparison.trained(kind)?.model,
      let artifact = ModelArtifact(of: kind, in: comparison, described: (0, []))
    else { throw absence(of: kind) }
    let preparation = comparison.preparation
    let validation = preparation.validationFrame
    let described = ReferenceProfile.features(
      of: comparison.data.dataset, by: model.schema, rows: preparation.inner.train)
    let scores = model.scores(for: validation, threads: threads)
    let reference = ReferenceProfile(
      rowCount: described.rowCount, features: described.features,
      scores: scores.isEmpty
        ? nil : ScoreReference(scores: scores, labels: preparation.validationLabels))
    let monitor = DriftMonitor(
      artifact, named: name(of: kind, in: comparison), reference: reference, threads: threads)
    return try monitor.finding(
      ofTestRowsOf: comparison, level: level,
      remarks: [
        "columns are held against the \(CountText.grouped(described.rowCount)) rows that the model was "
          + "fitted to, scores against those of \(CountText.grouped(scores.count)) validation rows"
      ], progress: progress)
  }

  /// Judges the test rows of a comparison.
  ///
  /// - Parameters:
  ///   - level: how often a fresh sample of the same source may have a finding, 0…1.
  ///   - remarks: what a careful person should know, one sentence each.
  ///   - progress: told the share that is done; what it throws ends the work.
  /// - Throws: ``WorkbenchError`` when they share no column with the model, or what `progress` throws.
  public func finding(
    ofTestRowsOf comparison: Comparison, level: Double = 0.01, remarks: [String] = [],
    progress: (Double) throws -> Void = { _ in }
  ) throws -> DriftFinding {
    let (rows, table) = (comparison.testRows, comparison.data.dataset.table)
    var done = 0
    return try finding(
      ofTables: "test rows of \(comparison.data.dataset.name)", level: level, remarks: remarks
    ) {
      try progress(Double(done) / Double(max(1, rows.count)))
      guard done < rows.count else { return nil }
      let end = min(rows.count, done + Self.rowsAtATime)
      defer { done = end }
      return table.rows(Array(rows[done..<end]))
    }
  }

  private static func name(of kind: ModelKind, in comparison: Comparison) -> String {
    "\(kind.rawValue) of \(comparison.data.dataset.name)"
  }

  private static func absence(of kind: ModelKind) -> WorkbenchError {
    WorkbenchError(
      .badInput, "\(kind.rawValue): there is no such model among those that were trained.")
  }
}
