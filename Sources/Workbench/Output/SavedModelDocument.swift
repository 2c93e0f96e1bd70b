import Evaluation
import Tabular

/// Saved models on one table, as the JSON that `evaluate --json` prints.
public struct SavedModelDocument: Encodable, Sendable {
  let dataset: String
  let rows: Int
  let positives: Int
  let measured: LabelledDocument
  let models: [ModelPart]
  let differences: [DifferencePart]
  let ranking: RankingDocument?
  let customer: ExplainedListDocument?
  let spending: SpendDocument?

  struct ModelPart: Encodable {
    let model: String
    let threshold: Double
    let thresholdFrom: String
    let metrics: MetricSet
    let intervals: [String: Interval]
    @Null var deLongROCAUC: Interval?
    @Null var thresholdRule: String?
    @Null var value: ValuePart?
    @Null var segments: [SegmentPart]?
    let calibration: CalibrationPart
    let notes: [String]
  }

  /// Describes a table, and one group's list where it was asked for.
  public init(
    _ table: SavedModelTable, intervals: ComparisonIntervals, list: ExplainedList? = nil,
    equivalence: Equivalence = .standard
  ) {
    differences = intervals.differences(equivalence).map(DifferencePart.init)
    ranking = table.rankings.map(RankingDocument.init)
    customer = list.map(ExplainedListDocument.init)
    spending = table.spending.map(SpendDocument.init)
    dataset = table.name
    rows = table.rowCount
    positives = table.positiveCount
    measured = LabelledDocument(table.measured)
    models = table.rows.enumerated().map { place, row in
      let drawn = IntervalsPart(intervals, model: place)
      return ModelPart(
        model: row.path, threshold: row.threshold, thresholdFrom: row.thresholdSource,
        metrics: row.metrics, intervals: drawn.drawn, deLongROCAUC: drawn.deLongROCAUC,
        thresholdRule: row.policy?.choice.rule.text,
        value: row.policy?.value(on: row.blocks).map(ValuePart.init),
        segments: row.policy.map { policy in
          policy.summaries(of: row.blocks).map { SegmentPart($0, plan: policy.segments) }
        },
        calibration: CalibrationPart(
          row.correction, before: row.uncorrectedCalibration, after: CalibrationReport(row.blocks)),
        notes: row.remarks)
    }
  }

  /// The document as indented JSON with sorted keys.
  public func json() throws -> String { try JSONText.of(self) }
}

extension TextReport {
  /// Saved models side by side on one table.
  public static func savedModels(_ table: SavedModelTable) -> String {
    let hasGroups = table.rows.contains { $0.metrics.ranking != nil }
    let metrics = MetricKind.leaderboard.filter { !$0.needsGroups || hasGroups }
    var text = TextTable(heading: ["model"] + metrics.map(\.title) + ["threshold", "from"])
    for row in table.rows {
      text.append(
        [row.name] + metrics.map { format($0.value(in: row.metrics), 4) }
          + [format(row.threshold, 4), row.thresholdSource])
    }
    let remarks = table.rows.flatMap { row in row.remarks.map { "\(row.name): \($0)" } }
    return
      ([
        "\(table.name): \(CountText.grouped(table.rowCount)) labelled rows, \(CountText.grouped(table.positiveCount)) positive",
        text.text,
      ] + (table.rankings.map { ["", rankings($0)] } ?? []) + table.measured.remarks + remarks)
      .joined(separator: "\n")
  }
}
