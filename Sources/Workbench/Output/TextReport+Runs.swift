public import Evaluation
import Foundation
public import Registry

extension TextReport {
  /// Runs as a table, a line each: its best model, and what it is.
  public static func runs(_ runs: [RegisteredRun], sortedBy metric: MetricKind) -> String {
    guard !runs.isEmpty else { return "No run is registered yet." }
    var table = TextTable(
      heading: ["run", "kind", "data", "rows", "split", "best", metric.title, "champion"],
      leftAligned: [0, 1, 2, 4, 5, 7])
    for run in runs {
      let best = RunOrder.best(of: run, by: metric)
      table.append([
        run.id, run.description.kind.rawValue, run.description.data.name,
        String(run.description.data.rows), run.description.split, best?.model ?? "–",
        figure(best?.figures[metric.rawValue]?.value, metric),
        run.champion?.name ?? "",
      ])
    }
    return table.text
  }

  /// All there is to say of a run.
  public static func run(_ run: RegisteredRun, in paths: ArtifactPaths) -> String {
    let (description, data) = (run.description, run.description.data)
    let positives = data.positives.map { ", \($0) positive" } ?? ""
    var lines = [
      "\(run.id): \(description.kind.rawValue), registered by \(run.who) at \(run.registeredAt)",
      "data \(data.name) (\(data.path)): \(data.rows) rows, \(data.features) features\(positives), "
        + "target \(data.target), fingerprint \(data.fingerprint)",
      "split \(description.split), seed \(description.seed), OfferScope \(description.program), "
        + "\(format(description.seconds, 2)) s of training", "",
    ]
    let metrics = MetricKind.leaderboard.filter { metric in
      description.results.contains { $0.figures[metric.rawValue] != nil }
    }
    var table = TextTable(
      heading: ["model"] + metrics.map(\.title) + ["stage"],
      leftAligned: [0, metrics.count + 1])
    for result in description.results {
      let stage = run.models.first { $0.name == result.model }?.stage.rawValue
      table.append(
        [result.model] + metrics.map { figure(result.figures[$0.rawValue]?.value, $0) }
          + [stage ?? "no file"])
    }
    lines.append(table.text)
    for result in description.results {
      if let failure = result.failure { lines.append("\(result.model): \(failure)") }
    }
    lines += [""] + run.models.map { "\($0.reference)  \(paths.file(of: $0))" }
    lines.append("files in \(paths.folder(ofRun: run.id))")
    if !description.command.isEmpty { lines.append("again: \(description.command)") }
    return lines.joined(separator: "\n")
  }

  /// Two runs side by side: what differs in data and settings, then the figures of models in both.
  public static func runs(_ comparison: RunComparison) -> String {
    let (first, second) = (comparison.first, comparison.second)
    var lines = ["A \(first.id)", "B \(second.id)", ""]
    lines.append(
      comparison.isSameData
        ? "the same data (\(first.description.data.name), fingerprint "
          + "\(first.description.data.fingerprint)) and \(comparison.isSameSplit ? "the same" : "another") split"
        : "other data: figures of other rows are no contest between models")
    if !comparison.changes.isEmpty {
      var table = TextTable(heading: ["what differs", "A", "B"], leftAligned: [0, 1, 2])
      for change in comparison.changes {
        table.append([change.name, change.first ?? "–", change.second ?? "–"])
      }
      lines += ["", table.text]
    }
    if !comparison.figures.isEmpty {
      var table = TextTable(heading: ["model", "figure", "A", "B", "B − A"], leftAligned: [0, 1])
      for row in comparison.figures {
        table.append([
          row.model, row.metric.title, figure(row.first, row.metric),
          figure(row.second, row.metric),
          difference(row),
        ])
      }
      lines += ["", table.text]
    }
    return lines.joined(separator: "\n")
  }

  /// The audit log, a line an entry.
  public static func auditLog(_ entries: [AuditEntry]) -> String {
    guard !entries.isEmpty else { return "The audit log is empty." }
    var table = TextTable(
      heading: ["entry", "at", "who", "action", "subject", "hash"], leftAligned: [1, 2, 3, 4, 5])
    for entry in entries {
      table.append([
        String(entry.sequence), entry.at, entry.who, AuditWords.action(of: entry), entry.subject,
        String(entry.hash.prefix(12)),
      ])
    }
    return table.text
  }

  /// What looking through a registry came to.
  public static func audit(_ report: AuditReport) -> String {
    guard report.isIntact else {
      let place =
        report.firstBrokenEntry.map { "The first broken entry of the log is \($0).\n" } ?? ""
      return place + report.findings.joined(separator: "\n")
    }
    let counts = [
      count(report.entries, "entry of the log", "entries of the log"),
      count(report.runs, "run", "runs"), count(report.files, "model file", "model files"),
    ]
    return
      "Intact: \(counts[0]), \(counts[1]) and \(counts[2]), as they were written. The last hash is "
      + "\(report.head)."
  }

  /// What a change of stage came to.
  public static func stage(_ change: StageChange) -> String {
    let model = change.model
    guard change.from != model.stage else {
      return "\(model.reference) is \(model.stage.rawValue) of \(model.dataset) already."
    }
    let demoted = change.demoted.map { " \($0.reference) is a candidate again." } ?? ""
    return "\(model.reference) is now \(model.stage.rawValue) of \(model.dataset); it was "
      + "\(change.from.rawValue).\(demoted)"
  }

  private static func count(_ count: Int, _ one: String, _ several: String) -> String {
    "\(count) \(count == 1 ? one : several)"
  }

  private static func figure(_ value: Double?, _ metric: MetricKind) -> String {
    if case .count = metric.format { return value.map { String(Int($0)) } ?? "–" }
    return format(value, 4)
  }

  private static func difference(_ row: RunComparison.FigureRow) -> String {
    guard let first = row.first, let second = row.second else { return "–" }
    let text = format(second - first, 4)
    return second > first ? "+" + text : text
  }
}
