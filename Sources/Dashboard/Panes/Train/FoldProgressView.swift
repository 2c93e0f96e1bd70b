import Evaluation
import Modelling
import TerminalKit
import Workbench

/// How far the folds are, and what they came to.
enum FoldProgressView {
  static func draw(_ state: State, in area: Rect, of frame: inout Frame) {
    let training = state.session.training
    let isOld = state.session.isPlanChanged && !training.isRunning
    frame.draw(
      Panel("Training on folds", note: isOld ? "results of the old settings" : note(training)),
      in: area)
    var rest = Panel.inside(area)
    if let failure = training.failure {
      return frame.draw(Paragraph(failure, style: Style(.bad)), in: rest)
    }
    let count = training.plan?.split.foldCount ?? 0
    if training.isRunning {
      let done = max(0, training.foldsBegun - 1)
      let current = training.current.flatMap { training.models[$0]?.share } ?? 0
      let position = training.current.flatMap { training.kinds.firstIndex(of: $0) } ?? 0
      let share =
        (Double(done) + (Double(position) + current) / Double(max(1, training.kinds.count)))
        / Double(max(1, count))
      frame.draw(
        Gauge(
          share, label: "fold \(min(done + 1, count))/\(count)", note: NumberText.percent(share),
          noteWidth: 4), in: rest.takeTop(1))
    }
    let results = state.session.validation?.models ?? []
    for kind in training.kinds where !rest.isEmpty {
      let line = rest.takeTop(1)
      let model = training.isRunning ? nil : results.first { $0.kind == kind }
      draw(kind, training.models[kind], model, isOld: isOld, in: line, of: &frame)
    }
  }

  private static func note(_ training: Training) -> String {
    if training.isPaused { return "paused: p goes on" }
    guard let split = training.split else { return "" }
    return "a fold: \(NumberText.grouped(split.fitRows)) fit, "
      + "\(NumberText.grouped(split.validationRows)) validate, "
      + "\(NumberText.grouped(split.testRows)) test"
  }

  private static func draw(
    _ kind: ModelKind, _ training: ModelTraining?, _ result: CrossValidation.Model?, isOld: Bool,
    in area: Rect, of frame: inout Frame
  ) {
    var line = area
    let glyphs = frame.glyphs
    let isRunning = training?.phase == .running
    let (mark, role): (Unicode.Scalar, Role) =
      result.map {
        $0.failure == nil ? (glyphs.check, isOld ? .faint : .good) : (glyphs.cross, .bad)
      }
      ?? (isRunning ? (glyphs.disc, .warning) : (glyphs.ring, .faint))
    frame.put(mark, column: line.column, row: line.row, style: Style(role))
    _ = line.takeLeft(2)
    frame.write(
      kind.label, in: line.takeLeft(10),
      style: isOld ? Style(.faint) : Style(.series(kind.seriesIndex)).bold)
    frame.write(
      words(training, result), in: line,
      style: result?.failure != nil ? Style(.bad) : isOld ? Style(.faint) : .muted)
  }

  private static func words(_ training: ModelTraining?, _ result: CrossValidation.Model?) -> String
  {
    if let result {
      if let failure = result.failure { return failure }
      let figures = [MetricKind.rocAUC, .f1].map { metric in
        let spread = result.deviation(metric).map { " ±\(FigureWords.short($0, of: metric))" } ?? ""
        return "\(metric.title) \(metric.text(result.mean(metric)))\(spread)"
      }
      return figures.joined(separator: "  ")
        + "  \(NumberText.fixed(result.trainSeconds, digits: 2)) s"
    }
    guard let training, training.phase == .running else { return "waiting" }
    if training.isEvaluating { return "evaluating" }
    return training.progress.map {
      "\($0.step)/\($0.stepCount)  \(NumberText.percent(training.share))"
    }
      ?? "starting"
  }
}
