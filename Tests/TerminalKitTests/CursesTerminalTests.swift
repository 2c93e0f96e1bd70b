import CTerminal
import Testing

@testable import TerminalKit

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The screen belongs to the process, so these take turns.
@Suite(.serialized) struct CursesTerminalTests {
  private func open(
    _ size: Size, path: String = "/dev/null", name: String = "xterm-256color"
  ) throws -> CursesTerminal {
    try CursesTerminal(
      .init(
        path: path, terminalName: name, size: size, handlesSignals: false, capturesErrors: false))
  }

  private func cell(_ column: Int, _ row: Int) -> cterminal_cell {
    var cell = cterminal_cell()
    #expect(cterminal_read_cell(Int32(row), Int32(column), &cell) == 1)
    return cell
  }

  @Test func cellsArriveWithTheirColours() throws {
    let terminal = try open(Size(width: 20, height: 4))
    defer { terminal.close() }
    var frame = Frame(size: terminal.size, medium: Medium())
    frame.write("é漢x", column: 0, row: 1, style: Style(.bad, on: .panel, .bold))
    frame.write("e\u{301}\u{302}", column: 17, row: 3)
    terminal.present(frame)
    let expected = Theme.dark.appearance(of: Style(.bad, on: .panel, .bold), depth: .full)
    let first = cell(0, 1)
    #expect(first.scalars.0 == 0xE9)
    #expect(first.foreground == expected.foreground && first.background == expected.background)
    #expect(first.attributes == UInt8(CTERMINAL_BOLD))
    #expect(cell(1, 1).scalars.0 == 0x6F22)
    #expect(cell(3, 1).scalars.0 == 0x78)
    let marked = cell(17, 3)
    #expect((marked.scalars.0, marked.scalars.1, marked.scalars.2) == (0x65, 0x301, 0x302))
  }

  @Test func drawingWhatChangedEqualsDrawingAll() throws {
    let terminal = try open(Size(width: 40, height: 12))
    defer { terminal.close() }
    var state: UInt64 = 3
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    var frame = Frame(size: terminal.size)
    let words = ["abc", "漢字", "e\u{301}o\u{302}", "────", "⣿⣿", "q"]
    for _ in 0..<60 {
      for _ in 0..<next(4) {
        let style = Style(Role.allCases[next(Role.allCases.count)], on: .panel)
        frame.write(words[next(words.count)], column: next(40), row: next(12), style: style)
      }
      terminal.present(frame)
      let incremental = (0..<12).flatMap { row in (0..<40).map { describe(cell($0, row)) } }
      terminal.redraw()
      terminal.present(frame)
      let full = (0..<12).flatMap { row in (0..<40).map { describe(cell($0, row)) } }
      #expect(incremental == full)
    }
  }

  private func describe(_ cell: cterminal_cell) -> String {
    "\(cell.scalars) \(cell.foreground) \(cell.background) \(cell.attributes)"
  }

  @Test func unknownTerminalsFallBack() throws {
    let terminal = try open(Size(width: 20, height: 4), name: "nonsense-terminal")
    defer { terminal.close() }
    #expect(terminal.terminalName == "xterm-256color")
    #expect(terminal.depth == .full)
  }

  @Test func aSecondScreenAndAMissingDeviceAreErrors() throws {
    let terminal = try open(Size(width: 20, height: 4))
    #expect(throws: TerminalError.self) { try open(Size(width: 20, height: 4)) }
    terminal.close()
    let error = #expect(throws: TerminalError.self) {
      try open(Size(width: 20, height: 4), path: "/dev/does-not-exist")
    }
    #expect(error?.code == .noTerminal)
  }

  @Test func keysComeThroughAPseudoTerminalWhichIsRestored() throws {
    var (master, slave): (Int32, Int32) = (-1, -1)
    try #require(openpty(&master, &slave, nil, nil, nil) == 0)
    defer {
      _ = close(master)
      _ = close(slave)
    }
    let path = String(cString: try #require(ttyname(slave)))
    var before = termios()
    tcgetattr(slave, &before)
    let terminal = try open(Size(width: 20, height: 4), path: path)
    var during = termios()
    tcgetattr(slave, &during)
    #expect(during.c_lflag & tcflag_t(ICANON) == 0 && during.c_lflag & tcflag_t(ECHO) == 0)
    let typed = Array("é\u{1B}[A\u{1B}OB\u{1B}[<0;5;3M\u{1B}[200~x\ry\u{1B}[201~q".utf8)
    #expect(write(master, typed, typed.count) == typed.count)
    var events: [InputEvent] = []
    for _ in 0..<50 where events.last != .key("q") {
      events += terminal.nextEvents(within: .milliseconds(200))
    }
    #expect(
      events == [
        .key("é"), .key("up"), .key("down"),
        .mouse(.init(.press(.left), at: Position(column: 4, row: 2))), .paste("x\ny"), .key("q"),
      ])
    terminal.waker.wake()
    #expect(terminal.nextEvents(within: nil) == [.wake])
    terminal.close()
    var after = termios()
    tcgetattr(slave, &after)
    #expect(after.c_lflag == before.c_lflag && after.c_iflag == before.c_iflag)
    let written = everything(from: master)
    for sequence in ["[?1049h", "[?1049l", "[?1006h", "[?1006l", "[?2004h", "[?2004l"] {
      #expect(written.contains("\u{1B}" + sequence), "missing \(sequence)")
    }
  }

  /// What waits in a pseudo-terminal, which hands it over in pieces.
  private func everything(from descriptor: Int32) -> String {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65536)
    var polled = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    while poll(&polled, 1, 200) > 0 {
      let count = read(descriptor, &buffer, buffer.count)
      guard count > 0 else { break }
      bytes += buffer[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
