import CTerminal
import Foundation

/// The terminal of the process, driven by ncurses. There can be one at a time, on the main thread.
public final class CursesTerminal: Terminal {
  /// How to open it.
  public struct Options: Sendable {
    /// The device; `nil` is the controlling terminal, so that data can be piped in and out.
    public var path: String?
    /// The terminal's name in the database; `nil` asks `TERM`.
    public var terminalName: String?
    /// The size; `nil` asks the device.
    public var size: Size?
    /// The colours.
    public var theme: Theme
    /// Draw in ASCII even where UTF-8 is at hand.
    public var isASCII: Bool
    /// Listen to the mouse.
    public var usesMouse: Bool
    /// Take signals and restore the terminal after a crash.
    public var handlesSignals: Bool
    /// Keep what libraries print away from the screen, and print it when the screen is down.
    public var capturesErrors: Bool
    /// Wrap each frame in DEC mode 2026, so that the terminal shows it in one piece.
    public var synchronizesFrames: Bool

    /// Makes options.
    public init(
      path: String? = nil, terminalName: String? = nil, size: Size? = nil, theme: Theme = .dark,
      isASCII: Bool = false, usesMouse: Bool = true, handlesSignals: Bool = true,
      capturesErrors: Bool = true, synchronizesFrames: Bool = true
    ) {
      self.path = path
      self.terminalName = terminalName
      self.size = size
      self.theme = theme
      self.isASCII = isASCII
      self.usesMouse = usesMouse
      self.handlesSignals = handlesSignals
      self.capturesErrors = capturesErrors
      self.synchronizesFrames = synchronizesFrames
    }
  }

  /// The extent of the screen.
  public private(set) var size: Size
  /// The colours in use.
  public var theme: Theme {
    didSet {
      appearances.removeAll()
      shown = nil
    }
  }
  /// The colours that the terminal has.
  public let depth: ColorDepth
  /// The description in use; differs from `TERM` if that is unknown here.
  public let terminalName: String

  private let glyphs: Glyphs
  private var shown: Frame?
  private var appearances: [Style: Appearance] = [:]
  private var decoder = InputDecoder()
  private var row: [cterminal_cell] = []
  /// Waits in a row that found input but no key in it.
  private var emptyReads = 0
  private var isClosed = false
  /// What happened while the job was stopped.
  private var pending: [InputEvent] = []

  /// Takes the screen.
  ///
  /// - Throws: `TerminalError` if there is no terminal, none that is described, or it is taken.
  public init(_ options: Options = Options()) throws {
    var raw = cterminal_options()
    raw.columns = Int32(options.size?.width ?? 0)
    raw.rows = Int32(options.size?.height ?? 0)
    raw.handles_signals = options.handlesSignals ? 1 : 0
    raw.captures_errors = options.capturesErrors ? 1 : 0
    raw.synchronises = options.synchronizesFrames ? 1 : 0
    raw.uses_mouse = options.usesMouse ? 1 : 0
    let code = CursesTerminal.withPointer(to: options.path) { path in
      CursesTerminal.withPointer(to: options.terminalName) { name in
        raw.path = path
        raw.terminal_name = name
        return cterminal_open(&raw)
      }
    }
    try CursesTerminal.check(code)
    size = Size(width: Int(cterminal_columns()), height: Int(cterminal_rows()))
    depth = ColorDepth(colorCount: Int(cterminal_color_count()))
    terminalName = String(cString: cterminal_terminal_name())
    theme = options.theme
    glyphs = options.isASCII || cterminal_is_utf8() == 0 ? .ascii : .unicode
  }

  deinit { close() }

  private static func withPointer<Result>(
    to text: String?, _ body: (UnsafePointer<CChar>?) -> Result
  ) -> Result {
    guard let text else { return body(nil) }
    return text.withCString { body($0) }
  }

  private static func check(_ code: Int32) throws {
    switch Int(code) {
    case Int(CTERMINAL_OK): return
    case Int(CTERMINAL_NO_DEVICE):
      throw TerminalError(
        .noTerminal, "There is no terminal to draw on; run this in a terminal window.")
    case Int(CTERMINAL_NO_TERMINFO):
      throw TerminalError(
        .noDescription,
        "The terminal database knows neither $TERM nor xterm; install ncurses-base or set TERMINFO."
      )
    default:
      throw TerminalError(.alreadyOpen, "The screen is already in use; close it first.")
    }
  }

  /// What frames should be drawn for.
  public var medium: Medium {
    Medium(glyphs: glyphs, hasColor: theme.hasColor && depth != .none)
  }

  /// Ends a wait from any thread, even while the screen closes.
  public var waker: Waker { Waker { cterminal_wake() } }

  /// Sends the rows that changed; ncurses sends what changed in them.
  public func present(_ frame: Frame) {
    precondition(!isClosed, "A closed terminal can't show anything.")
    if let shown, shown == frame { return }
    let comparable = shown?.size == frame.size ? shown : nil
    let changed = (0..<min(frame.size.height, size.height)).filter { index in
      comparable.map { $0.differs(from: frame, row: index) } ?? true
    }
    let sendsRowByRow = comparable.map { frame.repeatsRows(of: $0, among: changed) } ?? false
    cterminal_begin_frame()
    for index in changed {
      blit(frame, row: index)
      if sendsRowByRow { cterminal_send_row() }
    }
    cterminal_flush(Int32(frame.cursor?.row ?? -1), Int32(frame.cursor?.column ?? -1))
    shown = frame
  }

  private func blit(_ frame: Frame, row index: Int) {
    row.removeAll(keepingCapacity: true)
    var lastStyle = Style.text
    var look = appearance(of: lastStyle)
    for column in 0..<min(frame.size.width, size.width) {
      let source = frame.cells[index * frame.size.width + column]
      if source.isContinuation {
        if let last = row.indices.last { row[last].width = 2 }
        continue
      }
      if source.style != lastStyle {
        lastStyle = source.style
        look = appearance(of: lastStyle)
      }
      var cell = cterminal_cell()
      cell.foreground = look.foreground
      cell.background = look.background
      cell.attributes = look.attributes.rawValue
      cell.width = 1
      cell.scalars.0 = source.code
      if source.isCluster {
        let scalars = frame.clusters[source.clusterIndex] + [0, 0, 0, 0]
        cell.scalars = (scalars[0], scalars[1], scalars[2], scalars[3], scalars[4])
      }
      row.append(cell)
    }
    row.withUnsafeBufferPointer {
      cterminal_blit_row(Int32(index), $0.baseAddress, Int32($0.count))
    }
  }

  private func appearance(of style: Style) -> Appearance {
    if let known = appearances[style] { return known }
    let new = theme.appearance(of: style, depth: depth)
    appearances[style] = new
    return new
  }

  /// Waits for keys, the mouse, signals and wake-ups.
  public func nextEvents(within time: Duration?) -> [InputEvent] {
    if isClosed { return [.hangup(signal: 0)] }
    var signals: UInt64 = 0
    let limit = pending.isEmpty ? CursesTerminal.milliseconds(time) : 0
    let flags = Int(cterminal_wait(limit, &signals))
    var events = signalEvents(signals)
    events.insert(contentsOf: pending, at: 0)
    pending.removeAll()
    if flags & Int(CTERMINAL_READABLE) != 0 { events += keyEvents() }
    if flags & Int(CTERMINAL_WOKEN) != 0 { events.append(.wake) }
    // A device that is always readable and never has a key is at its end.
    if flags & Int(CTERMINAL_HANGUP) != 0 || emptyReads > 50 { events.append(.hangup(signal: 0)) }
    return events
  }

  /// Rounded up, so that a wait never ends too early and spins.
  private static func milliseconds(_ time: Duration?) -> Int32 {
    guard let time else { return -1 }
    let parts = time.components
    let whole =
      parts.seconds * 1000 + (parts.attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
    return Int32(clamping: max(0, whole))
  }

  private func keyEvents() -> [InputEvent] {
    var events: [InputEvent] = []
    var code: UInt32 = 0
    var isEmpty = true
    while true {
      let kind = Int(cterminal_read_key(&code))
      if kind == Int(CTERMINAL_NO_KEY) { break }
      isEmpty = false
      let read: InputDecoder.Code =
        kind == Int(CTERMINAL_FUNCTION) ? .function(code) : .character(code)
      if let event = decoder.decode(read) { events.append(event) }
    }
    emptyReads = isEmpty ? emptyReads + 1 : 0
    return events
  }

  private func signalEvents(_ signals: UInt64) -> [InputEvent] {
    var events: [InputEvent] = []
    for number in 1..<64 where signals & (1 << UInt64(number)) != 0 {
      switch Int32(number) {
      case Signals.windowChanged: updateSize(&events)
      case Signals.stop:
        suspend()
        events.append(.resumed)
        updateSize(&events)
      case Signals.proceed:
        cterminal_resume()
        shown = nil
        events.append(.resumed)
        updateSize(&events)
      case Signals.user1, Signals.user2: events.append(.signal(number))
      default: events.append(.hangup(signal: number))
      }
    }
    return events
  }

  private func updateSize(_ events: inout [InputEvent]) {
    _ = cterminal_update_size()
    let now = Size(width: Int(cterminal_columns()), height: Int(cterminal_rows()))
    guard now != size else { return }
    size = now
    shown = nil
    events.append(.resize(now))
  }

  /// Gives the screen back, stops the job, and takes the screen again when it continues.
  public func suspend() {
    cterminal_suspend()
    shown = nil
    updateSize(&pending)
  }

  /// Draws everything anew with the next frame.
  public func redraw() {
    cterminal_invalidate()
    shown = nil
  }

  /// The console of Linux and plain terminals have no clipboard.
  public var clipboardByteLimit: Int {
    let kind = ProcessInfo.processInfo.environment["TERM"] ?? ""
    return ["linux", "dumb", "vt100", "vt220"].contains(kind) ? 0 : ClipboardSequence.byteLimit
  }

  /// Sends the text in an OSC 52 sequence; terminals and multiplexers may refuse it silently.
  public func copyToClipboard(_ text: String) {
    let bytes = ClipboardSequence.bytes(
      for: text, environment: ProcessInfo.processInfo.environment)
    cterminal_send(bytes, bytes.count)
  }

  /// Rings the bell.
  public func ring() { send("\u{07}") }

  private func send(_ text: String) {
    let bytes = Array(text.utf8)
    cterminal_send(bytes, bytes.count)
  }

  /// Gives the screen back and prints what was kept from it.
  public func close() {
    guard !isClosed else { return }
    isClosed = true
    cterminal_close()
  }
}
