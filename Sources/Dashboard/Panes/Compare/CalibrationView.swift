import Evaluation
import Modelling
import TerminalKit
import Workbench

/// Draws how probabilities keep their promise: reliability in either binning, and the recalibration.
struct CalibrationView {
  let state: State
  let models: [(kind: ModelKind, model: TrainedModel)]
  let selected: ModelKind?
  let id: Int

  private var hasEqualWidth: Bool { state.compare.hasEqualWidth }
  private var metric: MetricKind { hasEqualWidth ? .ece : .eceEqualMass }

  func draw(in area: Rect, of frame: inout Frame) {
    var rest = area
    let shown = area.height >= models.count + 14 ? models : models.filter { $0.kind == selected }
    if area.height >= shown.count + 9 {
      drawFigures(of: shown, in: rest.takeBottom(shown.count + 1), of: &frame)
    }
    drawCurves(in: rest, of: &frame)
    guard rest.height >= 8 else { return }
    CursorReading(state: state, models: models, selected: selected)
      .draw(.calibration, beside: "observed rate", in: rest.line(0), of: &frame)
    frame.write(
      [Span("e", Style(.key)), Span(" bins", .muted)],
      in: rest.line(rest.height - 1).inset(horizontal: 1), alignment: .right)
  }

  private func drawCurves(in area: Rect, of frame: inout Frame) {
    let width = models.map { $0.kind.rawValue.count + $0.model.mark.count }.max() ?? 0
    let series = models.map { kind, model in
      let report = state.compare.curves[kind]?.calibration
      let error = (hasEqualWidth ? report?.equalWidth : report?.equalMass)?.expectedError
      return LineChart.Series(
        (kind.rawValue + model.mark).padded(to: width) + " " + metric.text(error),
        points: state.compare.curves[kind]?.reliability(hasEqualWidth: hasEqualWidth) ?? [],
        color: kind.seriesIndex)
    }
    let highest = series.lazy.flatMap(\.points).map { max($0.x, $0.y) }.max() ?? 1
    // Rare positives fill a corner of the whole square only.
    let range = 0...min(1, max(0.1, (highest * 10).rounded(.up) / 10))
    let bins = hasEqualWidth ? "10 bins" : "15 bins"
    frame.draw(
      LineChart(
        "Calibration", series: series + breakEven(range),
        xAxis: .init("predicted probability, \(bins)", range: range),
        yAxis: .init("observed rate", range: range),
        reference: [.init(0, 0), .init(range.upperBound, range.upperBound)],
        highlighted: models.firstIndex { $0.kind == selected }, legendTitle: metric.title, id: id),
      in: area)
    guard let plot = CompareChartView.plot(id, frame) else { return }
    let place = ChartPlace(plot: plot, xRange: range, yRange: range)
    for (kind, model) in models.filter({ $0.kind != selected })
      + models.filter({ $0.kind == selected })
    {
      let score = state.compare.threshold(of: model)
      let bin = state.compare.curves[kind]?.bin(holding: score, hasEqualWidth: hasEqualWidth)
      guard let bin else { continue }
      if kind == selected {
        place.drawCrosshair(bin.meanProbability, bin.positiveShare, in: &frame)
      }
      place.mark(kind, bin.meanProbability, bin.positiveShare, in: &frame)
    }
  }

  private func breakEven(_ range: ClosedRange<Double>) -> [LineChart.Series] {
    guard let point = BreakEven(state.compare) else { return [] }
    // At a fixed probability the prevalence plays no part.
    let points = point.line(in: .calibration, prevalence: 0.5, range: range)
    return points.isEmpty
      ? [] : [.init(point.title, points: points, color: BreakEven.seriesIndex)]
  }

  /// Mean promise less rate, slope and intercept; the ideal stands in the heading.
  private func drawFigures(
    of models: [(kind: ModelKind, model: TrainedModel)], in area: Rect, of frame: inout Frame
  ) {
    var rest = area
    line(
      [Span("", .header)], ["p - rate", "slope (1)", "intercept (0)"], .header,
      in: rest.takeTop(1), of: &frame)
    for (kind, model) in models {
      let report = state.compare.curves[kind]?.calibration
      let texts = [
        report?.gap.map(MatrixView.signed),
        report?.recalibration.map { NumberText.fixed($0.slope, digits: 3) },
        report?.recalibration.map { NumberText.fixed($0.intercept, digits: 3) },
      ].map { $0 ?? "–" }
      line(
        ThresholdView.name(
          kind, mark: model.mark, isBright: false, .canvas, frame.glyphs), texts,
        kind == selected ? Style(.text, on: .canvas, .bold) : .text, in: rest.takeTop(1),
        of: &frame)
    }
  }

  private func line(
    _ name: [Span], _ texts: [String], _ style: Style, in area: Rect, of frame: inout Frame
  ) {
    var rest = area.inset(horizontal: 1)
    frame.write(name, in: rest.takeLeft(min(LeaderboardView.nameWidth, rest.width)))
    for (text, width) in zip(texts, [10, 12, 15]) {
      frame.write(text, in: rest.takeLeft(width), style: style, alignment: .right)
    }
  }
}
