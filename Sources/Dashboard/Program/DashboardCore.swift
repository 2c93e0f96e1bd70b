import Foundation
import TerminalKit

/// The dashboard without its terminal: state, reducer, effects and view wired together.
///
/// It belongs to the thread that made it; only effects run elsewhere.
final class DashboardCore {
  private(set) var state: State
  let runner: EffectRunner
  private let terminal: any Terminal
  private var saver = SessionSaver()
  private var translator = InputTranslator()
  private(set) var lastFrame: Frame?

  /// Makes the dashboard and begins what the options ask for.
  init(options: DashboardOptions, terminal: any Terminal) {
    self.terminal = terminal
    let mailbox = Mailbox()
    let waker = terminal.waker
    state = State(
      options: options, size: terminal.size, theme: terminal.theme.name, mailbox: mailbox)
    runner = EffectRunner(mailbox: mailbox, stateFolder: options.stateFolder) { waker.wake() }
    perform(Reducer.start(&state))
  }

  /// Handles one event of the terminal.
  ///
  /// - Returns: whether the program goes on.
  func handle(_ event: InputEvent) -> Bool {
    if event == .wake { takeResults() }
    for action in translator.actions(for: event, state: state, frame: lastFrame) {
      dispatch(action)
      if state.isQuitting { break }
    }
    return !state.isQuitting
  }

  /// Lets an action happen, and does what it asks for.
  func dispatch(_ action: Action) {
    perform(reduce(&state, action))
    saver.note(action, savesSessions: state.options.stateFolder != nil)
  }

  /// How long until what changed is to be saved; `nil` if nothing waits.
  var timeUntilSaving: Duration? { saver.timeLeft }

  /// Saves what changed, once it has settled.
  func saveWhatSettled() {
    if let session = saver.due(state) { perform([.saveSession(session)]) }
  }

  /// Saves what changed and ends what runs; for leaving.
  func close() {
    if let session = saver.unsaved(state) { runner.saveAtOnce(session) }
    runner.cancelAll()
  }

  /// Says something in the status line.
  func report(_ status: Status) { dispatch(.happened(.reported(status))) }

  /// Takes what effects have left.
  func takeResults() {
    for action in runner.take() { dispatch(action) }
  }

  /// The frame of now.
  func draw(size: Size, medium: Medium) -> Frame {
    if state.size != size { dispatch(.resized(size)) }
    let frame = Screen.frame(of: state, size: size, medium: medium)
    lastFrame = frame
    return frame
  }

  private func perform(_ effects: [Effect]) {
    for effect in effects {
      switch effect {
      case .useTheme(let name):
        if let theme = Theme.named(name) { terminal.theme = theme }
      case .suspend: terminal.suspend()
      case .redraw: (terminal as? CursesTerminal)?.redraw()
      case .copy(let text, let title): copy(text, title: title)
      default:
        for action in runner.run(effect) { dispatch(action) }
      }
    }
  }

  /// Copies to the clipboard where the terminal has one, and to a file where there is a folder for it;
  /// says which.
  private func copy(_ text: String, title: String) {
    // A sequence that is too long would be dropped by the terminal without a word.
    let hasClipboard = text.utf8.count <= terminal.clipboardByteLimit
    if hasClipboard { terminal.copyToClipboard(text) }
    var places = hasClipboard ? ["to the clipboard (OSC 52)"] : []
    var trouble = ""
    if let folder = state.options.copyFolder ?? (hasClipboard ? nil : "artifacts") {
      let path = "\(folder)/\(title).txt"
      do {
        try FileManager.default.createDirectory(
          atPath: folder, withIntermediateDirectories: true)
        try (text + "\n").write(toFile: path, atomically: true, encoding: .utf8)
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
        "Copied \(places.joined(separator: " and "))\(tooLong): \(DashboardCore.start(of: text))"
          + trouble)
    report(said)
  }

  /// As much of a text as is worth a look.
  private static func start(of text: String) -> String {
    text.count > 400 ? text.prefix(400) + "…" : text
  }
}
