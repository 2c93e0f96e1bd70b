import TerminalKit

/// The dashboard as a conversation: a line in, the lines that changed out. No cursor is moved and
/// nothing is drawn over, so screen readers, logs and pipes can follow.
///
/// It belongs to the thread that made it.
public final class LinearDashboard {
  /// Of what changed, so many lines are told; `read` tells the rest.
  static let changedLineLimit = 40

  private let terminal: MemoryTerminal
  private let core: DashboardCore
  private var told: [String] = []
  /// What was told of the page before a box was opened over it; `nil` while none is open.
  private var toldBelow: [String]?
  private var toldFocus = ""
  private var toldNews = 0

  /// Opens the dashboard.
  public init(options: DashboardOptions = .init(), isASCII: Bool = false) {
    var options = options
    options.reducesMotion = true
    // Wide enough that nothing is cut short, and high enough for whole lists.
    terminal = MemoryTerminal(
      size: Size(width: 140, height: 60), theme: .mono, hasClipboard: false)
    core = DashboardCore(options: options, terminal: terminal)
    self.isASCII = isASCII || options.isASCII
    draw()
  }

  private let isASCII: Bool
  /// Whether the person has left.
  public var isQuit: Bool { core.state.isQuitting }
  /// The state of now.
  public var state: State { core.state }

  /// What is said at the start.
  public func greeting() -> [String] {
    let frame = draw()
    toldFocus = frame.focusedLine
    told = frame.reading
    return plain(
      ["OfferScope, line by line. help tells the commands, read the whole page, quit leaves."]
        + news() + told)
  }

  /// Does what a line says and tells what came of it.
  ///
  /// - Parameter isInterrupted: asked while something computes; ends the wait, not the work.
  public func answer(_ line: String, isInterrupted: () -> Bool = { false }) -> [String] {
    let words = line.split(separator: " ", maxSplits: 1).map(String.init)
    let rest = words.count > 1 ? words[1] : ""
    switch words.first?.lowercased() {
    case "help"?: return plain(LinearWords.help)
    case "keys"?: return plain(LinearWords.keys(in: core.state))
    case "actions"?: return plain(LinearWords.actions(in: core.state, matching: rest))
    case "where"?: return plain(place())
    case "read"?: return plain(draw().reading)
    case "charts"?:
      let charts = draw().descriptions
      return plain(charts.isEmpty ? ["There is no chart on this page."] : charts)
    case "quit"?, "exit"?:
      // Whatever is open, this leaves.
      core.dispatch(.overlay(.close))
      core.dispatch(.quit)
    case "type"?: type(rest)
    case nil: break
    default:
      if let complaint = perform(line) { return plain([complaint]) }
    }
    return isQuit ? [] : changes(isInterrupted: isInterrupted)
  }

  /// Saves the session and ends what runs.
  public func close() { core.close() }

  /// Does the keys of a line, or the action that it names.
  ///
  /// - Returns: a sentence if it names neither.
  private func perform(_ line: String) -> String? {
    let keys = line.split(separator: " ").map { KeyPress(String($0)) }
    if !keys.isEmpty, keys.allSatisfy({ $0 != nil }) {
      for key in keys.compactMap({ $0 }) { send(.key(key)) }
      return nil
    }
    switch LinearWords.action(named: line, in: core.state) {
    case .found(let index):
      core.dispatch(.openPalette)
      let lines = OverlayProgram.paletteLines(for: "", in: core.state, glyphs: .unicode)
      guard let place = lines.firstIndex(where: { $0.index == index }) else { return nil }
      core.dispatch(.overlay(.choose(place)))
      return nil
    case .several(let titles):
      return "Several actions are called like that: \(titles.joined(separator: "; "))."
    case .none:
      return
        "“\(line)” is neither a key nor an action; help tells the commands, actions lists them."
    }
  }

  private func type(_ text: String) {
    for character in text {
      send(.key(character == " " ? KeyPress(.space) : KeyPress(.character(character))))
    }
  }

  private func send(_ event: InputEvent) {
    guard !isQuit else { return }
    _ = core.handle(event)
    draw()
  }

  @discardableResult
  private func draw() -> Frame {
    let frame = core.draw(size: terminal.size, medium: terminal.medium)
    terminal.present(frame)
    return frame
  }

  // MARK: Telling

  /// Where the keys go, and what can be done there.
  private func place() -> [String] {
    let frame = draw()
    let area = frame.focusedArea?.title ?? ""
    let state = core.state
    return [
      "Pane \(state.pane.number), \(state.pane.title)\(area.isEmpty ? "" : "; \(area)").",
      frame.focusedLine, state.status?.text ?? OverlayProgram.hint(in: state),
    ].filter { !$0.isEmpty }
  }

  /// Waits for what was begun, and tells the lines that were not there before.
  private func changes(isInterrupted: () -> Bool) -> [String] {
    while !core.runner.isIdle && !isInterrupted() {
      core.runner.waitForNews()
      core.takeResults()
    }
    core.takeResults()
    let frame = draw()
    core.saveWhatSettled()
    let reading = frame.reading
    turn(toBox: frame.isModal)
    var known: [String: Int] = [:]
    for line in told { known[line, default: 0] += 1 }
    var lines = reading.filter { line in
      guard let count = known[line], count > 0 else { return true }
      known[line] = count - 1
      return false
    }
    told = reading
    if lines.count > LinearDashboard.changedLineLimit {
      let more = lines.count - LinearDashboard.changedLineLimit
      lines = Array(lines.prefix(LinearDashboard.changedLineLimit))
      lines.append("\(more) more lines; read tells all.")
    }
    let said = news()
    lines.removeAll { line in said.contains { $0.hasSuffix(line) } }
    let focus = frame.focusedLine
    // A selection that moved by colour alone is told by the line that it moved to.
    if focus != toldFocus, !focus.isEmpty, !lines.contains(focus) { lines.append("At: \(focus)") }
    toldFocus = focus
    let all = said + lines
    return plain(
      all.isEmpty
        ? [core.runner.isIdle ? "Nothing changed." : "Work goes on; Enter asks again."] : all)
  }

  /// A box that opens is new from its first line to its last; the page under it is known when it closes.
  private func turn(toBox isOpen: Bool) {
    switch (toldBelow, isOpen) {
    case (nil, true):
      toldBelow = told
      told = []
    case (let below?, false):
      told = below
      toldBelow = nil
    default: break
    }
  }

  /// The messages since the last time.
  private func news() -> [String] {
    let all = core.state.news
    defer { toldNews = all.count }
    // The list forgets its oldest entries, so that counting may run past it.
    let fresh = all.count > toldNews ? Array(all[toldNews...]) : []
    let last = core.state.status.map { [$0] } ?? []
    return (fresh.isEmpty ? last : fresh).map { "\(LinearWords.name(of: $0.kind)): \($0.text)" }
  }

  private func plain(_ lines: [String]) -> [String] {
    lines.map { SafeText.sanitized($0, ascii: isASCII) }
  }
}
