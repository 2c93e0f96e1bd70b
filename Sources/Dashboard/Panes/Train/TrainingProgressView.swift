import Evaluation
import Modelling
import TerminalKit
import Workbench

/// How far each model is, and how it did.
enum TrainingProgressView {
  static func draw(_ state: State, in area: Rect, of frame: inout Frame) {
    let training = state.session.training
    if training.isFolded { return FoldProgressView.draw(state, in: area, of: &frame) }
    let isOld = state.session.isPlanChanged && !training.isRunning
    frame.draw(
      Panel("Training", note: isOld ? "results of the old settings" : note(training)), in: area)
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
      let line = ModelLine(
        kind: kind, model: model, isPaused: training.isPaused, isOld: isOld || model.isStale)
      line.draw(in: place, of: &frame)
    }
  }

  private static func note(_ training: Training) -> String {
    if training.isPaused { return "paused: p goes on" }
    guard let split = training.split else { return "" }
    return "\(NumberText.grouped(split.fitRows)) fit, "
      + "\(NumberText.grouped(split.validationRows)) validate, "
      + "\(NumberText.grouped(split.testRows)) test"
  }
}

/// One model's progress and result.
private struct ModelLine {
  let kind: ModelKind
  let model: ModelTraining
  let isPaused: Bool
  /// Whether the result is that of settings that have changed since.
  let isOld: Bool

  private var result: ModelResult? { model.shownResult }
  /// Whether a result stands there, and no progress.
  private var hasEnded: Bool { model.phase == .ended || model.isStale }

  func draw(in area: Rect, of frame: inout Frame) {
    let series = ModelKind.allCases.firstIndex(of: kind) ?? 0
    var line = area.line(0)
    let (mark, role) = mark(frame.glyphs)
    frame.put(mark, column: line.column, row: line.row, style: Style(role))
    _ = line.takeLeft(2)
    frame.write(
      kind.label, in: line.takeLeft(9),
      style: isOld ? Style(.faint) : Style(.series(series)).bold)
    let isShort = area.height == 1
    if isShort, hasEnded {
      _ = line.takeLeft(1)
      frame.write(outcome(isShort: area.width < 70, hasSeconds: true), in: line, style: style)
      return
    }
    let words = isShort ? progressWords : steps
    frame.draw(
      Gauge(
        model.isStale ? 1 : model.share, note: words, role: isOld ? .faint : .series(series),
        noteWidth: isShort
          ? min(max(20, SafeText.width(of: words)), line.width / 2 + 6)
          : min(max(14, SafeText.width(of: words)), line.width / 2)), in: line)
    guard area.height >= 2 else { return }
    var below = area.line(1)
    _ = below.takeLeft(2)
    frame.write(
      outcome(isShort: false, hasSeconds: result?.isCutShort == true), in: below, style: style)
  }

  private func mark(_ glyphs: Glyphs) -> (Unicode.Scalar, Role) {
    switch model.phase {
    case .waiting: return (glyphs.ring, .faint)
    case .running: return (isPaused ? glyphs.ring : glyphs.disc, .warning)
    case .ended:
      guard let result = model.result, result.trained != nil, !result.isCutShort else {
        return (glyphs.cross, model.result?.outcome.isCancelled == true ? .warning : .bad)
      }
      return (glyphs.check, isOld ? .faint : .good)
    }
  }

  private var style: Style {
    guard let result else { return .muted }
    if isOld { return Style(.faint) }
    if result.outcome.isCancelled || result.isCutShort { return Style(.warning) }
    return result.failure == nil ? .muted : Style(.bad)
  }

  /// Where the fit stands: step and share, or the seconds that it took.
  private var steps: String {
    if model.isStale, let trained = result?.trained {
      return "\(NumberText.fixed(trained.trainSeconds, digits: 2)) s"
    }
    switch model.phase {
    case .waiting: return "waiting"
    case .running:
      if model.isEvaluating { return "evaluating" }
      guard let progress = model.progress else { return "starting" }
      return "\(progress.step)/\(progress.stepCount)  \(NumberText.percent(model.share))"
    case .ended:
      if let result, result.trained == nil || result.isCutShort {
        return model.progress == nil ? "" : NumberText.percent(model.share)
      }
      guard let trained = result?.trained else { return "" }
      return "\(NumberText.fixed(trained.trainSeconds, digits: 2)) s"
    }
  }

  /// Steps and the time that is left, in one line.
  private var progressWords: String {
    guard let left = timeLeft else { return isPaused ? "paused  \(steps)" : steps }
    return "\(steps)  \(left)"
  }

  /// How long the steps will take; early stopping and convergence may end them sooner.
  private var timeLeft: String? {
    if isPaused { return model.phase == .running ? "paused" : nil }
    guard let seconds = model.secondsLeft else { return nil }
    let words =
      seconds < 10
      ? "\(NumberText.fixed(max(0.1, seconds), digits: 1)) s"
      : seconds < 120
        ? "\(NumberText.fixed(seconds, digits: 0)) s"
        : "\(NumberText.fixed(seconds / 60, digits: 0)) min"
    return kind == .forest ? "\(words) left" : "at most \(words) left"
  }

  /// The losses while it is fitted; metrics and notes, or the reason, afterwards.
  private func outcome(isShort: Bool, hasSeconds: Bool) -> String {
    if hasEnded, let result { return ended(result, isShort: isShort, hasSeconds: hasSeconds) }
    guard model.phase == .running else { return "" }
    if model.isEvaluating { return "fitted; scores and metrics are computed" }
    let losses = [
      ("train", model.progress?.trainingLoss), ("validation", model.progress?.validationLoss),
    ].compactMap { name, loss in loss.map { "\(name) \(NumberText.fixed($0, digits: 4))" } }
    let loss = LearningCurveView.lossTitle(of: kind)
    let words = losses.isEmpty ? [] : ["\(loss) " + losses.joined(separator: "  ")]
    return ((timeLeft.map { [$0] } ?? []) + words).joined(separator: "   ")
  }

  private func ended(_ result: ModelResult, isShort: Bool, hasSeconds: Bool) -> String {
    let reached = model.progress.map { " at \($0.step)/\($0.stepCount)" } ?? ""
    if result.outcome.isCancelled { return reached.isEmpty ? "cancelled" : "cancelled\(reached)" }
    if let reason = result.failure { return reason }
    guard let trained = result.trained else { return "" }
    let area = MetricKind.rocAUC.text(trained.metrics[.rocAUC])
    let f1 = MetricKind.f1.text(trained.metrics[.f1])
    var words = "ROC-AUC \(area)  F1 \(f1)"
    // Where there are two lines, the seconds stand behind the bar.
    if hasSeconds { words += "  \(NumberText.fixed(trained.trainSeconds, digits: 2)) s" }
    if result.isCutShort {
      return "cancelled\(reached)\(isShort ? " " : ":") \(words)"
    }
    if isOld { return "old: \(words)" }
    if !isShort, let note = trained.notes.first { words += "  \(note)" }
    return words
  }
}
