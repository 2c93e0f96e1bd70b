/// Waits for events, hands them on, and draws once for each batch of them.
///
/// Without events it sleeps in the kernel. It runs on the thread that calls it, the main one.
public struct EventLoop {
  /// What to do after an event.
  public enum Decision: Sendable {
    /// Draw and wait for the next one.
    case proceed
    /// Leave the loop.
    case stop
  }

  private let terminal: any Terminal

  /// Makes a loop over a terminal.
  public init(_ terminal: any Terminal) { self.terminal = terminal }

  /// Runs until `handle` says stop, or the terminal is gone and `handle` was told so.
  ///
  /// - Parameters:
  ///   - tickInterval: Asked after each drawing; the time between `tick` events, or `nil` if nothing
  ///     moves by itself.
  ///   - handle: Called for each event.
  ///   - draw: Called once a batch; a frame that looks like the last one isn't sent.
  /// - Returns: The signal that ended the loop, 0 if it was none.
  @discardableResult
  public func run(
    tickInterval: () -> Duration? = { nil },
    handle: (InputEvent) -> Decision,
    draw: (Size, Medium) -> Frame
  ) -> Int {
    let clock = ContinuousClock()
    var lastTick = clock.now
    while true {
      terminal.present(draw(terminal.size, terminal.medium))
      let interval = tickInterval()
      let rest = interval.map { max(.zero, lastTick + $0 - clock.now) }
      var events = EventLoop.coalesced(terminal.nextEvents(within: rest))
      if let interval, clock.now - lastTick >= interval {
        lastTick = clock.now
        events.append(.tick)
      } else if interval == nil {
        lastTick = clock.now
      }
      for event in events {
        let decision = handle(event)
        if case .hangup(let signal) = event { return signal }
        if decision == .stop { return 0 }
      }
    }
  }

  /// The events without those that a later one makes pointless: of resizes the last is kept, of
  /// drags in a row the last, of wake-ups one.
  public static func coalesced(_ events: [InputEvent]) -> [InputEvent] {
    var result: [InputEvent] = []
    var resize: Size?
    var isWoken = false
    for event in events {
      switch (event, result.last) {
      case (.resize(let size), _): resize = size
      case (.wake, _): isWoken = true
      case (.mouse(let new), .mouse(let old)?):
        if case .drag = new.action, new.action == old.action { result.removeLast() }
        result.append(event)
      default: result.append(event)
      }
    }
    // The size comes first: what is under the mouse depends on it.
    if let resize { result.insert(.resize(resize), at: 0) }
    if isWoken { result.append(.wake) }
    return result
  }
}
