public import TerminalKit

/// The dashboard on a screen in memory, driven by keys: for tests and scripts.
///
/// It belongs to the thread that made it.
public final class HeadlessDashboard {
  private let terminal: MemoryTerminal
  let core: DashboardCore

  /// Opens the dashboard.
  public init(
    options: DashboardOptions = .init(), size: Size = Size(width: 120, height: 40),
    theme: Theme = .dark, glyphs: Glyphs = .unicode
  ) {
    terminal = MemoryTerminal(size: size, theme: theme, glyphs: glyphs)
    core = DashboardCore(options: options, terminal: terminal)
    draw()
  }

  /// The state of now.
  public var state: State { core.state }
  /// The frame shown last.
  public var frame: Frame { terminal.frame ?? Frame(size: terminal.size) }
  /// The text copied last.
  public var clipboard: String? { terminal.clipboard }
  /// Whether the person has left.
  public var isQuit: Bool { core.state.isQuitting }
  /// The screen as text.
  public var text: String { frame.text }

  /// Presses a key, such as `enter`, `ctrl-r` or `5`.
  public func press(_ key: KeyPress) { send([.key(key)]) }

  /// Types a text, a key a character.
  public func type(_ text: String) {
    send(text.map { .key($0 == " " ? KeyPress(.space) : KeyPress(.character($0))) })
  }

  /// Does an action, as the palette would.
  public func perform(_ action: Action) {
    core.dispatch(action)
    draw()
  }

  /// Presses and releases the left button on a cell.
  public func click(column: Int, row: Int) {
    let position = Position(column: column, row: row)
    send([
      .mouse(MouseEvent(.press(.left), at: position)),
      .mouse(MouseEvent(.release(.left), at: position)),
    ])
  }

  /// Clicks the middle of the topmost region with that target.
  ///
  /// - Returns: `false` if there is none on screen.
  @discardableResult
  public func click(_ target: HitTarget) -> Bool {
    guard let region = frame.hitRegions.last(where: { $0.target == target }) else { return false }
    let rect = region.rect
    click(column: rect.column + rect.width / 2, row: rect.row + rect.height / 2)
    return true
  }

  /// Changes the size of the screen.
  public func resize(_ size: Size) { send([.resize(size)]) }

  /// Lets events happen one after another, each on the frame that the one before led to.
  public func send(_ events: [InputEvent]) {
    for event in events where !isQuit {
      terminal.send([event])
      for event in terminal.nextEvents(within: .zero) { _ = core.handle(event) }
      draw()
    }
  }

  /// Waits until no effect is under way and all results have been taken.
  ///
  /// - Parameter condition: ends the wait earlier.
  public func waitUntilIdle(or condition: (State) -> Bool = { _ in false }) {
    core.takeResults()
    core.playOn()
    while !core.isIdle || core.player != nil, !condition(core.state) {
      core.runner.waitForNews()
      core.takeResults()
      core.playOn()
    }
    draw()
  }

  /// Saves the session, as leaving would.
  public func close() { core.close() }

  /// All that was done so far, as a script.
  public var recording: Script {
    core.log.settle(isIdle: core.isIdle)
    return core.log.script
  }

  func draw() {
    terminal.present(core.draw(size: terminal.size, medium: terminal.medium))
  }
}
