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
      Panel("Training", note: isOld ? "results of the old settings" : note(training, state)),
      in: area)
    let inside = Panel.inside(area)
    if let failure = training.failure {
      return frame.draw(Paragraph(failure, style: Style(.bad)), in: inside)
    }
    let kinds = training.kinds
    guard !kinds.isEmpty else {
      return _ = frame.write("r trains the chosen models", in: inside.line(0), style: .muted)
    }
    let height = max(1, min(3, inside.height / kinds.count))
    var spare = inside.height - height * kinds.count
    var rest = inside
    for kind in kinds {
      guard let model = training.models[kind] else { continue }
      let line = ModelLine(
        kind: kind, model: model, isPaused: training.isPaused, isOld: isOld || model.isStale)
      // A reason takes as many lines as it needs, as far as there are some to spare.
      let more = min(
        max(0, spare), line.overflow(width: inside.width, height: height))
      spare -= more
      let place = rest.takeTop(height + more)
      if !place.isEmpty { line.draw(in: place, isShort: height == 1, of: &frame) }
    }
  }

  /// How many lines more the reasons of failures take than one for each model has.
  ///
  /// - Parameter height: the lines of a model.
  static func overflow(_ state: State, width: Int, height: Int) -> Int {
    let training = state.session.training
    guard !training.isFolded else { return 0 }
    return training.kinds.reduce(0) { sum, kind in
      guard let model = training.models[kind] else { return sum }
      let line = ModelLine(kind: kind, model: model, isPaused: false, isOld: false)
      return sum + line.overflow(width: width - 4, height: height)
    }
  }

  private static func note(_ training: Training, _ state: State) -> String {
    if training.isPaused { return "paused: p goes on" }
    let left = training.timeLeft(lastSeconds: state.session.lastSeconds)
    if !left.isEmpty { return "\(left) for all" }
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

  /// The columns of the mark and the name.
  private static let nameWidth = 12

  /// How many lines more than its own the reason of a failure takes.
  func overflow(width: Int, height: Int) -> Int {
    guard hasEnded, result?.failure != nil, result?.outcome.isCancelled == false else { return 0 }
    let isShort = height == 1
    let lines = Paragraph.lines(
      of: outcome(isShort: isShort, hasSeconds: false),
      width: width - (isShort ? ModelLine.nameWidth : 2))
    return max(0, lines.count - max(1, height - 1))
  }

  func draw(in area: Rect, isShort: Bool, of frame: inout Frame) {
    let series = ModelKind.allCases.firstIndex(of: kind) ?? 0
    var line = area.line(0)
    let (mark, role) = mark(frame.glyphs)
    frame.put(mark, column: line.column, row: line.row, style: Style(role))
    _ = line.takeLeft(2)
    frame.write(
      kind.label, in: line.takeLeft(9),
      style: isOld ? Style(.faint) : Style(.series(series)).bold)
    if isShort, hasEnded {
      let place = Rect(
        column: area.column + ModelLine.nameWidth, row: area.row,
        width: max(1, area.width - ModelLine.nameWidth), height: area.height)
      return write(
        outcome(isShort: true, hasSeconds: true, width: place.width), in: place, of: &frame)
    }
    let words = isShort ? progressWords : steps
    frame.draw(
      Gauge(
        model.isStale ? 1 : model.share, note: words, role: isOld ? .faint : .series(series),
        noteWidth: isShort
          ? min(max(20, SafeText.width(of: words)), line.width / 2 + 6)
          : min(max(14, SafeText.width(of: words)), line.width / 2)), in: line)
    guard area.height >= 2 else { return }
    let below = Rect(
      column: area.column + 2, row: area.row + 1, width: max(1, area.width - 2),
      height: area.height - 1)
    let hasSeconds = result?.isCutShort == true
    write(
      outcome(
        isShort: false, hasSeconds: hasSeconds, width: below.height > 1 ? nil : below.width),
      in: below, of: &frame)
  }

  /// Writes lines as they are where they fit, and broken where they don't.
  private func write(_ words: String, in area: Rect, of frame: inout Frame) {
    var rest = area
    for part in words.split(separator: "\n") where !rest.isEmpty {
      let lines = Paragraph.lines(
        of: String(part), width: rest.width, ascii: frame.glyphs.isASCII)
      let place = rest.takeTop(min(rest.height, lines.count))
      if lines.count == 1 {
        frame.write(String(part), in: place, style: style)
      } else {
        frame.draw(Paragraph(String(part), style: style), in: place)
      }
    }
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
    let words = Training.words(seconds: seconds)
    return kind == .forest ? "\(words) left" : "at most \(words) left"
  }

  /// The losses while it is fitted; metrics and notes, or the reason, afterwards.
  ///
  /// - Parameter width: the room for metrics and a note, which is left out where it does not fit;
  ///   `nil` gives the note a line of its own.
  private func outcome(isShort: Bool, hasSeconds: Bool, width: Int? = nil) -> String {
    if hasEnded, let result {
      return ended(result, isShort: isShort, hasSeconds: hasSeconds, width: width)
    }
    guard model.phase == .running else { return "" }
    if model.isEvaluating { return "fitted; scores and metrics are computed" }
    let losses = [
      ("train", model.progress?.trainingLoss), ("validation", model.progress?.validationLoss),
    ].compactMap { name, loss in loss.map { "\(name) \(NumberText.fixed($0, digits: 4))" } }
    let loss = LearningCurveView.lossTitle(of: kind)
    let words = losses.isEmpty ? [] : ["\(loss) " + losses.joined(separator: "  ")]
    return ((timeLeft.map { [$0] } ?? []) + words).joined(separator: "   ")
  }

  private func ended(
    _ result: ModelResult, isShort: Bool, hasSeconds: Bool, width: Int?
  ) -> String {
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
    guard let note = trained.notes.first else { return words }
    guard let width else { return "\(words)\n\(note)" }
    // The whole note, or what it says before the comma; the hint of its line has all of it.
    let start = note.prefix { $0 != "," && $0 != ":" }
    let fitting = ["\(words)  \(note)", "\(words)  \(start)"].first {
      SafeText.width(of: $0) <= width
    }
    return fitting ?? words
  }
}
