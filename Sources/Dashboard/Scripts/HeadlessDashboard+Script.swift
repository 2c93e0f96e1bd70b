import TerminalKit

extension HeadlessDashboard {
  /// Does the steps of a script one after the other.
  ///
  /// Results of effects happen where the script waits for them, so that a script leads to the same
  /// screen on every machine.
  ///
  /// - Parameters:
  ///   - keep: takes the screens that `snapshot` names.
  /// - Returns: what could not be repeated as it was recorded, in words; empty if all was.
  /// - Throws: ``ScriptError`` for a step that does not hold.
  @discardableResult
  public func run(
    _ script: Script, keep: (_ name: String, _ screen: String) -> Void = { _, _ in }
  ) throws(ScriptError) -> [String] {
    core.takesResults = false
    defer { core.takesResults = true }
    var needed = core.milestones
    var notes: [String] = []
    for (index, step) in script.steps.enumerated() where !isQuit {
      let place = script.place(of: index)
      switch step {
      case .wait:
        waitUntilIdle()
        needed = core.milestones
      case .until(let name, _):
        let wanted = (needed[name] ?? 0) + 1
        needed[name] = wanted
        if !wait(for: name, count: wanted) {
          notes.append("\(place): “\(name)” did not come again.")
        }
      case .snapshot(let name): keep(name, text)
      case .expect(let words) where !text.contains(words):
        throw ScriptError(.notMet, "\(place): the screen does not show “\(words)”.")
      case .absent(let words) where text.contains(words):
        throw ScriptError(.notMet, "\(place): the screen shows “\(words)”.")
      default:
        do {
          try core.perform(step)
        } catch {
          throw ScriptError(error.code, "\(place): \(error.message)")
        }
        core.playOn()
      }
      // The last screen is the one that the person saw before leaving.
      if !isQuit { draw() }
    }
    return notes
  }

  /// Does the steps of a script that is written in code.
  ///
  /// - Throws: ``ScriptError`` for a line that is no step, or a step that does not hold.
  public func run(_ text: String) throws(ScriptError) { try run(Script(parsing: text)) }

  /// Waits until a milestone was passed so often.
  ///
  /// - Returns: `false` if everything has ended before.
  private func wait(for name: String, count: Int) -> Bool {
    let isPassed = { [core] in core.milestones[name, default: 0] >= count }
    core.takeResults(until: isPassed)
    while !isPassed(), !core.isIdle {
      core.runner.waitForNews()
      core.takeResults(until: isPassed)
    }
    return isPassed()
  }
}
