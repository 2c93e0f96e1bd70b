public import Evaluation
public import Registry

/// In which order runs stand, and which of their models stands for them.
public enum RunOrder {
  /// The model of a run that is best by a figure; the first one where it is undefined for all.
  public static func best(
    of run: RegisteredRun, by metric: MetricKind
  ) -> RunDescription.Result? {
    let results = run.description.results.filter { $0.failure == nil }
    return metric.ranking(
      results.enumerated().map { ($0.offset, $0.element.figures[metric.rawValue]?.value) }
    ).first.map { results[$0] }
  }

  /// Runs by their best model, best first; undefined ones last, ties newest first.
  public static func sorted(_ runs: [RegisteredRun], by metric: MetricKind) -> [RegisteredRun] {
    metric.ranking(
      runs.enumerated().map { place, run in
        (place, best(of: run, by: metric)?.figures[metric.rawValue]?.value)
      }
    ).map { runs[$0] }
  }
}

/// What an entry of the audit log says, in words.
public enum AuditWords {
  /// What was done, as `promoted to champion`.
  public static func action(of entry: AuditEntry) -> String {
    guard let stage = entry.stage else { return entry.action }
    switch stage {
    case .champion: return "promoted to champion"
    case .candidate: return "made a candidate"
    case .retired: return "retired"
    }
  }
}
