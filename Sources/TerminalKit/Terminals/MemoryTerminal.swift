import Synchronization

/// A terminal without a device: events come from a queue, frames are kept.
public final class MemoryTerminal: Terminal {
  /// The extent of the screen, as of the last resize that was taken from the queue.
  public private(set) var size: Size
  /// The colours in use.
  public var theme: Theme
  /// The frame shown last.
  public private(set) var frame: Frame?
  /// How many frames were shown that differed from the one before.
  public private(set) var presentedCount = 0
  /// The text copied last.
  public private(set) var clipboard: String?
  /// How often the job was stopped.
  public private(set) var suspendCount = 0
  /// Whether the screen was given back.
  public private(set) var isClosed = false

  private let glyphs: Glyphs
  private let hasClipboard: Bool
  private let queue = Queue()

  /// Events from any thread.
  private final class Queue: Sendable {
    let events = Mutex<[InputEvent]>([])
  }

  /// Makes a screen of that size.
  public init(
    size: Size, theme: Theme = .dark, glyphs: Glyphs = .unicode, hasClipboard: Bool = true
  ) {
    self.hasClipboard = hasClipboard
    self.size = size
    self.theme = theme
    self.glyphs = glyphs
  }

  /// What frames should be drawn for.
  public var medium: Medium { Medium(glyphs: glyphs, hasColor: theme.hasColor) }

  /// Adds a wake-up to the queue, unless one waits there already.
  public var waker: Waker {
    let queue = queue
    return Waker {
      queue.events.withLock { events in
        if !events.contains(.wake) { events.append(.wake) }
      }
    }
  }

  /// Adds events to the queue.
  public func send(_ events: [InputEvent]) {
    queue.events.withLock { $0 += events }
  }

  /// Keeps the frame.
  public func present(_ frame: Frame) {
    precondition(!isClosed, "A closed terminal can't show anything.")
    if frame != self.frame { presentedCount += 1 }
    self.frame = frame
  }

  /// Returns the queue at once; an empty queue without a time limit is a hang-up, since nobody is
  /// left to press a key.
  public func nextEvents(within time: Duration?) -> [InputEvent] {
    let events = queue.events.withLock { events in
      defer { events.removeAll() }
      return events
    }
    for case .resize(let size) in events { self.size = size }
    return events.isEmpty && time == nil ? [.hangup(signal: 0)] : events
  }

  /// Counts the stop.
  public func suspend() { suspendCount += 1 }
  /// The most bytes of text that the clipboard takes.
  public var clipboardByteLimit: Int { hasClipboard ? ClipboardSequence.byteLimit : 0 }
  /// Keeps the text.
  public func copyToClipboard(_ text: String) { clipboard = text }
  /// Does nothing.
  public func ring() {}
  /// Marks the screen as given back.
  public func close() { isClosed = true }
}
