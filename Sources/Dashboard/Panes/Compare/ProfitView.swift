import Evaluation
import Modelling
import TerminalKit
import Workbench

/// Draws what contacting from each threshold on earns, with the highest profit and the break-even
/// marked; F1 in its place where no margin is known.
struct ProfitView {
  let state: State
  let models: [(kind: ModelKind, model: TrainedModel)]
  let selected: ModelKind?
  let id: Int

  private var compare: CompareState { state.compare }
  private var isOverShare: Bool { compare.share != nil }

  func draw(in area: Rect, of frame: inout Frame) {
    var rest = area
    let tableHeight = models.count + 1
    if area.height >= tableHeight + 13 {
      drawTable(in: rest.takeBottom(tableHeight), of: &frame)
      _ = rest.takeBottom(1)
    }
    drawCurves(in: rest, of: &frame)
  }

  private var height: ValueCurve.Height {
    compare.margin.map { .earned(margin: $0, cost: compare.cost) } ?? .f1
  }

  // MARK: The curves

  private func drawCurves(in area: Rect, of frame: inout Frame) {
    var series = models.map { kind, model in
      LineChart.Series(
        (kind.rawValue + model.mark).padded(to: nameWidth), points: points(kind, height),
        color: kind.seriesIndex)
    }
    let values = series.lazy.flatMap(\.points).map(\.y).filter(\.isFinite)
    let highest = values.max() ?? 1
    // A loss deeper than the best profit is high needs no room.
    let lowest = compare.margin == nil ? 0 : max(values.min() ?? 0, -0.4 * max(highest, 1e-9))
    let range = min(lowest, 0)...max(highest * 1.12, min(lowest, 0) + 1e-6, 0.02)
    let xRange = isOverShare ? 0...1 : 0...highestThreshold
    let highlighted = models.firstIndex { $0.kind == selected }
    if let promise = promise(selected) { series.append(promise) }
    series += breakEven(xRange, range)
    frame.draw(
      LineChart(
        compare.margin == nil ? "F1" : "Profit", series: series,
        xAxis: .init(
          isOverShare ? "share contacted" : "threshold", range: xRange,
          format: isOverShare ? .percent : .number),
        yAxis: .init(
          compare.margin == nil
            ? "F1, validation rows" : "earned per 1,000, validation rows", range: range),
        reference: range.lowerBound < 0 ? [.init(0, 0), .init(xRange.upperBound, 0)] : [],
        highlighted: highlighted, id: id), in: area)
    if area.height >= 8 {
      CursorReading(state: state, models: models, selected: selected)
        .draw(.profit, beside: "earned per 1,000, validation rows", in: area.line(0), of: &frame)
    }
    guard let plot = CompareChartView.plot(id, frame) else { return }
    let place = ChartPlace(plot: plot, xRange: xRange, yRange: range)
    markCursor(place, of: &frame)
    markBest(place, of: &frame)
  }

  private var nameWidth: Int {
    models.map { $0.kind.rawValue.count + $0.model.mark.count }.max() ?? 0
  }

  private func points(_ kind: ModelKind, _ height: ValueCurve.Height) -> [LineChart.Point] {
    compare.curves[kind]?.value.points(height, overShare: isOverShare, capacity: compare.capacity)
      ?? []
  }

  /// Rare positives have low scores only.
  private var highestThreshold: Double {
    let highest = models.compactMap { compare.curves[$0.kind]?.value.stations.first?.threshold }
    return min(1, max(0.1, ((highest.max() ?? 1) * 10).rounded(.up) / 10))
  }

  /// What the selected model's probabilities promise, to hold against what was earned.
  private func promise(_ kind: ModelKind?) -> LineChart.Series? {
    guard let kind, let margin = compare.margin, compare.curves[kind]?.value.arePromises == true
    else { return nil }
    return LineChart.Series(
      "promised", points: points(kind, .promised(margin: margin, cost: compare.cost)),
      color: kind.seriesIndex, isFaint: true)
  }

  /// Where contacts turn to a loss, if probabilities keep their promise.
  private func breakEven(
    _ xRange: ClosedRange<Double>, _ yRange: ClosedRange<Double>
  ) -> [LineChart.Series] {
    guard !isOverShare, let point = BreakEven(compare), xRange.contains(point.precision) else {
      return []
    }
    return [
      .init(
        point.title,
        points: [
          .init(point.precision, yRange.lowerBound), .init(point.precision, yRange.upperBound),
        ], color: BreakEven.seriesIndex)
    ]
  }

  // MARK: Marks

  /// Each model's mark on its own curve, where the cursor stands.
  private func markCursor(_ place: ChartPlace, of frame: inout Frame) {
    for (kind, model) in models.filter({ $0.kind != selected })
      + models.filter({ $0.kind == selected })
    {
      let x = isOverShare ? compare.share ?? 0 : compare.threshold(of: model)
      guard let y = nearest(points(kind, height), x) else { continue }
      if kind == selected { place.drawCrosshair(x, y, in: &frame) }
      place.mark(kind, x, y, in: &frame)
    }
  }

  /// The height of the last station that is not past a place: contacts beyond it are not made.
  private func nearest(_ points: [LineChart.Point], _ x: Double) -> Double? {
    isOverShare ? points.last { $0.x <= x }?.y ?? 0 : points.last { $0.x >= x }?.y ?? 0
  }

  private func markBest(_ place: ChartPlace, of frame: inout Frame) {
    guard let entry = models.first(where: { $0.kind == selected }),
      let best = Economics.best(entry.model, compare)
    else { return }
    let x = isOverShare ? best.share : best.threshold
    guard let cell = place.cell(x, best.value), cell.row > place.plot.row else { return }
    frame.put(frame.glyphs.down, column: cell.column, row: cell.row - 1, style: Style.accent.bold)
    let text =
      "max \(Economics.words(best.value, compare)) at \(NumberText.fixed(best.threshold, digits: 3))"
    let plot = place.plot
    let start =
      cell.column + 2 + text.count <= plot.endColumn
      ? cell.column + 2 : max(plot.column, cell.column - 1 - text.count)
    frame.write(text, column: start, row: cell.row - 1, style: Style.accent.bold)
  }

  // MARK: The best of each model

  private func drawTable(in area: Rect, of frame: inout Frame) {
    var rest = area
    let hasMargin = compare.margin != nil
    let titles = ["max at", "contacts", "valid.", "test"]
    line(
      [Span(hasMargin ? "per 1,000" : "F1", .header)], titles, .header, in: rest.takeTop(1), &frame)
    for (kind, model) in models where rest.height > 0 {
      let best = Economics.best(model, compare)
      let test = best.flatMap {
        Economics.value(of: model.ranked.blocks, at: $0.threshold, compare)
      }
      line(
        ThresholdView.name(kind, mark: model.mark, isBright: false, .canvas, frame.glyphs),
        [
          best.map { NumberText.fixed($0.threshold, digits: 3) } ?? "–",
          best.map { NumberText.percent($0.share, digits: 1) } ?? "–",
          best.map { Economics.words($0.value, compare) } ?? "–",
          test.map { Economics.words($0, compare) } ?? "–",
        ], kind == selected ? Style(.text, on: .canvas, .bold) : .text, in: rest.takeTop(1), &frame)
    }
  }

  private func line(
    _ name: [Span], _ texts: [String], _ style: Style, in area: Rect, _ frame: inout Frame
  ) {
    var rest = area.inset(horizontal: 1)
    frame.write(name, in: rest.takeLeft(min(LeaderboardView.nameWidth, rest.width)))
    for text in texts {
      frame.write(text, in: rest.takeLeft(10), style: style, alignment: .right)
    }
  }
}

/// From the values of a chart that was drawn to its cells, for marks that lie over it.
struct ChartPlace {
  let plot: Rect
  let xRange: ClosedRange<Double>
  let yRange: ClosedRange<Double>

  /// The cell of a point; `nil` outside of the plot.
  func cell(_ x: Double, _ y: Double) -> Position? {
    guard xRange.contains(x), yRange.contains(y) else { return nil }
    return Position(
      column: plot.column + Ticks.cell(of: x, in: xRange, cells: plot.width),
      row: plot.endRow - 1 - Ticks.cell(of: y, in: yRange, cells: plot.height))
  }

  /// Dotted lines from a point down to one axis and left to the other, behind what is drawn.
  func drawCrosshair(_ x: Double, _ y: Double, in frame: inout Frame) {
    guard let cell = cell(x, y) else { return }
    let glyphs = frame.glyphs
    for row in (cell.row + 1)..<max(cell.row + 1, plot.endRow) {
      put(glyphs.verticalDotted, cell.column, row, glyphs, in: &frame)
    }
    for column in plot.column..<max(plot.column, cell.column) {
      put(glyphs.horizontalDotted, column, cell.row, glyphs, in: &frame)
    }
  }

  private func put(
    _ glyph: Unicode.Scalar, _ column: Int, _ row: Int, _ glyphs: Glyphs, in frame: inout Frame
  ) {
    let under = frame[column, row]
    guard under.scalar == " " || under.style.foreground == .grid else { return }
    // Names are not crossed out.
    if case .item? = frame.hit(at: Position(column: column, row: row))?.target.part { return }
    frame.put(glyph, column: column, row: row, style: .accent)
  }

  /// A model's marker as a sign of its own, unlike the line that it lies on.
  func mark(_ kind: ModelKind, _ x: Double, _ y: Double, in frame: inout Frame) {
    guard let cell = cell(x, y) else { return }
    frame.put(
      frame.glyphs.seriesMarker(kind.seriesIndex), column: cell.column, row: cell.row,
      style: frame.medium.hasColor
        ? Style(.inverseText, on: .series(kind.seriesIndex), .bold)
        : Style(.text, on: .canvas, [.reverse, .bold]))
  }
}
