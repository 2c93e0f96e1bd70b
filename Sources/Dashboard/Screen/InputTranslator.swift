import TerminalKit

/// Turns keys and the mouse into actions.
struct InputTranslator {
  /// The region that the mouse went down on; it gets the drags that follow.
  private var captured: HitRegion?

  /// What an event means, given the frame that the person saw.
  mutating func actions(for event: InputEvent, state: State, frame: Frame?) -> [Action] {
    switch event {
    case .key(let key):
      guard state.screenSize.fits(Screen.minimumSize) else {
        // The page that asks for more room knows only the way out.
        return [.quit, .suspend].filter { KeyTable.map.binding(for: key, in: "")?.action == $0 }
      }
      return KeyTable.action(for: key, in: state).map { [$0] } ?? []
    case .mouse(let event): return mouse(event, state: state, frame: frame)
    case .paste(let text):
      let context = KeyTable.context(in: state)
      let takesText = [KeyTable.typing, KeyTable.overlay, PathProgram.context].contains(context)
      return takesText ? [.type(.insert(text))] : []
    case .resize(let size): return [.resized(size)]
    case .tick: return [.ticked]
    case .hangup: return [.quit]
    case .focus(true): return [.focused]
    case .resumed, .wake, .focus, .signal: return []
    }
  }

  private mutating func mouse(_ event: MouseEvent, state: State, frame: Frame?) -> [Action] {
    guard let frame else { return [] }
    switch event.action {
    case .press(.left):
      captured = frame.hitRegion(at: event.position)
      return captured.map { translate(Hit($0, at: event.position), .press, state) } ?? []
    case .drag(.left):
      return captured.map { translate(Hit($0, at: event.position), .drag, state) } ?? []
    case .release:
      captured = nil
      return []
    case .wheelUp, .wheelDown:
      let notches = event.action == .wheelUp ? -1 : 1
      guard let hit = frame.hit(at: event.position) else {
        return state.pane.program.actions(
          for: Hit(
            HitRegion(rect: frame.bounds, target: HitTarget(0)), at: event.position),
          .wheel(notches), in: state)
      }
      return translate(hit, .wheel(notches), state)
    case .press, .drag: return []
    }
  }

  private func translate(_ hit: Hit, _ gesture: Gesture, _ state: State) -> [Action] {
    let id = hit.target.id
    if id == WidgetID.overlay { return OverlayView.actions(for: hit, gesture) }
    if let pane = WidgetID.pane(of: id) {
      // A click that came too late belongs to a pane that is no longer there.
      guard pane == state.pane, state.overlay == nil else { return [] }
      return pane.program.actions(for: hit, gesture, in: state)
    }
    guard gesture == .press, case .item(let index) = hit.target.part else { return [] }
    switch id {
    case WidgetID.tabs where Pane.allCases.indices.contains(index):
      return [.show(Pane.allCases[index])]
    case WidgetID.footer where KeyTable.map.bindings.indices.contains(index):
      return [KeyTable.map.bindings[index].action]
    default: return []
    }
  }
}
