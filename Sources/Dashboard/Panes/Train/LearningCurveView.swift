import Modelling
import TerminalKit
import Workbench

/// The loss by step: on validation rows for every model, on training rows for the selected one. The
/// losses of rankers are of another kind, so only models like the selected one share the chart.
enum LearningCurveView {
  static func draw(_ state: State, in area: Rect, of frame: inout Frame) {
    let isOld = state.session.isPlanChanged && !state.session.training.isRunning
    let note = state.isZoomed ? "z or Esc leaves" : "z enlarges"
    let panel = Panel(
      "Learning curves", note: isOld ? "of the old settings, \(note)" : note,
      footnote: story(state))
    frame.draw(panel, in: area)
    let inside = Panel.inside(area)
    let series = series(state, isNarrow: inside.width < 40)
    guard !series.isEmpty else {
      return frame.draw(
        Paragraph(
          "The \(lossTitle(state)) after each step appears here while models with steps are trained.",
          style: .muted), in: inside)
    }
    let kind = TrainPane.selectedKind(state)
    frame.draw(
      LineChart(
        "Learning curves", series: series, xAxis: ChartAxis(stepTitle(of: kind)),
        yAxis: ChartAxis(lossTitle(state)),
        cursor: best(state).map { Double($0.step) }, highlighted: nil,
        id: TrainPane.chartWidget), in: inside)
  }

  /// What a step of a model is.
  static func stepTitle(of kind: ModelKind) -> String {
    switch kind {
    case .logistic: "iteration"
    case .forest, .boosted, .xgboost, .lambdamart, .yetirank, .xgbranker: "trees"
    }
  }

  /// The step of the selected model with the least loss on validation rows, where those are watched.
  static func best(_ state: State) -> LossPoint? {
    let curve = state.session.training.models[TrainPane.selectedKind(state)]?.shownCurve ?? []
    var best: (point: LossPoint, loss: Double)?
    for point in curve {
      guard let loss = point.validation, loss.isFinite else { continue }
      if best.map({ loss < $0.loss }) ?? true { best = (point, loss) }
    }
    return best?.point
  }

  /// Where the selected model is best, and whether it stopped there by itself; empty where that is
  /// not known.
  static func story(_ state: State) -> String {
    let kind = TrainPane.selectedKind(state)
    guard let best = best(state), let model = state.session.training.models[kind],
      let last = model.shownCurve.last?.step
    else { return "" }
    let words = "\(kind.rawValue) is best at \(best.step) of \(last) \(stepTitle(of: kind))"
    let isWhole = model.phase == .ended && model.result?.isCutShort == false
    guard isWhole, let steps = model.progress?.stepCount, last < steps else { return words }
    return words + ", stopped early"
  }

  private static func lossTitle(_ state: State) -> String {
    lossTitle(of: TrainPane.selectedKind(state))
  }

  /// What a model's validation loss is.
  static func lossTitle(of kind: ModelKind) -> String {
    kind.isRanker ? "1 − NDCG or MAP" : "log-loss"
  }

  /// One line a model: the loss on validation rows, or on training rows for models that watch no
  /// validation rows; and both for the selected model. Every name says which loss it is.
  private static func series(_ state: State, isNarrow: Bool) -> [LineChart.Series] {
    let training = state.session.training
    var series: [LineChart.Series] = []
    let isRanking = TrainPane.selectedKind(state).isRanker
    for kind in training.kinds where kind.isRanker == isRanking {
      guard let model = training.models[kind] else { continue }
      let curve = model.shownCurve
      let index = ModelKind.allCases.firstIndex(of: kind) ?? 0
      let isFaint = model.isStale || state.session.isPlanChanged
      let validation = points(curve, \.validation)
      let fitted = points(curve, \.training)
      func add(_ points: [LineChart.Point], _ loss: String) {
        guard points.count > 1 else { return }
        series.append(
          .init("\(kind.rawValue) \(loss)", points: points, color: index, isFaint: isFaint))
      }
      add(validation, isNarrow ? "val" : "validation")
      if kind == TrainPane.selectedKind(state) || validation.isEmpty {
        add(fitted, isNarrow ? "fit" : "train")
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
