import Evaluation
public import Registry

/// Runs as JSON, for machines.
public enum RunsDocument {
  /// A list of runs.
  public static func json(_ runs: [RegisteredRun]) throws -> String {
    try JSONText.of(["runs": runs])
  }

  /// One run, with where its files are.
  public static func json(_ run: RegisteredRun, in paths: ArtifactPaths) throws -> String {
    struct Shown: Encodable {
      let run: RegisteredRun
      let folder: String
      let files: [String: String]
    }
    return try JSONText.of(
      Shown(
        run: run, folder: paths.folder(ofRun: run.id),
        files: Dictionary(
          run.models.map { ($0.name, paths.file(of: $0)) }, uniquingKeysWith: { first, _ in first })
      ))
  }

  /// Two runs side by side.
  public static func json(_ comparison: RunComparison) throws -> String {
    struct Compared: Encodable {
      let first: String
      let second: String
      let sameData: Bool
      let sameSplit: Bool
      let changes: [RunComparison.Change]
      let figures: [RunComparison.FigureRow]
    }
    return try JSONText.of(
      Compared(
        first: comparison.first.id, second: comparison.second.id, sameData: comparison.isSameData,
        sameSplit: comparison.isSameSplit, changes: comparison.changes, figures: comparison.figures)
    )
  }

  /// The audit log.
  public static func json(_ entries: [AuditEntry]) throws -> String {
    try JSONText.of(["entries": entries])
  }

  /// What looking through a registry came to.
  public static func json(_ report: AuditReport) throws -> String { try JSONText.of(report) }

  /// What a change of stage came to.
  public static func json(_ change: StageChange) throws -> String { try JSONText.of(change) }
}
