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
    let series = table.models.compactMap { model -> LineChart.Series? in
      guard let curve = dependence.curves[model.kind] else { return nil }
      let points = curve.points.map { LineChart.Point(Double($0.value), $0.meanProbability) }
      return LineChart.Series(model.kind.rawValue, points: points, color: model.kind.seriesIndex)
    }
    let highest = series.lazy.flatMap(\.points).map(\.y).max() ?? 1
    let top = min(1, max(0.02, highest * 1.15))
    frame.draw(
      LineChart(
        "Dependence on \(table.name(dependence.feature))", series: series,
        xAxis: .init(table.name(dependence.feature)),
        yAxis: .init("mean probability", range: 0...top, format: .percent),
        highlighted: series.firstIndex { $0.name == table.selected?.kind.rawValue }, id: id),
      in: area)
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
    func places(_ line: Rect) -> (name: Rect, bar: Rect, cells: [Rect]) {
      var rest = line
      let name = rest.takeLeft(nameWidth)
      var cells = kinds.map { _ in rest.takeRight(cellWidth) }
      cells.reverse()
      return (name, rest.inset(horizontal: 1), cells)
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
    for (offset, index) in order.enumerated() where offset < rest.height {
      let place = places(rest.line(offset))
      frame.write(levels[index], in: place.name)
      frame.bar(
        highest > 0 ? curve.points[index].meanProbability / highest : 0, in: place.bar,
        role: .series(selected.kind.seriesIndex))
      for (cell, kind) in zip(place.cells, kinds) {
        let value = dependence.curves[kind]?.points[index].meanProbability
        frame.write(
          value.map { NumberText.percent($0, digits: 1) } ?? "–", in: cell,
          style: kind == selected.kind ? Style(.text, on: .canvas, .bold) : .muted,
          alignment: .right)
      }
    }
  }
}
