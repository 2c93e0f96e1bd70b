import Modelling
import TerminalKit
import Workbench

/// The one log of all that a person does: recordings, macros and bug reports are parts of it.
///
/// Results of effects are no steps. Between two steps the log says what had come in by then, so that a
/// replay lets the same things happen in the same order.
final class ActionLog {
  /// What the program was started with, and all steps so far.
  private(set) var script: Script
  private let file: LogFile?
  /// Results since the last step.
  private var results: [ScriptStep] = []
  /// Whether something was under way since the last wait.
  private var hasWorked = true
  /// The cells that the mouse went over with its button down.
  private var dragged: [Position] = []
  /// Whether all went to disk.
  var failure: String? { file?.failure }

  /// The most steps that are kept in memory; the file has all.
  static let limit = 100_000

  init(header: Script, file: LogFile? = nil) {
    script = header
    script.steps = []
    self.file = file
    file?.begin(header)
  }

  /// How many steps there are.
  var count: Int { script.steps.count }

  /// Takes note of an event, before it is handled.
  ///
  /// - Parameters:
  ///   - isTyped: whether a line of text takes the key.
  ///   - isIdle: whether nothing is under way and nothing waits to be taken.
  func note(_ event: InputEvent, isTyped: Bool, isIdle: Bool) {
    if case .mouse(let mouse) = event, mouse.action == .press(.left) { settle(isIdle: isIdle) }
    guard let step = step(for: event, isTyped: isTyped) else { return }
    settle(isIdle: isIdle)
    append(step)
  }

  /// Takes note of a step that no event stands for.
  func note(_ step: ScriptStep, isIdle: Bool) {
    settle(isIdle: isIdle)
    append(step)
  }

  /// Takes note of a result.
  func note(_ happening: Happening, in mailbox: Mailbox) {
    hasWorked = true
    guard let name = Milestone.name(of: happening) else { return }
    var times: FitTimes?
    if case .modelFinished(_, _, let reference) = happening {
      times = mailbox.peek(reference)?.times
    }
    results.append(.until(name, times))
  }

  /// Takes note that something is under way.
  func noteWork() { hasWorked = true }

  /// Writes down what has come in; called before a step and at the end.
  func settle(isIdle: Bool) {
    if isIdle, hasWorked {
      // All that was under way is done; only what the clock said is worth a line.
      for case .until(let name, let times?) in results { append(.until(name, times)) }
      append(.wait)
      hasWorked = false
    } else {
      results.forEach(append)
    }
    results = []
  }

  /// Ends the log.
  func close(isIdle: Bool) {
    // A click that leaves is never let go.
    if let first = dragged.first { append(.click(first)) }
    settle(isIdle: isIdle)
    file?.close()
  }

  private func append(_ step: ScriptStep) {
    if case .type(let new) = step, case .type(let old)? = script.steps.last {
      script.steps[script.steps.count - 1] = .type(old + new)
      file?.extend(with: new)
      return
    }
    if script.steps.count < ActionLog.limit { script.steps.append(step) }
    file?.append(step)
  }

  private func step(for event: InputEvent, isTyped: Bool) -> ScriptStep? {
    switch event {
    case .key(let key):
      if isTyped, let character = key.typed { return .type(String(character)) }
      return .press([key])
    case .paste(let text): return text.isEmpty ? nil : .paste(text)
    case .resize(let size): return .resize(size)
    case .mouse(let event): return step(for: event)
    case .tick, .wake, .focus, .hangup, .resumed, .signal: return nil
    }
  }

  private func step(for event: MouseEvent) -> ScriptStep? {
    switch event.action {
    case .press(.left):
      dragged = [event.position]
      return nil
    case .drag(.left):
      if !dragged.isEmpty, dragged.last != event.position { dragged.append(event.position) }
      return nil
    case .release:
      defer { dragged = [] }
      guard let first = dragged.first else { return nil }
      return dragged.count == 1 ? .click(first) : .drag(dragged)
    case .wheelUp: return .wheel(-1, event.position)
    case .wheelDown: return .wheel(1, event.position)
    case .press, .drag: return nil
    }
  }
}
