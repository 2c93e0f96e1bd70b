import Dashboard
import Foundation
import Synthetic
import TerminalKit
import Testing

/// Keys, clicks and resizes at random: nothing traps, and what is drawn twice is drawn alike.
@Suite struct RandomWalkTests {
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

  @Test(arguments: [UInt64(1), 2, 3])
  func nothingTraps(seed: UInt64) throws {
    var steps = Steps(state: seed)
    let dashboard = try SmallDashboard.trained(
      seed == 2 ? .amex : .bank, rows: 400, glyphs: seed == 3 ? .ascii : .unicode)
    let keys = KeyTable.map.bindings.flatMap(\.keys).filter {
      // Leaving ends the walk; suspending is the terminal's affair.
      $0 != "q" && $0 != "ctrl-c" && $0 != "ctrl-z" && $0 != "r"
    }
    for step in 0..<700 {
      switch Int.random(in: 0..<20, using: &steps) {
      case 0:
        let size = RandomWalkTests.sizes[Int.random(in: 0..<8, using: &steps)]
        dashboard.resize(size)
      case 1...4: click(dashboard, &steps)
      case 5: dashboard.type(["7", "1e9", "é漢", "-", "zz"][step % 5])
      default:
        dashboard.press(keys[Int.random(in: 0..<keys.count, using: &steps)])
      }
      // What is typed at random must not name a file.
      if dashboard.state.simulate.prompt?.kind == .save { dashboard.press("esc") }
      // Opening and training are left alone most of the time: the walk is about the screen.
      if dashboard.state.session.training.isRunning { dashboard.waitUntilIdle() }
      #expect(!dashboard.isQuit)
    }
    let frame = dashboard.frame
    #expect(
      Screen.frame(of: dashboard.state, size: frame.size, medium: frame.medium) == frame)
  }

  private func click(_ dashboard: HeadlessDashboard, _ steps: inout Steps) {
    let size = dashboard.frame.size
    let position = Position(
      column: Int.random(in: -1...size.width, using: &steps),
      row: Int.random(in: -1...size.height, using: &steps))
    let actions: [MouseEvent.Action] = [
      .press(.left), .drag(.left), .release(.left), .wheelUp, .wheelDown,
    ]
    // The last tab bar and footer entries lead everywhere but out.
    let action = actions[Int.random(in: 0..<actions.count, using: &steps)]
    if action == .press(.left),
      dashboard.frame.hit(at: position)?.target.id == 2
    {
      return
    }
    dashboard.send([.mouse(MouseEvent(action, at: position))])
  }
}
