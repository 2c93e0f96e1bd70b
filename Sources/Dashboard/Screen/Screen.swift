public import TerminalKit

/// The whole screen as a pure function of the state.
public enum Screen {
  /// The least size at which the panes can be used.
  public static let minimumSize = Size(width: 60, height: 18)

  /// Draws the state.
  ///
  /// Every character, the cursor and what can be clicked follow from the arguments alone.
  public static func frame(of state: State, size: Size, medium: Medium) -> Frame {
    var frame = Frame(size: size, medium: medium)
    guard size.fits(minimumSize) else {
      drawTooSmall(&frame)
      return frame
    }
    var area = frame.bounds
    Header.draw(state, in: area.takeTop(1), of: &frame)
    drawTabs(state, in: area.takeTop(1), of: &frame)
    if size.height >= 30 { _ = area.takeTop(1) }
    let footer = area.takeBottom(1)
    let status = area.takeBottom(1)
    frame.clipped(to: area) { state.pane.program.draw(state, in: area, of: &$0) }
    drawStatus(state, in: status, of: &frame)
    drawFooter(state, in: footer, of: &frame)
    OverlayView.draw(state, of: &frame)
    return frame
  }

  private static func drawTabs(_ state: State, in line: Rect, of frame: inout Frame) {
    frame.draw(
      TabBar(
        Pane.allCases.map(\.title), selected: state.pane.number - 1, id: WidgetID.tabs,
        background: .panel), in: line)
  }

  /// The keys of the pane at the left, and at the right those that lead to all others.
  private static func drawFooter(_ state: State, in line: Rect, of frame: inout Frame) {
    let hints = KeyTable.hints(in: state, glyphs: frame.glyphs)
    let always = hints.filter { KeyTable.map.bindings[$0.index].contexts.isEmpty }
    let own = hints.filter { !KeyTable.map.bindings[$0.index].contexts.isEmpty }
    var rest = line
    if !always.isEmpty {
      let width = always.reduce(1) { sum, hint in
        sum + SafeText.width(of: hint.key) + SafeText.width(of: hint.title) + 3
      }
      frame.draw(KeyFooter(always, id: WidgetID.footer), in: rest.takeRight(width))
    }
    frame.draw(KeyFooter(own, id: WidgetID.footer), in: rest)
  }

  private static func drawStatus(_ state: State, in line: Rect, of frame: inout Frame) {
    let status =
      state.status ?? Status(.information, state.pane.program.hint(in: state))
    guard !status.text.isEmpty else { return }
    frame.draw(StatusLine(status.kind, status.text), in: line)
  }

  private static func drawTooSmall(_ frame: inout Frame) {
    let lines = [
      "OfferScope needs", "\(minimumSize.width) columns × \(minimumSize.height) rows.",
      "Here are \(frame.size.width) × \(frame.size.height).", "q quits.",
    ]
    let top = max(0, (frame.size.height - lines.count) / 2)
    for (offset, text) in lines.enumerated() {
      frame.write(
        text, in: frame.bounds.line(min(top + offset, max(0, frame.size.height - 1))),
        style: offset == 0 ? .header : .text, alignment: .center)
    }
  }
}
