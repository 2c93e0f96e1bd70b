import Evaluation
import Modelling
import TerminalKit
import Workbench

/// Draws the chart in sight: every model in one plot, with its operating point.
struct CompareChartView {
  let state: State
  let chart: CompareChart
  /// The models with numbers, in the order of the plan.
  let models: [(kind: ModelKind, model: TrainedModel)]
  let selected: ModelKind?
  let id: Int

  func draw(in area: Rect, of frame: inout Frame) {
    switch chart {
    case .roc:
      drawCurves(
        "ROC", ("false positive rate", "true positive rate"), .rocAUC, \.roc,
        reference: [.init(0, 0), .init(1, 1)], in: area, of: &frame
      ) { ($0.confusion.falsePositiveRate, $0.confusion.recall) }
    case .precisionRecall:
      drawCurves(
        "PR", ("recall", "precision"), .averagePrecision, \.precisionRecall,
        reference: [.init(0, prevalence), .init(1, prevalence)], in: area, of: &frame
      ) { ($0.confusion.recall, $0.confusion.precision) }
      labelPrevalence(&frame)
    case .gains:
      drawCurves(
        "Gains", ("share contacted", "positives reached"), .liftAt10, \.gains,
        reference: [.init(0, 0), .init(1, 1), .init(prevalence, 1), .init(0, 0)], in: area,
        of: &frame
      ) { ($0.contactShare, $0.confusion.recall) }
    case .calibration:
      CalibrationView(state: state, models: models, selected: selected, id: id)
        .draw(in: area, of: &frame)
    case .profit:
      ProfitView(state: state, models: models, selected: selected, id: id)
        .draw(in: area, of: &frame)
    case .scores, .threshold, .segments, .balance, .money, .list:
      ScoreHistogramView(
        models: models, compare: state.compare, selected: selected, id: id
      ).draw(in: area, of: &frame)
    }
  }

  private var prevalence: Double {
    models.lazy.compactMap { state.compare.curves[$0.kind]?.prevalence }.first ?? 0
  }

  private var highlighted: Int? { models.firstIndex { $0.kind == selected } }

  /// The name with the figure that the chart is about, so that the legend says both.
  private func name(_ kind: ModelKind, _ metric: MetricKind, _ model: TrainedModel) -> String {
    (kind.rawValue + model.mark).padded(to: nameWidth) + " "
      + metric.text(metric.value(in: model.metrics))
  }

  private var nameWidth: Int {
    models.map { $0.kind.rawValue.count + $0.model.mark.count }.max() ?? 0
  }

  private func drawCurves(
    _ title: String, _ axes: (x: String, y: String), _ metric: MetricKind,
    _ curve: KeyPath<ModelCurves, ModelCurves.Curve>, reference: [LineChart.Point],
    in area: Rect, of frame: inout Frame, at place: (OperatingPoint) -> (Double?, Double?)
  ) {
    let series = models.map { kind, model in
      LineChart.Series(
        name(kind, metric, model), points: state.compare.curves[kind]?[keyPath: curve].points ?? [],
        color: kind.seriesIndex)
    }
    frame.draw(
      LineChart(
        title, series: series + breakEven(0...1), xAxis: .init(axes.x, range: 0...1),
        yAxis: .init(axes.y, range: 0...1), reference: reference, highlighted: highlighted,
        legendTitle: metric.title,
        words: CurveWords(metric: metric, axes: axes)
          .text(models.map { ($0.kind, $0.model, place(state.compare.point(of: $0.model))) }),
        id: id), in: area)
    if area.height >= 8 {
      CursorReading(state: state, models: models, selected: selected)
        .draw(chart, beside: axes.y, in: area.line(0), of: &frame)
    }
    guard let plot = CompareChartView.plot(id, frame) else { return }
    let cells = ChartPlace(plot: plot, xRange: 0...1, yRange: 0...1)
    // The selected model's point lies above the others.
    for (kind, model) in models.filter({ $0.kind != selected })
      + models.filter({ $0.kind == selected })
    {
      let point = state.compare.point(of: model)
      guard let x = place(point).0, let y = place(point).1 else { continue }
      if kind == selected { cells.drawCrosshair(x, y, in: &frame) }
      cells.mark(kind, x, y, in: &frame)
    }
  }

  /// The cells in which a chart has drawn its data.
  static func plot(_ id: Int, _ frame: Frame) -> Rect? {
    frame.hitRegions.last { $0.target == HitTarget(id, .plot) }?.rect
  }

  /// Where contacting another customer neither earns nor costs, as a line of its own.
  private func breakEven(_ range: ClosedRange<Double>) -> [LineChart.Series] {
    guard let point = BreakEven(state.compare) else { return [] }
    let points = point.line(in: chart, prevalence: prevalence, range: range)
    guard !points.isEmpty else { return [] }
    return [.init(point.title, points: points, color: BreakEven.seriesIndex)]
  }

  private func labelPrevalence(_ frame: inout Frame) {
    guard let plot = CompareChartView.plot(id, frame), plot.height > 6 else { return }
    let row = plot.endRow - 1 - Ticks.cell(of: prevalence, in: 0...1, cells: plot.height)
    let label = "chance \(NumberText.percent(prevalence, digits: 1))"
    let place = Rect(column: plot.column + 1, row: row - 1, width: plot.width - 2, height: 1)
    guard row - 1 > plot.row else { return }
    frame.write(label, in: place, style: Style(.muted, on: .canvas, .italic))
  }
}

extension String {
  /// The text with blanks behind it up to a number of characters.
  func padded(to count: Int) -> String {
    self + String(repeating: " ", count: max(0, count - self.count))
  }
}
