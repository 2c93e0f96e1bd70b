import Foundation
import TerminalKit
import Workbench

/// The dashboard without its terminal: state, reducer, effects and view wired together.
///
/// It belongs to the thread that made it; only effects run elsewhere.
final class DashboardCore {
  private(set) var state: State
  let runner: EffectRunner
  let terminal: any Terminal
  let log: ActionLog
  private var saver = SessionSaver()
  private var translator = InputTranslator()
  private(set) var lastFrame: Frame?
  private var keeper: TimeKeeper
  /// Results that were handed over and have not happened yet.
  private var results: [Action] = []
  /// Whether results happen as they come; a replay lets them happen where its script waits.
  var takesResults = true
  /// How often each milestone was passed.
  private(set) var milestones: [String: Int] = [:]
  /// What is being played: a macro, or a recording.
  var player: ScriptPlayer?
  /// The step of the log that the macro being recorded begins with.
  private var macroStart: Int?

  /// Makes the dashboard and begins what the options ask for.
  ///
  /// - Parameter file: where the session is recorded to as well.
  init(options: DashboardOptions, terminal: any Terminal, file: LogFile? = nil) {
    self.terminal = terminal
    let mailbox = Mailbox()
    let waker = terminal.waker
    state = State(
      options: options, size: terminal.size, theme: terminal.theme.name, mailbox: mailbox)
    runner = EffectRunner(mailbox: mailbox, stateFolder: options.stateFolder) { waker.wake() }
    keeper = TimeKeeper(options.clock)
    let isASCII = terminal.medium.glyphs.isASCII
    log = ActionLog(
      header: Script(
        arguments: options.arguments, size: terminal.size, theme: terminal.theme.name,
        isASCII: isASCII), file: file)
    perform(Reducer.start(&state))
  }

  /// Whether nothing is under way and no result waits.
  var isIdle: Bool { runner.isIdle && results.isEmpty }

  /// Handles one event of the terminal.
  ///
  /// - Returns: whether the program goes on.
  func handle(_ event: InputEvent) -> Bool {
    if event == .wake, takesResults { takeResults() }
    switch event {
    // Whoever presses a key wants the screen back.
    case .key where player != nil, .paste where player != nil: stopPlaying()
    default: input(event)
    }
    play(on: event)
    return !state.isQuitting
  }

  /// Lets a person's event mean what it means, and writes it down.
  func input(_ event: InputEvent) {
    let context = KeyTable.context(in: state)
    let actions = translator.actions(for: event, state: state, frame: lastFrame)
    // A macro that is played is written down by its steps.
    let plays =
      actions == [.playMacro] && state.overlay == nil
      && MacroProgram.availability(of: .playMacro, in: state) == .enabled
    if !plays {
      log.note(event, isTyped: KeyTable.takesText(context), isIdle: isIdle)
    }
    for action in actions {
      dispatch(action)
      if state.isQuitting { break }
    }
  }

  /// Lets an action happen, and does what it asks for.
  func dispatch(_ action: Action) {
    perform(reduce(&state, action))
    if !runner.isIdle { log.noteWork() }
    saver.note(action, savesSessions: state.options.stateFolder != nil)
  }

  /// How long until what changed is to be saved; `nil` if nothing waits.
  var timeUntilSaving: Duration? { saver.timeLeft }

  /// Saves what changed, once it has settled.
  func saveWhatSettled() {
    if let session = saver.due(state) { perform([.saveSession(session)]) }
  }

  /// Says something in the status line.
  func report(_ status: Status) { dispatch(.happened(.reported(status))) }

  /// Lets what effects have left happen.
  ///
  /// - Parameter isEnough: asked before each result; the rest waits for the next call.
  func takeResults(until isEnough: () -> Bool = { false }) {
    results += runner.take()
    while !results.isEmpty, !isEnough() {
      guard case .happened(let raw) = results.removeFirst() else { continue }
      // Whether a training that was replaced still hands something over depends on the machine: such
      // results are nothing to wait for, and take no times from a recording.
      if raw.isOutdated(in: state.session) {
        dispatch(.happened(raw))
        continue
      }
      let happening = keeper.timed(raw, in: state.mailbox)
      log.note(happening, in: state.mailbox)
      if let name = Milestone.name(of: happening) { milestones[name, default: 0] += 1 }
      dispatch(.happened(happening))
    }
  }

  /// The frame of now.
  func draw(size: Size, medium: Medium) -> Frame {
    if state.screenSize != size { dispatch(.resized(size)) }
    let frame = Screen.frame(of: state, size: size, medium: medium)
    lastFrame = frame
    return frame
  }

  /// Saves what changed, and ends effects and the log; for leaving.
  func close() {
    if let session = saver.unsaved(state) { runner.saveAtOnce(session) }
    log.close(isIdle: isIdle)
    runner.cancelAll()
  }

  private func perform(_ effects: [Effect]) {
    for effect in effects {
      switch effect {
      case .useTheme(let name):
        if let theme = Theme.named(name) { terminal.theme = theme }
      case .suspend: terminal.suspend()
      case .redraw: (terminal as? CursesTerminal)?.redraw()
      case .copy(let text, let title):
        copy(text, file: "\(title).txt", news: DashboardCore.start(of: text))
      case .copyTable(let text, let file, let news): copy(text, file: file, news: news)
      case .recordMacro(let isOn): recordMacro(isOn)
      case .playMacro(let steps): playMacro(steps)
      case .writeReport: report(BugReport.write(of: self))
      case .saveProfile(_, let library, let name) where !state.options.writesFiles:
        dispatch(.happened(Files.saved(to: library.path(of: name))))
      case .deleteProfile where !state.options.writesFiles: break
      default:
        for action in runner.run(effect) { dispatch(action) }
      }
    }
    if let failure = log.failure, !state.hasLostLog {
      state.hasLostLog = true
      report(Status(.warning, failure))
    }
  }

  /// A macro whose steps lead to its own start would never end.
  private func playMacro(_ steps: [ScriptStep]) {
    guard player == nil else {
      return report(Status(.warning, "Steps are being played: a macro is not played within them."))
    }
    player = ScriptPlayer(steps)
  }

  private func recordMacro(_ isOn: Bool) {
    if isOn {
      macroStart = log.count
      return
    }
    guard let start = macroStart, start <= log.count else { return }
    macroStart = nil
    // The last step is the key that ends the recording.
    let steps = log.script.steps[start...].dropLast().filter { step in
      if case .until = step { false } else { true }
    }
    dispatch(.happened(.macroRecorded(Array(steps))))
  }

  /// Copies to the clipboard where the terminal has one, and to a file where there is a folder for it;
  /// says which.
  ///
  /// - Parameter news: what was copied, in a line.
  private func copy(_ text: String, file: String, news: String) {
    // A sequence that is too long would be dropped by the terminal without a word.
    let hasClipboard = text.utf8.count <= terminal.clipboardByteLimit
    if hasClipboard { terminal.copyToClipboard(text) }
    var places = hasClipboard ? ["to the clipboard (OSC 52)"] : []
    var trouble = ""
    if let folder = state.options.copyFolder ?? (hasClipboard ? nil : "artifacts") {
      let path = "\(folder)/\(file)"
      do {
        if state.options.writesFiles { try Files.write(text + "\n", to: path) }
        places.append("to \(path)")
      } catch {
        trouble = " \(path) can't be written; check the permissions."
      }
    }
    let tooLong =
      terminal.clipboardByteLimit > 0 && !hasClipboard
      ? ", as it is too long for a terminal's clipboard" : ""
    let said =
      places.isEmpty
      ? Status(.failure, "Not copied." + trouble)
      : Status(
        trouble.isEmpty ? .success : .warning,
        "Copied \(places.joined(separator: " and "))\(tooLong): \(news)"
          + trouble)
    report(said)
  }

  /// As much of a text as is worth a look.
  private static func start(of text: String) -> String {
    text.count > 400 ? text.prefix(400) + "…" : text
  }
}
