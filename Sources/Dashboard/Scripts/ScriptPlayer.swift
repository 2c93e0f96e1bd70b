import Foundation
import TerminalKit

/// Steps that are being played while the program goes on: a macro at once, a recording at a pace that
/// can be followed.
struct ScriptPlayer {
  /// What is left to do, the next step first.
  var steps: ArraySlice<ScriptStep>
  /// The time between two steps; `nil` plays as fast as results come.
  var pace: Duration?
  /// How often each milestone must have been passed.
  var needed: [String: Int] = [:]
  /// Whether the next step may be done before time has passed.
  var isDue = true

  init(_ steps: [ScriptStep], pace: Duration? = nil) {
    self.steps = steps[...]
    self.pace = pace
  }
}

extension DashboardCore {
  /// Plays on after an event; with a pace, a step for each tick.
  func play(on event: InputEvent) {
    if event == .tick { player?.isDue = true }
    playOn()
  }

  /// Does the steps that can be done now.
  func playOn() {
    while let player, let step = player.steps.first, !state.isQuitting {
      if player.pace != nil, !player.isDue { return }
      guard canPass(step) else { return }
      self.player?.steps.removeFirst()
      if step.isSeen { self.player?.isDue = false }
      do {
        try perform(step)
      } catch {
        report(Status(.warning, "A step was left out: \(error.message)"))
      }
    }
    guard let ended = player, ended.steps.isEmpty else { return }
    player = nil
    if ended.pace != nil, !state.isQuitting {
      report(Status(.information, "The replay has ended; the keys are yours. q leaves."))
    }
  }

  /// Ends the playing before its end.
  func stopPlaying() {
    player = nil
    report(Status(.information, "The playing was stopped by a key."))
  }

  /// Whether what a step waits for has come.
  private func canPass(_ step: ScriptStep) -> Bool {
    switch step {
    case .wait:
      guard isIdle else { return false }
      player?.needed = milestones
    case .until(let name, _):
      let wanted = (player?.needed[name] ?? 0) + 1
      guard milestones[name, default: 0] >= wanted || isIdle else { return false }
      player?.needed[name] = wanted
    default: break
    }
    return true
  }

  /// Does one step as if a person did it. Steps that wait or look do nothing here.
  ///
  /// - Throws: ``ScriptError`` if the step names an action that there isn't.
  func perform(_ step: ScriptStep) throws(ScriptError) {
    switch step {
    case .press(let keys): for key in keys { send(.key(key)) }
    case .type(let text):
      for character in text {
        send(.key(character == " " ? KeyPress(.space) : KeyPress(.character(character))))
      }
    case .paste(let text): send(.paste(text))
    case .click(let place): drag([place])
    case .drag(let places): drag(places)
    case .wheel(let notches, let place):
      for _ in 0..<abs(notches) {
        send(.mouse(MouseEvent(notches < 0 ? .wheelUp : .wheelDown, at: place)))
      }
    case .resize(let size):
      // A real terminal has the size that it has.
      if let memory = terminal as? MemoryTerminal {
        memory.send([.resize(size)])
        for event in memory.nextEvents(within: .zero) { input(event) }
      }
    case .choose(let name): try choose(name)
    case .wait, .until, .snapshot, .expect, .absent: break
    }
  }

  /// What the mouse hits depends on the frame, so each event gets the frame that a person would see.
  private func send(_ event: InputEvent) {
    guard !state.isQuitting else { return }
    if case .mouse = event { _ = draw(size: terminal.size, medium: terminal.medium) }
    input(event)
  }

  private func drag(_ places: [Position]) {
    guard let first = places.first, let last = places.last else { return }
    send(.mouse(MouseEvent(.press(.left), at: first)))
    for place in places.dropFirst() { send(.mouse(MouseEvent(.drag(.left), at: place))) }
    send(.mouse(MouseEvent(.release(.left), at: last)))
  }

  private func choose(_ name: String) throws(ScriptError) {
    guard let action = OverlayProgram.action(named: name) else {
      throw ScriptError(
        .badLine, "“\(name.prefix(60))” is no action; the palette (:) lists them as Pane: name.")
    }
    log.note(.choose(name), isIdle: isIdle)
    for action in OverlayProgram.path(to: action, in: state) { dispatch(action) }
  }
}

extension ScriptStep {
  /// Whether a person would see it happen.
  var isSeen: Bool {
    switch self {
    case .wait, .until, .snapshot, .expect, .absent: false
    default: true
    }
  }
}
