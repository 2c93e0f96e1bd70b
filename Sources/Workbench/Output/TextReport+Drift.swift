import Evaluation
import Monitoring
import Tabular

extension TextReport {
  /// What has become of the data since the model was made, the gravest columns first.
  public static func drift(_ finding: DriftFinding) -> String {
    let report = finding.report
    var lines = [
      "\(finding.dataPath): \(CountText.grouped(report.rowCount)) rows against \(CountText.grouped(report.referenceRowCount)) of "
        + "\(finding.modelKind) (\(finding.modelPath))",
      "\(report.severity.rawValue.uppercased()): \(DriftWords.verdict(report))", "",
      columns(report.columns + [report.score].compactMap(\.self)),
    ]
    if let conversion = report.conversion { lines += ["", self.conversion(conversion)] }
    lines += [
      "",
      "PSI over deciles or levels beside what chance alone gives; \(report.checkCount) questions, judged "
        + "so that a fresh sample has any finding in at most \(DriftWords.percent(report.level)) of cases.",
    ]
    return lines.joined(separator: "\n")
  }

  private static func columns(_ columns: [ColumnDrift]) -> String {
    var table = TextTable(
      heading: ["", "column", "PSI", "chance", "KS", "missing", "then", "now", "finding"],
      leftAligned: [0, 1, 6, 7, 8])
    for column in columns {
      let bars = DriftWords.bars(column)
      let findings = DriftWords.findings(of: column)
      table.append([
        column.severity == .none ? "" : column.severity.rawValue, column.name,
        format(column.stability?.value, 3), format(column.stability?.noiseFloor, 3),
        format(column.shape?.statistic, 3), DriftWords.percent(column.missing.current), bars.then,
        bars.now, findings.first ?? "",
      ])
      for more in findings.dropFirst() {
        table.append(["", "", "", "", "", "", "", "", more])
      }
    }
    return table.text
  }

  private static func conversion(_ drift: ConversionDrift) -> String {
    let change = drift.change.map { " (\($0 < 0 ? "−" : "+")\(format(abs($0) * 100, 1))%)" } ?? ""
    var lines = [
      "conversion: \(CountText.grouped(drift.positives)) of \(CountText.grouped(drift.rows)) rows, \(share(drift.rate)); promised "
        + "\(rounded(drift.promised)), expected by the reference \(rounded(drift.expected))\(change)"
    ]
    lines += DriftWords.findings(of: drift).prefix(4)
    var table = TextTable(
      heading: ["score", "rows", "promised", "came", "95% interval", "reference", ""],
      leftAligned: [0, 6])
    for bin in drift.bins {
      table.append([
        bin.upper == .infinity ? "above \(format(bin.lower, 4))" : "up to \(format(bin.upper, 4))",
        "\(CountText.grouped(bin.rows))", format(bin.promised, 4), format(bin.rate.estimate, 4),
        "\(format(bin.rate.lower, 4)) to \(format(bin.rate.upper, 4))",
        format(bin.referenceRate, 4),
        bin.check.map { $0.severity == .none ? "" : $0.severity.rawValue } ?? "",
      ])
    }
    return (lines + [table.text]).joined(separator: "\n")
  }

  private static func rounded(_ expectedCount: Double) -> String {
    CountText.grouped(Int(expectedCount.rounded()))
  }

  private static func share(_ interval: Interval) -> String {
    "\(format(interval.estimate * 100, 2))% (\(format(interval.lower * 100, 2)) to "
      + "\(format(interval.upper * 100, 2))%)"
  }

  /// The entries of a history, oldest first, with the stability index of the scores as bars.
  public static func driftHistory(_ entries: [DriftHistory.Entry]) -> String {
    guard !entries.isEmpty else { return "The history has no entries yet." }
    var table = TextTable(
      heading: [
        "time", "data", "rows", "", "score PSI", "conversion", "expected", "worst column", "PSI",
      ],
      leftAligned: [0, 1, 3, 7])
    for entry in entries {
      table.append([
        entry.time, entry.data, "\(CountText.grouped(entry.rows))", entry.severity.rawValue,
        format(entry.scorePSI, 3),
        format(entry.conversion, 4), format(entry.expectedConversion, 4), entry.worst ?? "–",
        format(entry.worst.flatMap { entry.psi[$0] }, 3),
      ])
    }
    return table.text
  }
}
