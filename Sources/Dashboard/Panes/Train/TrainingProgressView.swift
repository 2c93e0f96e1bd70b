import Evaluation
import Modelling
import TerminalKit
import Workbench

/// How far each model is, and how it did.
enum TrainingProgressView {
  static func draw(_ state: State, in area: Rect, of frame: inout Frame) {
    let training = state.session.training
    frame.draw(Panel("Training", note: note(training)), in: area)
    let inside = Panel.inside(area)
    if let failure = training.failure {
      return frame.draw(Paragraph(failure, style: Style(.bad)), in: inside)
    }
    let kinds = training.kinds
    guard !kinds.isEmpty else {
      return _ = frame.write("r trains the chosen models", in: inside.line(0), style: .muted)
    }
    let height = max(1, min(3, inside.height / kinds.count))
    for (index, kind) in kinds.enumerated() {
      let place = Rect(
        column: inside.column, row: inside.row + index * height, width: inside.width,
        height: height
      ).intersection(inside)
      guard !place.isEmpty, let model = training.models[kind] else { continue }
      draw(kind, model, training, in: place, of: &frame)
    }
  }

  private static func note(_ training: Training) -> String {
    guard let split = training.split else { return "" }
    return "\(NumberText.grouped(split.fitRows)) fit, "
      + "\(NumberText.grouped(split.validationRows)) validate, "
      + "\(NumberText.grouped(split.testRows)) test"
  }

  private static func draw(
    _ kind: ModelKind, _ model: ModelTraining, _ training: Training, in area: Rect,
    of frame: inout Frame
  ) {
    let series = ModelKind.allCases.firstIndex(of: kind) ?? 0
    var line = area.line(0)
    let mark: (Unicode.Scalar, Role) =
      switch (model.phase, model.result?.outcome) {
      case (.waiting, _): (frame.glyphs.ring, .faint)
      case (.running, _): (frame.glyphs.disc, .warning)
      case (.ended, .trained?): (frame.glyphs.check, .good)
      case (.ended, _): (frame.glyphs.cross, .bad)
      }
    frame.put(mark.0, column: line.column, row: line.row, style: Style(mark.1))
    _ = line.takeLeft(2)
    frame.write(kind.rawValue, in: line.takeLeft(9), style: Style(.series(series)).bold)
    let isShort = area.height == 1
    let words = !isShort ? steps(model) : outcome(model, isShort: area.width < 70)
    if isShort, model.phase == .ended {
      _ = line.takeLeft(1)
      frame.write(words, in: line, style: style(model))
      return
    }
    frame.draw(
      Gauge(
        model.share, note: words, role: .series(series),
        noteWidth: isShort ? min(36, line.width / 2 + 6) : min(14, line.width / 2)), in: line)
    guard area.height >= 2 else { return }
    var below = area.line(1)
    _ = below.takeLeft(2)
    frame.write(outcome(model, isShort: false), in: below, style: style(model))
  }

  private static func style(_ model: ModelTraining) -> Style {
    model.result?.failure == nil ? .muted : Style(.bad)
  }

  /// Where the fit stands: step and share, or the seconds that it took.
  private static func steps(_ model: ModelTraining) -> String {
    switch model.phase {
    case .waiting: return "waiting"
    case .running:
      guard let progress = model.progress else { return "starting" }
      return "\(progress.step)/\(progress.stepCount)  \(NumberText.percent(model.share))"
    case .ended:
      guard let trained = model.result?.trained else { return "" }
      return "\(NumberText.fixed(trained.trainSeconds, digits: 2)) s"
    }
  }

  /// The losses while it is fitted; metrics and notes, or the reason, afterwards.
  private static func outcome(_ model: ModelTraining, isShort: Bool) -> String {
    if let result = model.result {
      if let reason = result.failure { return reason }
      guard let trained = result.trained else { return "" }
      let area = MetricKind.rocAUC.text(trained.metrics[.rocAUC])
      let f1 = MetricKind.f1.text(trained.metrics[.f1])
      var words =
        "ROC-AUC \(area)  F1 \(f1)  \(NumberText.fixed(trained.trainSeconds, digits: 2)) s"
      if !isShort, let note = trained.notes.first { words += "  \(note)" }
      return words
    }
    guard model.phase == .running, let progress = model.progress else {
      return isShort ? steps(model) : ""
    }
    let losses = [("train", progress.trainingLoss), ("validation", progress.validationLoss)]
      .compactMap { name, loss in loss.map { "\(name) \(NumberText.fixed($0, digits: 4))" } }
    // The line with the bar says the steps already where there are two lines.
    if losses.isEmpty { return isShort ? steps(model) : "" }
    return isShort ? steps(model) : "log-loss " + losses.joined(separator: "  ")
  }
}
