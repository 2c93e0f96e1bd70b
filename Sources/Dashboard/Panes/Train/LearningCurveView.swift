import Modelling
import TerminalKit

/// The log-loss by step: on validation rows for every model, on training rows for the selected one.
enum LearningCurveView {
  static func draw(_ state: State, in area: Rect, of frame: inout Frame) {
    frame.draw(
      Panel("Learning curves", note: state.isZoomed ? "z or Esc leaves" : "z enlarges"), in: area)
    let inside = Panel.inside(area)
    let series = series(state)
    guard !series.isEmpty else {
      return frame.draw(
        Paragraph(
          "The log-loss after each step appears here while models with steps are trained.",
          style: .muted), in: inside)
    }
    frame.draw(
      LineChart(
        "Learning curves", series: series, xAxis: ChartAxis("step"),
        yAxis: ChartAxis("log-loss"), highlighted: nil, id: TrainPane.chartWidget), in: inside)
  }

  private static func series(_ state: State) -> [LineChart.Series] {
    let training = state.session.training
    var series: [LineChart.Series] = []
    for kind in training.kinds {
      guard let curve = training.models[kind]?.curve, curve.count > 1 else { continue }
      let color = ModelKind.allCases.firstIndex(of: kind) ?? 0
      let validation = points(curve, \.validation)
      if validation.count > 1 {
        series.append(.init(kind.rawValue, points: validation, color: color))
      }
      guard kind == TrainPane.selectedKind(state) || validation.isEmpty else { continue }
      let fitted = points(curve, \.training)
      if fitted.count > 1 {
        series.append(.init("\(kind.rawValue), train rows", points: fitted, color: 4))
      }
    }
    return series
  }

  private static func points(
    _ curve: [LossPoint], _ loss: KeyPath<LossPoint, Double?>
  ) -> [LineChart.Point] {
    curve.compactMap { point in
      point[keyPath: loss].map { LineChart.Point(Double(point.step), $0) }
    }
  }
}
