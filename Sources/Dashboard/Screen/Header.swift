import Tabular
import Modelling
import TerminalKit
import Workbench

/// The first line: what is open, how it is split, and what is being trained.
enum Header {
  static func draw(_ state: State, in line: Rect, of frame: inout Frame) {
    frame.fill(line, style: Style(.text, on: .panel))
    var rest = line.inset(horizontal: 1)
    let right = macroMark(state, glyphs: frame.glyphs) + activity(state, glyphs: frame.glyphs)
    let width = right.reduce(0) { $0 + SafeText.width(of: $1.text, ascii: frame.glyphs.isASCII) }
    let place = rest.takeRight(min(width, rest.width / 2))
    frame.write(right, in: place, alignment: .right)
    _ = rest.takeRight(2)
    frame.write(facts(state, width: rest.width, glyphs: frame.glyphs), in: rest)
  }

  private static func facts(_ state: State, width: Int, glyphs: Glyphs) -> [Span] {
    let muted = Style(.muted, on: .panel)
    let separator = Span(" \(glyphs.dot) ", Style(.faint, on: .panel))
    var spans = [Span("OfferScope", Style(.accent, on: .panel, .bold))]
    guard let data = state.session.data else {
      return spans + [Span("  a workbench for propensity and offer models", muted)]
    }
    // A long name leaves room for the rows and the rate.
    spans.append(
      Span(
        "  \(ShortName.text(data.name, width: max(12, width - 46)))",
        Style(.text, on: .panel, .bold)))
    let dataset = data.dataset
    var words = [counted(dataset.table.rowCount, "row"), rate(dataset)]
    if let plan = state.session.training.plan ?? state.session.plan {
      words.append(
        plan.split.foldCount > 1
          ? plan.split.description
          : "\(plan.split.name) \(NumberText.percent(plan.split.share))")
      words.append("seed \(plan.seed)")
    }
    // Whole facts only: what does not fit is left out.
    var used = spans.reduce(0) { $0 + SafeText.width(of: $1.text) }
    for word in words {
      let size = SafeText.width(of: word) + 3
      guard used + size <= width else { break }
      used += size
      spans += [separator, Span(word, muted)]
    }
    return spans
  }

  /// The rate of the positive class; a class without a letter of its own needs the target's name.
  private static func rate(_ dataset: Dataset) -> String {
    let label = dataset.positiveLabel
    let target = dataset.roles.target.map { ShortName.text($0, width: 16) } ?? ""
    let saysNothing =
      !label.contains(where: \.isLetter) || ["true", "t"].contains(label.lowercased())
    let words = saysNothing ? "\(target) = \(label)" : ShortName.text(label, width: 16)
    return "\(NumberText.percent(dataset.positiveRate, digits: 1)) \(words)"
  }

  private static func macroMark(_ state: State, glyphs: Glyphs) -> [Span] {
    guard state.macro.isRecording else { return [] }
    return [
      Span("\(glyphs.disc) ", Style(.bad, on: .panel, .bold)),
      Span("macro  ", Style(.text, on: .panel)),
    ]
  }

  /// How far the opening is: first the file is read, then its columns are counted.
  private static func opening(_ path: String, share: Double, isNarrow: Bool) -> String {
    let name = isNarrow ? "" : " \(path.split(separator: "/").last ?? "")"
    if share <= 0 { return "opening\(name)" }
    return share < 1 ? "reading\(name) \(NumberText.percent(share))" : "counting\(name)"
  }

  private static func activity(_ state: State, glyphs: Glyphs) -> [Span] {
    let training = state.session.training
    let isNarrow = state.size.width < 90
    let spinner = state.isAnimated ? glyphs.spinner[state.tick % glyphs.spinner.count] : glyphs.disc
    let mark = Span("\(spinner) ", Style(.warning, on: .panel, .bold))
    let text = Style(.text, on: .panel)
    if let path = state.session.openingPath {
      return [
        mark,
        Span(opening(path, share: state.session.openingShare, isNarrow: isNarrow), text),
      ]
    }
    // A live training is over in the blink of an eye; words about it would only flicker.
    let isCalm = training.isLive && !training.isPaused && !training.isCancelling
    if training.isRunning, !isCalm {
      let count = training.kinds.count
      let place =
        training.isFolded
        ? "fold \(training.foldsBegun)/\(training.plan?.split.foldCount ?? 0)"
        : "\(min(training.endedCount + 1, count))/\(count)"
      if training.isCancelling { return [mark, Span("cancelling", text)] }
      guard let current = training.current, let model = training.models[current] else {
        return [mark, Span("preparing", text)]
      }
      let percent = NumberText.percent(model.share)
      if training.isPaused {
        return [
          Span("\(glyphs.disc) ", Style(.warning, on: .panel, .bold)),
          Span("paused \(place) \(current.rawValue) \(percent)", text),
        ]
      }
      let left = isNarrow ? "" : training.timeLeft(lastSeconds: state.session.lastSeconds)
      let rest =
        (model.isEvaluating ? "evaluating" : percent) + (left.isEmpty ? "" : ", \(left)")
      return [
        mark, Span("\(isNarrow ? "" : "training ")\(place) \(current.rawValue) \(rest)", text),
      ]
    }
    if state.search.isRunning {
      let left = NumberText.fixed(state.search.secondsLeft.rounded(.up), digits: 0)
      let words = "search \(counted(state.search.trials.count, "trial")), \(left) s left"
      return [mark, Span(words, text)]
    }
    if state.data.ingest.isRunning {
      let ingest = state.data.ingest
      let words = "raw logs" + (ingest.stepCount > 0 ? " \(ingest.step)/\(ingest.stepCount)" : "")
      return [mark, Span(words, text)]
    }
    if state.monitor.underway != nil {
      return [mark, Span("drift \(NumberText.percent(state.monitor.share))", text)]
    }
    if state.compare.found.underway != nil { return [mark, Span("segments", text)] }
    if state.session.source.change != nil, !training.isRunning {
      let words =
        isNarrow ? "file \(glyphs.dot) F5" : "file changed \(glyphs.dot) F5 reads it again"
      return [
        Span("! ", Style(.warning, on: .panel, .bold)), Span(words, Style(.warning, on: .panel)),
      ]
    }
    if state.session.isPlanChanged, !training.isRunning {
      let key = state.pane == .train ? "r retrains" : "2 then r retrains"
      let words =
        isNarrow ? "changed \(glyphs.dot) \(key)" : "settings changed \(glyphs.dot) \(key)"
      return [
        Span("! ", Style(.warning, on: .panel, .bold)), Span(words, Style(.warning, on: .panel)),
      ]
    }
    if training.failure != nil {
      return [Span("\(glyphs.cross) not trained", Style(.bad, on: .panel, .bold))]
    }
    if let share = state.permutationShare {
      return [mark, Span("permutation \(NumberText.percent(share))", text)]
    }
    let results = training.kinds.compactMap { training.models[$0]?.shownResult }
    let cancelled = results.count { $0.outcome.isCancelled || $0.isCutShort }
    let trained = results.count { $0.trained != nil && !$0.isCutShort }
    if trained + cancelled > 0 {
      let words = isNarrow ? "" : " trained"
      let rest = cancelled > 0 ? ", \(cancelled) cancelled" : ""
      let sign =
        cancelled > 0
        ? Span("\(glyphs.cross) ", Style(.warning, on: .panel, .bold))
        : Span("\(glyphs.check) ", Style(.good, on: .panel, .bold))
      return [
        training.isRunning ? mark : sign, Span("\(counted(trained, "model"))\(words)\(rest)", text),
      ]
    }
    return []
  }
}
