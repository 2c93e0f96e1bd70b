import Dashboard
import Foundation
import Modelling
import TerminalKit

/// What each key of each pane costs the thread that draws: processor time from the key to the whole
/// frame, which does not depend on what else the machine does.
struct KeyCost {
  /// One key in one pane.
  struct Line {
    var pane: Pane
    var key: String
    /// Milliseconds of each press, ascending.
    var milliseconds: [Double]

    var median: Double { milliseconds[milliseconds.count / 2] }
    /// The dearest press.
    var worst: Double { milliseconds.last ?? 0 }
  }

  private let dashboard: HeadlessDashboard
  private let repeats: Int

  /// Opens data and trains the default models on them.
  init(path: String, size: Size, repeats: Int) {
    var options = DashboardOptions(dataPath: path, reducesMotion: true, liveTrainingLimit: 0)
    options.writesFiles = false
    dashboard = HeadlessDashboard(options: options, size: size)
    dashboard.waitUntilIdle()
    self.repeats = repeats
  }

  /// Presses each key that neither leaves nor opens or trains anew.
  func lines() -> [Line] {
    let keys = KeyTable.map.bindings.filter { KeyCost.isQuick($0.action) }.flatMap(\.keys)
    var seen: Set<KeyPress> = []
    let own = keys.filter { seen.insert($0).inserted }
    return [Pane.simulate, .compare, .importances, .data, .train].flatMap { pane in
      own.compactMap { line(of: $0, in: pane) }
    }
  }

  private func line(of key: KeyPress, in pane: Pane) -> Line? {
    var times: [Double] = []
    let began = ContinuousClock.now
    // What a key sets going elsewhere may take its time.
    while times.count < repeats, times.isEmpty || ContinuousClock.now - began < .seconds(3) {
      enter(pane)
      guard isQuick(key) else { return nil }
      let start = KeyCost.now
      dashboard.press(key)
      times.append(KeyCost.now - start)
    }
    enter(pane)
    return Line(pane: pane, key: key.text, milliseconds: times.sorted())
  }

  /// The pane without anything over it.
  private func enter(_ pane: Pane) {
    dashboard.waitUntilIdle()
    for _ in 0..<3 { dashboard.press("esc") }
    if dashboard.state.pane != pane { dashboard.perform(.show(pane)) }
  }

  private func isQuick(_ key: KeyPress) -> Bool {
    KeyTable.action(for: key, in: dashboard.state).map(KeyCost.isQuick) ?? false
  }

  private static func isQuick(_ action: Action) -> Bool {
    switch action {
    case .quit, .suspend, .undo, .redo, .resume, .toggleMacro, .playMacro, .writeReport, .tour,
      .train(.run), .train(.search), .compare(.turnSplit), .importances(.measurePermutation):
      false
    case .data(let action):
      switch action {
      case .toggleRows, .filter, .sort, .sortSelected, .hide, .showHidden, .toggleValues,
        .nextMatch:
        true
      default: false
      }
    default: true
    }
  }

  /// Milliseconds of processor time that this thread has used.
  private static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) / 1e6
  }
}
