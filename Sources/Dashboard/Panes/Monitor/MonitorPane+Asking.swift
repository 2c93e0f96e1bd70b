import Evaluation
import Modelling
import TerminalKit
import Workbench

/// What the pane asks for, and what comes back.
extension MonitorPane {
  /// The model in use: the chosen one while it is there, else the best that was trained.
  static func model(in state: State) -> MonitoredModel? {
    switch state.monitor.model {
    case .registered(let name)?: return .registered(name)
    case .trained(let kind)? where state.session.comparison?.trained(kind) != nil:
      return .trained(kind)
    default:
      return state.session.comparison?.ranking(by: .rocAUC).first.map(MonitoredModel.trained)
    }
  }

  /// What would be asked now; `nil` without a model or rows.
  static func question(in state: State) -> DriftQuestion? {
    guard let model = model(in: state) else { return nil }
    if state.monitor.rows == .test, state.session.comparison == nil { return nil }
    var isOfTraining = state.monitor.rows == .test
    if case .trained = model { isOfTraining = true }
    return DriftQuestion(
      model: model, rows: state.monitor.rows, run: isOfTraining ? state.session.training.run : 0)
  }

  /// Why nothing can be asked; `nil` if something can.
  static func refusal(in state: State) -> String? {
    if model(in: state) == nil {
      return FoldsProgram.absence(in: state)
        ?? "There is no model yet: 1 opens data and trains, m takes a registered one."
    }
    return question(in: state) == nil
      ? "There are no test rows before models are trained; o names a file." : nil
  }

  /// Asks, whatever was found before.
  static func ask(_ state: inout State) -> [Effect] {
    guard let question = question(in: state) else { return [] }
    state.monitor.request += 1
    state.monitor.underway = question
    state.monitor.share = 0
    state.monitor.failure = nil
    return [
      .drift(
        DriftRequest(
          number: state.monitor.request, question: question,
          comparison: state.session.comparison, csv: state.csv,
          threads: state.session.plan?.threads ?? 2,
          artifacts: state.options.artifacts ?? RunRegistration.standardFolder))
    ]
  }

  /// What showing the pane asks for: what ``renew(_:)`` does, and the runs that models can be taken from.
  static func show(_ state: inout State) -> [Effect] {
    renew(&state) + RunsPane.read(&state)
  }

  /// Asks where the pane is in sight and the question of now has no answer, and for the history that was
  /// not read yet.
  static func renew(_ state: inout State) -> [Effect] {
    guard state.pane == pane, !state.session.training.isRunning else { return [] }
    let isUnread = state.monitor.history == nil && state.monitor.historyFailure == nil
    let history = isUnread ? readHistory(state) : []
    guard let question = question(in: state), question != state.monitor.answer?.question,
      question != state.monitor.underway, question != state.monitor.failure?.question
    else { return history }
    return history + ask(&state)
  }

  /// Forgets what was found of models that are no more; of other data also which rows were chosen.
  static func forget(isSameSource: Bool, _ state: inout State) {
    if state.monitor.answer?.question.run != 0 { state.monitor.answer = nil }
    state.monitor.failure = nil
    if let question = state.monitor.underway, question.run != 0 {
      // Its answer is passed over; the next question ends the work.
      state.monitor.request += 1
      state.monitor.underway = nil
    }
    guard !isSameSource else { return }
    state.monitor.rows = .test
    if case .trained = state.monitor.model { state.monitor.model = nil }
  }

  static func stop(_ state: inout State) -> [Effect] {
    guard let question = state.monitor.underway else { return [] }
    state.monitor.request += 1
    state.monitor.underway = nil
    state.monitor.failure = (question, "It was stopped; r judges again.")
    state.status = Status(.warning, "Judging was stopped; r judges again.")
    return [.cancelDrift(before: state.monitor.request)]
  }

  /// Holds the model against a file.
  static func watch(_ path: String, _ state: inout State) -> [Effect] {
    state.monitor.rows = .file(path)
    guard let reason = refusal(in: state) else { return ask(&state) }
    state.status = Status(.warning, reason)
    return []
  }

  /// Takes a model.
  static func choose(_ model: MonitoredModel, _ state: inout State) -> [Effect] {
    state.monitor.model = model
    return ask(&state)
  }

  // MARK: Answers

  static func accept(_ happening: Happening, _ state: inout State) -> [Effect] {
    switch happening {
    case .driftAdvanced(let request, let share):
      if request == state.monitor.request, state.monitor.underway != nil {
        state.monitor.share = share
      }
    case .driftFound(let request, let reference):
      guard let finding = state.mailbox.take(reference), request == state.monitor.request,
        let question = state.monitor.underway
      else { return [] }
      state.monitor.underway = nil
      if case .file = question.rows, state.monitor.rows == question.rows {
        // From here on the path is that of the file, not what was typed.
        let found = DriftQuestion(
          model: question.model, rows: .file(finding.dataPath), run: question.run)
        state.monitor.rows = found.rows
        state.monitor.answer = DriftAnswer(question: found, finding: finding)
      } else {
        state.monitor.answer = DriftAnswer(question: question, finding: finding)
      }
      state.monitor.firstLine = 0
      for remark in finding.remarks { state.remember(Status(.information, remark)) }
      // Models that came meanwhile have no answer yet.
      return renew(&state)
    case .driftFailed(let request, let reason):
      guard request == state.monitor.request, let question = state.monitor.underway else {
        return []
      }
      state.monitor.underway = nil
      state.monitor.failure = (question, reason)
      state.status = Status(.failure, reason)
      if let answer = state.monitor.answer { goBack(to: answer.question, from: question, &state) }
      return renew(&state)
    case .driftHistoryRead(let reference):
      guard let listing = state.mailbox.take(reference) else { return [] }
      state.monitor.history = listing
      state.monitor.historyFailure = nil
    case .driftHistoryFailed(let reason):
      state.monitor.history = nil
      state.monitor.historyFailure = reason
      if state.pane == pane { state.status = Status(.failure, reason) }
    default: break
    }
    return []
  }

  /// What was found before still holds: the pane is of those rows and that model again.
  private static func goBack(
    to known: DriftQuestion, from failed: DriftQuestion, _ state: inout State
  ) {
    state.monitor.rows = known.rows
    if failed.model != known.model { state.monitor.model = known.model }
  }

  // MARK: History

  /// The file of what was found over time: the one that was named, or one beside the runs.
  static func historyPath(_ state: State) -> String? {
    state.monitor.historyPath ?? state.options.artifacts.map { "\($0)/drift.jsonl" }
  }

  static func readHistory(_ state: State) -> [Effect] {
    historyPath(state).map { [.readDriftHistory(path: $0)] } ?? []
  }

  static func useHistory(_ path: String, _ state: inout State) -> [Effect] {
    state.monitor.historyPath = path
    state.monitor.history = nil
    state.monitor.historyFailure = nil
    state.monitor.page = .history
    state.monitor.firstLine = 0
    return readHistory(state)
  }

  static func append(_ state: inout State) -> [Effect] {
    guard let finding = state.monitor.answer?.finding, let path = historyPath(state) else {
      return []
    }
    return [.appendDrift(finding, path: path)]
  }

  // MARK: Command

  /// The command that finds the same; `nil` without an answer, or for test rows, which none reads.
  ///
  /// A model that was not saved is trained and saved first.
  static func command(in state: State) -> String? {
    guard let answer = state.monitor.answer, case .file(let path) = answer.question.rows else {
      return nil
    }
    let data = [CommandWords.path(path)] + CommandWords.reading(state.csv)
    switch answer.question.model {
    case .registered(let name):
      var words = ["offerscope", "drift", name] + data
      if let folder = state.options.artifacts, folder != RunRegistration.standardFolder {
        words += CommandWords.option("--artifacts", folder)
      }
      return ShellWord.line(words)
    case .trained(let kind):
      guard let comparison = state.session.comparison else { return nil }
      let folder = "\(RunRegistration.standardFolder)/watched"
      let training =
        CommandWords.training(comparison.data, by: comparison.plan) + ["--out", folder]
      let model = "\(folder)/\(kind.rawValue).\(ModelFile.pathExtension)"
      return ShellWord.line(training) + " && "
        + ShellWord.line(["offerscope", "drift", model] + data)
    }
  }
}
