import Testing

@testable import TerminalKit

@Suite struct EventLoopTests {
  @Test func laterEventsReplaceEarlierOnes() {
    let here = Position(column: 1, row: 1)
    let there = Position(column: 9, row: 1)
    let events: [InputEvent] = [
      .resize(Size(width: 80, height: 24)), .wake, .mouse(.init(.press(.left), at: here)),
      .mouse(.init(.drag(.left), at: here)), .mouse(.init(.drag(.left), at: there)), .key("a"),
      .resize(Size(width: 120, height: 40)), .wake, .mouse(.init(.wheelUp, at: here)),
      .mouse(.init(.wheelUp, at: here)),
    ]
    #expect(
      EventLoop.coalesced(events) == [
        .resize(Size(width: 120, height: 40)), .mouse(.init(.press(.left), at: here)),
        .mouse(.init(.drag(.left), at: there)), .key("a"), .mouse(.init(.wheelUp, at: here)),
        .mouse(.init(.wheelUp, at: here)), .wake,
      ])
  }

  @Test func aBatchIsDrawnOnce() {
    let terminal = MemoryTerminal(size: Size(width: 20, height: 2))
    terminal.send([.key("a"), .key("b"), .key("c"), .resize(Size(width: 30, height: 3))])
    var typed = ""
    var drawn = 0
    let signal = EventLoop(terminal).run { event in
      if case .key(let key) = event { typed += key.text }
      return .proceed
    } draw: { size, medium in
      drawn += 1
      var frame = Frame(size: size, medium: medium)
      frame.write(typed, column: 0, row: 0)
      return frame
    }
    #expect(signal == 0)
    #expect(typed == "abc")
    #expect(drawn == 2)
    #expect(terminal.frame?.size == Size(width: 30, height: 3))
    #expect(terminal.frame?.textLines.first == "abc")
  }

  @Test func wakeUpsFromOtherThreadsAreMerged() async {
    let terminal = MemoryTerminal(size: Size(width: 20, height: 2))
    let waker = terminal.waker
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<8 { group.addTask { for _ in 0..<100 { waker.wake() } } }
    }
    #expect(terminal.nextEvents(within: .zero) == [.wake])
  }

  @Test func aSignalEndsTheLoop() {
    let terminal = MemoryTerminal(size: Size(width: 20, height: 2))
    terminal.send([.hangup(signal: 15), .key("a")])
    var seen: [InputEvent] = []
    let signal = EventLoop(terminal).run {
      seen.append($0)
      return .proceed
    } draw: {
      Frame(size: $0, medium: $1)
    }
    #expect(signal == 15)
    #expect(seen == [.hangup(signal: 15)])
  }
}
