import Modelling
import TerminalKit
import Workbench

/// Draws how the mean probability of every model follows one feature.
struct DependenceView {
  let state: State
  let table: ImportanceTable
  let id: Int

  func draw(in area: Rect, of frame: inout Frame) {
    guard let feature = table.selectedFeature else { return }
    guard let dependence = table.state.dependence, dependence.feature == feature else {
      EmptyPage.draw("Setting the column to each of its values in turn.", in: area, of: &frame)
      return
    }
    let values = FeatureValues(feature, state)
    if values.isNumber {
      drawCurves(dependence, in: area, of: &frame)
    } else {
      drawLevels(dependence, values, in: area, of: &frame)
    }
  }

  private func drawCurves(
    _ dependence: FeatureDependence, in area: Rect, of frame: inout Frame
  ) {
    let means = table.models.compactMap { model -> LineChart.Series? in
      guard let curve = dependence.curves[model.kind] else { return nil }
      let points = curve.points.map { LineChart.Point(Double($0.value), $0.meanProbability) }
      return LineChart.Series(model.kind.rawValue, points: points, color: model.kind.seriesIndex)
    }
    let series = means + individuals(dependence)
    // Single customers may rise far above the mean; what is above the chart is cut.
    let mean = means.lazy.flatMap(\.points).map(\.y).max() ?? 1
    let single = series.lazy.flatMap(\.points).map(\.y).max() ?? 1
    let top = min(1, max(0.02, min(single * 1.05, mean * 3), mean * 1.15))
    var rest = area
    let spread = rest.takeBottom(area.height >= 12 ? 2 : 0)
    frame.draw(
      LineChart(
        "Dependence on \(table.name(dependence.feature))", series: series,
        xAxis: .init(table.name(dependence.feature)),
        yAxis: .init("mean probability", range: 0...top, format: .percent),
        highlighted: series.firstIndex { $0.name == table.selected?.kind.rawValue }, id: id),
      in: rest)
    if let plot = CompareChartView.plot(id, frame) {
      drawSpread(dependence.spread, under: plot, in: spread, of: &frame)
    }
  }

  /// Single customers in the selected model, without names.
  private func individuals(_ dependence: FeatureDependence) -> [LineChart.Series] {
    guard table.state.showsIndividuals, let kind = table.selected?.kind,
      let curve = dependence.curves[kind]
    else { return [] }
    return (dependence.individuals[kind] ?? []).map { scores in
      LineChart.Series(
        "", points: zip(curve.points, scores).map { LineChart.Point(Double($0.value), $1) },
        color: kind.seriesIndex, isFaint: true)
    }
  }

  /// How many rows lie where, in line with the axis above: curves mean little where there are none.
  private func drawSpread(
    _ spread: FeatureSpread, under plot: Rect, in area: Rect, of frame: inout Frame
  ) {
    guard area.height == 2 else { return }
    let counts = spread.columns(plot.width)
    guard let highest = counts.max(), highest > 0 else { return }
    frame.write(
      "rows",
      in: Rect(column: area.column, row: area.row + 1, width: plot.column - area.column, height: 1),
      style: .muted)
    for (offset, count) in counts.enumerated() where count > 0 {
      let height = max(1.0 / 8, count / highest * 2)
      for level in 0..<2 where height > Double(level) {
        frame.put(
          frame.glyphs.lowerBlock(height - Double(level)), column: plot.column + offset,
          row: area.endRow - 1 - level, style: .muted)
      }
    }
    frame.describe(
      "\(NumberText.grouped(spread.rowCount)) test rows along the axis"
        + (spread.missingCount > 0
          ? ", \(NumberText.grouped(spread.missingCount)) without a value" : ""))
  }

  /// A line a level: the selected model as a bar, the others as numbers.
  private func drawLevels(
    _ dependence: FeatureDependence, _ values: FeatureValues, in area: Rect,
    of frame: inout Frame
  ) {
    guard let selected = table.selected, let curve = dependence.curves[selected.kind] else {
      return
    }
    var rest = area
    let heading = rest.takeTop(1)
    let levels = curve.points.map { values.name(of: $0.value) }
    let nameWidth = min(18, levels.map { SafeText.width(of: $0) }.max() ?? 8)
    let cellWidth = area.width >= 54 ? 9 : 8
    let kinds = table.models.map(\.kind)
    let countWidth = area.width >= 66 && !dependence.spread.counts.isEmpty ? 8 : 0
    let ranges = curve.points.indices.map { dependence.range(selected.kind, at: $0) }
    let showsRange = table.state.showsIndividuals
    func places(_ line: Rect) -> (name: Rect, count: Rect, bar: Rect, cells: [Rect]) {
      var rest = line
      let name = rest.takeLeft(nameWidth)
      let count = rest.takeLeft(countWidth)
      var cells = kinds.map { _ in rest.takeRight(cellWidth) }
      cells.reverse()
      return (name, count, rest.inset(horizontal: 1), cells)
    }
    if countWidth > 0 {
      frame.write("rows", in: places(heading).count, style: .muted, alignment: .right)
    }
    // The bars are those of one model: its name stands over them.
    frame.write(
      ThresholdView.name(selected.kind, isBright: false, .canvas, frame.glyphs),
      in: places(heading).bar)
    for (cell, kind) in zip(places(heading).cells, kinds) {
      let isSelected = kind == selected.kind
      frame.write(
        kind.label, in: cell,
        style: Style(
          .series(kind.seriesIndex), on: .canvas, isSelected ? [.bold, .underline] : []),
        alignment: .right)
      let index = kinds.firstIndex(of: kind) ?? 0
      frame.addHit(cell, HitTarget(id, .item(index)))
    }
    let highest = curve.points.map(\.meanProbability).max() ?? 1
    let (order, _) = values.order(of: curve.points.map(\.value)) {
      curve.points[$0].meanProbability
    }
    let scale = showsRange ? max(highest, ranges.compactMap { $0?.upperBound }.max() ?? 0) : highest
    for (offset, index) in order.enumerated() where offset < rest.height {
      let place = places(rest.line(offset))
      frame.write(levels[index], in: place.name)
      if countWidth > 0, dependence.spread.counts.indices.contains(index) {
        frame.write(
          NumberText.grouped(dependence.spread.counts[index]), in: place.count, style: .muted,
          alignment: .right)
      }
      frame.bar(
        scale > 0 ? curve.points[index].meanProbability / scale : 0, in: place.bar,
        role: .series(selected.kind.seriesIndex))
      if showsRange, let range = ranges[index] {
        draw(range, of: scale, in: place.bar, frame: &frame)
      }
      for (cell, kind) in zip(place.cells, kinds) {
        let value = dependence.curves[kind]?.points[index].meanProbability
        frame.write(
          value.map { NumberText.percent($0, digits: 1) } ?? "–", in: cell,
          style: kind == selected.kind ? Style(.text, on: .canvas, .bold) : .muted,
          alignment: .right)
      }
    }
  }

  /// The range of nine customers in ten, as a line over the bar.
  private func draw(
    _ range: ClosedRange<Double>, of scale: Double, in bar: Rect, frame: inout Frame
  ) {
    guard scale > 0, bar.width > 1 else { return }
    let cells = [range.lowerBound, range.upperBound].map {
      bar.column + min(bar.width - 1, Int($0 / scale * Double(bar.width)))
    }
    for column in cells[0]...max(cells[0], cells[1]) {
      let under = frame[column, bar.row]
      let isOver = under.scalar == frame.glyphs.fullBlock
      frame.put(
        frame.glyphs.horizontal, column: column, row: bar.row,
        style: isOver ? Style(.inverseText, on: under.style.foreground) : .muted)
    }
  }
}
