import Workbench
import Tabular
import Offers
import Modelling
import Evaluation
import Dashboard
import Foundation
import Synthetic
import TerminalKit
import Testing

/// Somebody who presses, clicks, drags, types, pastes and resizes at random, in every pane.
struct RandomWalk {
  private struct Steps: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var bits = state
      bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
      bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
      return bits ^ (bits >> 31)
    }
  }

  private static let sizes = [
    Size(width: 120, height: 40), Size(width: 80, height: 24), Size(width: 60, height: 18),
    Size(width: 200, height: 60), Size(width: 30, height: 6), Size(width: 1, height: 1),
    Size(width: 103, height: 19), Size(width: 61, height: 50),
  ]
  private static let texts = [
    "7", "1e9", "é漢", "-", "zz", "age >= 40", "0.2", "e\u{301}\u{200D}", "nan", ",",
  ]
  private static let keys = KeyTable.map.bindings.flatMap(\.keys).filter {
    // Leaving ends the walk; suspending is the terminal's affair.
    $0 != "q" && $0 != "ctrl-c" && $0 != "ctrl-z"
  }

  /// How many actions there are between two returns to the start: fewer than undo can take back.
  static let segmentLength = 80

  private var steps: Steps
  private let ground: WalkGround
  private var seed: UInt64 { ground.seed }
  /// Whether keys also come while models are trained, which no two runs do alike.
  private let isImpatient: Bool
  /// Where each step is written down before it is done, for those that do not end.
  private let trail: WalkTrail?
  private var dashboard: HeadlessDashboard
  /// How often the walk left the program, and began anew.
  private(set) var leftCount = 0
  /// How often undo was followed back to the start.
  private(set) var returnCount = 0

  /// - Parameters:
  ///   - isImpatient: whether not to wait for every training and what follows it.
  ///   - trail: where the steps are written down.
  init(on ground: WalkGround, isImpatient: Bool = false, trail: WalkTrail? = nil) throws {
    steps = Steps(state: ground.seed)
    self.ground = ground
    self.isImpatient = isImpatient
    self.trail = trail
    dashboard = try RandomWalk.started(on: ground)
  }

  private static func started(on ground: WalkGround) throws -> HeadlessDashboard {
    let dashboard = try ground.dashboard()
    // Without data there is little to walk in, and no start to come back to.
    try #require(
      dashboard.state.session.comparison != nil, "seed \(ground.seed) opened nothing")
    return dashboard
  }

  /// Walks so many steps.
  mutating func run(_ count: Int) throws {
    var done = 0
    while done < count {
      let start = SessionSetup(dashboard.state)
      let length = min(RandomWalk.segmentLength, count - done)
      for number in 0..<length {
        step()
        if (done + number) % 50 == 0 { check() }
        if dashboard.isQuit { break }
      }
      done += length
      if dashboard.isQuit {
        leftCount += 1
        dashboard = try RandomWalk.started(on: ground)
      } else {
        goBack(to: start)
      }
    }
    check()
  }

  private mutating func step() {
    let text = RandomWalk.texts.randomElement(using: &steps) ?? "7"
    switch Int.random(in: 0..<24, using: &steps) {
    case 0:
      let size = RandomWalk.sizes.randomElement(using: &steps) ?? Size(width: 80, height: 24)
      note("resize \(size.width)x\(size.height)")
      dashboard.resize(size)
    case 1...5: click()
    case 6:
      note("type \(text)")
      dashboard.type(text)
    case 7:
      note("paste \(text)")
      dashboard.send([.paste(text)])
    case 8: palette()
    case 9:
      note("tick, focus")
      dashboard.send([.tick, .focus(false), .focus(true), .resumed])
    default:
      let key = RandomWalk.keys.randomElement(using: &steps) ?? "down"
      note("press \(key)")
      dashboard.press(key)
    }
    stayInside()
    settle()
  }

  private func note(_ step: String) {
    trail?.note("\(dashboard.state.pane.number): \(step)")
  }

  /// Waits for everything; what is paused would never end.
  private func waitForAll() {
    if dashboard.state.session.training.isPaused { dashboard.perform(.train(.togglePause)) }
    dashboard.waitUntilIdle()
  }

  /// Waits for what the step began: for all of it, or now and then for less.
  private mutating func settle() {
    let session = dashboard.state.session
    guard session.training.isRunning || session.openingPath != nil else { return }
    guard isImpatient else { return waitForAll() }
    switch Int.random(in: 0..<4, using: &steps) {
    case 0: break
    case 1: dashboard.waitUntilIdle { $0.session.openingPath == nil }
    default:
      dashboard.waitUntilIdle {
        $0.session.openingPath == nil
          && (!$0.session.training.isRunning || $0.session.training.isPaused)
      }
    }
  }

  /// Nothing is saved under a name typed at random, searched for minutes, or opened from the disk.
  private func stayInside() {
    if dashboard.state.simulate.prompt?.kind == .save { dashboard.press("esc") }
    if case .search = dashboard.state.overlay { dashboard.press("esc") }
    if dashboard.state.search.isRunning { dashboard.perform(.train(.search(.cancel))) }
    if case .ingest = dashboard.state.overlay { dashboard.press("esc") }
    if case .path(let entry) = dashboard.state.overlay, entry.purpose == .history {
      dashboard.press("esc")
    }
    while dashboard.state.pane == .data,
      // A folder that was looked into is kept for the next time.
      dashboard.state.data.isOpening
        || dashboard.state.session.data == nil && dashboard.state.data.folder != nil,
      !dashboard.isQuit
    {
      dashboard.press("esc")
      if dashboard.state.size.width < 60 || dashboard.state.size.height < 18 { return }
    }
  }

  /// Any action by its place in the palette.
  private mutating func palette() {
    dashboard.perform(.openPalette)
    let place = Int.random(in: 0..<160, using: &steps)
    note("palette \(place)")
    guard case .palette = dashboard.state.overlay else { return }
    dashboard.perform(.overlay(.choose(place)))
    dashboard.perform(.overlay(.close))
  }

  private mutating func click() {
    let size = dashboard.frame.size
    let position = Position(
      column: Int.random(in: -1...size.width, using: &steps),
      row: Int.random(in: -1...size.height, using: &steps))
    let actions: [MouseEvent.Action] = [
      .press(.left), .press(.left), .drag(.left), .release(.left), .wheelUp, .wheelDown,
      .press(.right),
    ]
    let action = actions[Int.random(in: 0..<actions.count, using: &steps)]
    // A click that opens a file of this machine is none of the walk's.
    let isOpening = dashboard.state.pane == .data && dashboard.state.data.isOpening
    note("\(action) at \(position.column),\(position.row)")
    if !isOpening { dashboard.send([.mouse(MouseEvent(action, at: position))]) }
  }

  /// Nothing lies outside, and what is drawn twice is drawn alike.
  private func check() {
    let frame = dashboard.frame
    #expect(frame.cursor.map(frame.bounds.contains) ?? true)
    #expect(frame.hitRegions.allSatisfy { $0.rect.intersection(frame.bounds) == $0.rect })
    #expect(frame.areas.allSatisfy { $0.rect.intersection(frame.bounds) == $0.rect })
    #expect(
      Screen.frame(of: dashboard.state, size: frame.size, medium: frame.medium) == frame)
  }

  /// Whether Simulate waits for a value or an answer, and keys are text to it.
  private var isAsking: Bool {
    dashboard.state.simulate.entry != nil || dashboard.state.simulate.prompt != nil
  }

  /// Undo to the start restores data, roles, plan and customer as they were.
  private mutating func goBack(to start: SessionSetup?) {
    note("go back")
    dashboard.resize(Size(width: 120, height: 40))
    for _ in 0..<5 { dashboard.press("esc") }
    waitForAll()
    dashboard.press("5")
    // A pane that was left while something was typed in it goes on asking.
    for _ in 0..<5 where isAsking { dashboard.press("esc") }
    for _ in 0..<400 where !dashboard.state.simulate.undo.isEmpty { dashboard.press("u") }
    dashboard.press("2")
    #expect(dashboard.state.pane == .train, "seed \(seed), return \(returnCount + 1)")
    for _ in 0..<5 { dashboard.press("esc") }
    var count = 0
    while dashboard.state.session.history.next(.undo) != nil, count < 400, !dashboard.isQuit {
      dashboard.press("u")
      waitForAll()
      count += 1
    }
    returnCount += 1
    #expect(SessionSetup(dashboard.state) == start, "seed \(seed), return \(returnCount)")
  }
}
