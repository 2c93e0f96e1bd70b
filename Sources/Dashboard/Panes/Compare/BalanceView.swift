import Evaluation
import Modelling
import TerminalKit
import Workbench

/// Draws the truth about balancing: each model without it, with it, and after each correction.
struct BalanceView {
  let models: [(kind: ModelKind, model: TrainedModel)]
  let selected: ModelKind?
  let id: Int

  private static let metrics: [MetricKind] = [
    .rocAUC, .f1, .ece, .calibrationGap, .logLoss, .averagePrecision,
  ]

  /// Whether the models in sight were balanced.
  static func isOfUse(_ state: State) -> Bool {
    state.session.comparison.map { $0.plan.balance != .none } ?? false
  }

  func draw(in area: Rect, of frame: inout Frame) {
    let rows = models.flatMap { kind, model in
      model.imbalance.enumerated().map { place, figures in (kind, place, figures) }
    }
    guard !rows.isEmpty else {
      return EmptyPage.draw(
        "What balancing did was not measured for these models: r in Train (2) measures it.",
        in: area, of: &frame)
    }
    let glyphs = frame.glyphs
    let hasColor = frame.medium.hasColor
    let metrics = BalanceView.metrics
    let table = TableView(
      columns: [.init("", minimumWidth: 11, maximumWidth: 11), .init("stage", minimumWidth: 12)]
        + metrics.map { metric in
          .init(
            metric == .calibrationGap
              ? "p-rate" : LeaderboardColumn.metric(metric).title(isShort: true), isDecimal: true)
        } + [.init("Thr.", isDecimal: true)],
      rowCount: rows.count,
      state: .init(firstRow: max(0, rows.firstIndex { $0.0 == selected } ?? 0)), frozenCount: 2,
      id: id
    ) { row, column in
      let (kind, place, figures) = rows[row]
      if column == 0 {
        let series = kind.seriesIndex
        return place == 0
          ? Span("\(glyphs.seriesMarker(series)) \(kind.label)", Style(.series(series)))
          : Span("", .text)
      }
      if column == 1 { return Span(figures.stage.title, .muted) }
      guard column - 2 < metrics.count else {
        return Span(
          figures.metrics.threshold.map { NumberText.fixed($0, digits: 3) } ?? "–", .muted)
      }
      let metric = metrics[column - 2]
      let stages = rows.filter { $0.0 == kind }.map { $0.2.metrics[metric] }
      let isBest = !stages.contains { metric.isBetter($0, than: figures.metrics[metric]) }
      let text = metric.text(figures.metrics[metric])
      guard isBest else { return Span(text, .text) }
      return Span(text, Style(.good, on: .canvas, hasColor ? [.bold] : [.bold, .underline]))
    }
    frame.draw(table, in: area)
  }
}
