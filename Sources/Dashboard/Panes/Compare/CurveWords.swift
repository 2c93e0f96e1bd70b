import Evaluation
import Modelling
import TerminalKit
import Workbench

/// What a chart of curves tells apart in words: each model's figure and its point at its threshold. The ends
/// of such curves are the same for every model.
struct CurveWords {
  /// The figure that the chart is about.
  let metric: MetricKind
  /// What goes across and up.
  let axes: (x: String, y: String)

  /// A sentence a model.
  ///
  /// - Parameter models: each with its place at its threshold; `nil` where that is undefined.
  func text(_ models: [(kind: ModelKind, model: TrainedModel, place: (Double?, Double?))]) -> String
  {
    let sentences = models.map { kind, model, place in
      let figure = "\(metric.title) \(metric.text(metric.value(in: model.metrics)))"
      guard let x = place.0, let y = place.1 else { return "\(kind.rawValue) \(figure)" }
      return "\(kind.rawValue) \(figure), at its threshold \(axes.x) "
        + "\(NumberText.percent(x, digits: 1)), \(axes.y) \(NumberText.percent(y, digits: 1))"
    }
    return sentences.joined(separator: "; ")
  }
}
