import Evaluation
import Modelling
import Tabular
import TerminalKit
import Workbench

/// The segments over Compare: their keys and what they do.
enum FoundProgram: KeyedOverlay {
  /// The context in which their keys work.
  static let context = "segments"
  static let group = "Segments of customers"

  static let bindings: [KeyBinding<Action>] = [
    key(
      ["f", "enter"], .compare(.found(.find)), "find",
      "Find segments: customers for whom the model has the same reasons."),
    key(["c"], .compare(.found(.stop)), "stop", "Stop looking for segments."),
    key(
      ["]"], .compare(.found(.turnPage(1))), "page", "Show segments, the map, or how far to trust."),
    key(
      ["["], .compare(.found(.turnPage(-1))), "page before", "Show the page before.",
      isInFooter: false),
    key(
      ["p"], .compare(.found(.turnProjection)), "PCA or UMAP",
      "Look on principal components, which is quick, or on a UMAP, which takes seconds."),
    key(
      ["m"], .compare(.found(.turnMethod)), "method",
      "Look for groups around centres (k-means), or for dense ones (HDBSCAN)."),
    key(["+", "="], .compare(.found(.turnRows(1))), "more", "Find segments on more customers."),
    key(
      ["-", "_"], .compare(.found(.turnRows(-1))), "fewer", "Find segments on fewer customers.",
      isInFooter: false),
    key(["y"], .compare(.found(.copy)), "copy", "Copy the command that finds the same."),
    key(["esc", "S"], .overlay(.close), "close", "Close the segments; what was found stays."),
  ]

  static func hint(in state: State) -> String {
    guard answer(in: state) != nil else { return "" }
    return switch state.compare.found.page {
    case .overview: "Up and down select a segment; PgUp and PgDn read on what sets it apart."
    case .map: "Each mark is customers of one segment; the selected segment's are drawn boldly."
    case .trust: "Up and down scroll; the questions tell which segment a new customer belongs to."
    }
  }

  /// Why something can't be done now.
  static func availability(of action: FoundAction, in state: State) -> Availability {
    guard state.session.comparison?.trained.isEmpty == false else {
      return .disabled(
        "Segments are those of a model's customers; they come once models are trained.")
    }
    let found = state.compare.found
    switch action {
    case .stop:
      return found.underway == nil ? .disabled("Nothing is being looked for.") : .enabled
    case .find where found.underway != nil:
      return .disabled("Segments are being looked for; c stops.")
    case .turnRows(let count):
      let place = FoundState.rowChoices.firstIndex(of: found.search.maximumRows) ?? 0
      return FoundState.rowChoices.indices.contains(place + count)
        ? .enabled
        : .disabled(
          count > 0
            ? "offerscope segment --rows takes more customers." : "Fewer customers say too little.")
    default: return .enabled
    }
  }

  /// The model whose customers are parted: the selected one.
  static func kind(in state: State) -> ModelKind? {
    let trained = state.session.comparison?.trained.map(\.kind) ?? []
    if let kind = Leaderboard(state).selected?.kind, trained.contains(kind) { return kind }
    return state.session.comparison?.ranking(by: .rocAUC).first
  }

  /// What would be asked now.
  static func question(in state: State) -> FoundQuestion? {
    kind(in: state).map {
      FoundQuestion(
        kind: $0, run: state.session.training.run, search: state.compare.found.search)
    }
  }

  /// What was found of the models of now, by whatever search.
  static func answer(in state: State) -> FoundAnswer? {
    guard let answer = state.compare.found.answer, answer.question.kind == kind(in: state),
      answer.question.run == state.session.training.run
    else { return nil }
    return answer
  }

  // MARK: Reducing

  /// Handles an action while the segments are open; `nil` leaves it to the panes.
  static func reduce(_ action: Action, _ state: inout State) -> [Effect]? {
    switch action {
    case .compare(.found(.open)): state.overlay = nil
    case .move(let movement): move(movement, &state)
    case .overlay(.choose(let index)): select(index, &state)
    case .compare(.found): return nil
    default: return otherwise(action, &state)
    }
    return []
  }

  static func reduce(_ action: FoundAction, _ state: inout State) -> [Effect] {
    switch action {
    case .open:
      state.overlay = .segments
    case .find: return find(&state)
    case .stop: return stop(&state)
    case .turnProjection:
      let isMapped = state.compare.found.search.projection == .umap
      state.compare.found.search.projection = isMapped ? .pca : .umap
    case .turnMethod:
      let isDense = state.compare.found.search.method == .hdbscan
      state.compare.found.search.method = isDense ? .kmeans : .hdbscan
    case .turnRows(let count):
      let all = FoundState.rowChoices
      let place = (all.firstIndex(of: state.compare.found.search.maximumRows) ?? 0) + count
      state.compare.found.search.maximumRows = all[max(0, min(all.count - 1, place))]
    case .turnPage(let count):
      let all = FoundPage.allCases
      let place = (all.firstIndex(of: state.compare.found.page) ?? 0) + count
      state.compare.found.page = all[(place % all.count + all.count) % all.count]
      state.compare.found.firstLine = 0
    case .copy: return command(in: state).map { [.copy(text: $0 + "\n", title: "command")] } ?? []
    }
    return []
  }

  private static func find(_ state: inout State) -> [Effect] {
    guard let comparison = state.session.comparison, let question = question(in: state) else {
      return []
    }
    state.compare.found.request += 1
    state.compare.found.underway = question
    state.compare.found.step = "placing customers"
    state.compare.found.failure = nil
    return [
      .findSegments(
        FoundRequest(
          number: state.compare.found.request, question: question, comparison: comparison,
          margin: state.compare.margin, cost: state.compare.cost))
    ]
  }

  private static func stop(_ state: inout State) -> [Effect] {
    guard let question = state.compare.found.underway else { return [] }
    state.compare.found.request += 1
    state.compare.found.underway = nil
    state.compare.found.failure = (question, "The search was stopped; f looks again.")
    return [.cancelSegments(before: state.compare.found.request)]
  }

  /// Gives up a search of models that are no more.
  static func forget(_ state: inout State) -> [Effect] {
    state.compare.found.failure = nil
    guard state.compare.found.underway != nil else { return [] }
    state.compare.found.request += 1
    state.compare.found.underway = nil
    return [.cancelSegments(before: state.compare.found.request)]
  }

  private static func select(_ index: Int, _ state: inout State) {
    guard let count = answer(in: state)?.found.segments.count, (0..<count).contains(index) else {
      return
    }
    state.compare.found.selected = index
    state.compare.found.firstLine = 0
  }

  private static func move(_ movement: Movement, _ state: inout State) {
    guard let answer = answer(in: state) else { return }
    if state.compare.found.page == .trust {
      let count = FoundText.trust(answer.found, width: 60).count
      state.compare.found.firstLine = movement.applied(
        to: state.compare.found.firstLine, count: count, page: 8)
      return
    }
    let segments = answer.found.segments
    let count = segments.count
    // What is said of a segment may be longer than the room below the list.
    if state.compare.found.page == .overview, movement == .pageUp || movement == .pageDown {
      let lines = FoundText.profile(
        segments[min(state.compare.found.selected, count - 1)],
        width: FoundView.profileWidth(in: state.size))
      state.compare.found.firstLine = movement.applied(
        to: state.compare.found.firstLine, count: lines.count, page: 2)
      return
    }
    select(
      movement.applied(
        to: min(state.compare.found.selected, count - 1), count: count, page: count), &state)
  }

  // MARK: Answers

  static func accept(_ happening: Happening, _ state: inout State) {
    switch happening {
    case .segmentsAdvanced(let request, let step):
      if request == state.compare.found.request { state.compare.found.step = step }
    case .segmentsFound(let request, let reference):
      guard let found = state.mailbox.take(reference), request == state.compare.found.request,
        let question = state.compare.found.underway
      else { return }
      state.compare.found.underway = nil
      state.compare.found.answer = FoundAnswer(question: question, found: found)
      state.compare.found.selected = 0
      state.compare.found.firstLine = 0
      if state.overlay != .segments {
        state.status = Status(
          .success, "Found \(counted(found.segments.count, "segment")); S in Compare shows them.")
      }
    case .segmentsFailed(let request, let reason):
      guard request == state.compare.found.request, let question = state.compare.found.underway
      else { return }
      state.compare.found.underway = nil
      state.compare.found.failure = (question, reason)
      state.status = Status(.failure, reason)
    default: break
    }
  }

  /// The command that finds the same.
  static func command(in state: State) -> String? {
    guard let comparison = state.session.comparison, let kind = kind(in: state) else { return nil }
    let search = state.compare.found.search
    let data = comparison.data
    var words = ["offerscope", "segment", CommandWords.path(data.path), "--found"]
    words += ["--by", kind.rawValue, "--rows", String(search.maximumRows)]
    if search.projection != .pca { words += ["--projection", search.projection.rawValue] }
    if search.method != .kmeans { words += ["--method", search.method.rawValue] }
    if let margin = state.compare.margin {
      words += [
        "--margin", PlainNumber.text(margin), "--cost", PlainNumber.text(state.compare.cost),
      ]
    }
    words += CommandWords.roles(data.overrides, names: data.dataset.table.names)
    words += CommandWords.reading(data.reading)
    return ShellWord.line(
      words + CommandWords.plan(comparison.plan, standard: TrainingPlan(for: data)))
  }
}
