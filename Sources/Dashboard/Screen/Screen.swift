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
    guard let tour = state.tour, TourView.height(on: size) > 0 else {
      return panes(of: state, frame)
    }
    // The guide has rows of its own, so that neither it nor a menu lies over the other.
    var area = frame.bounds
    let guide = area.takeBottom(TourView.height(on: size))
    frame.place(
      panes(of: state, Frame(size: Size(width: area.width, height: area.height), medium: medium)))
    TourView.draw(tour, state, in: guide, of: &frame)
    return frame
  }

  /// Draws everything but the guide of a tour.
  private static func panes(of state: State, _ blank: Frame) -> Frame {
    var frame = blank
    let size = frame.size
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
    frame.settleCursor(in: area)
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

  /// The hint of the pane in one line, or news in as many as it takes, over the pane's last lines.
  private static func drawStatus(_ state: State, in line: Rect, of frame: inout Frame) {
    guard let news = state.status else {
      let words =
        state.tour.flatMap { tour in
          TourView.height(on: state.screenSize) == 0 ? TourView.line(tour, state) : nil
        } ?? OverlayProgram.hint(in: state)
      let hint = frame.glyphs.isASCII ? SettingWords.ascii(words) : words
      let short = ShortHint.text(hint, width: line.width - hintMargin, glyphs: frame.glyphs)
      if !short.isEmpty { frame.draw(StatusLine(.information, short), in: line) }
      return
    }
    let widget = StatusLine(news.kind, news.text, background: .panel)
    let wanted = widget.lineCount(width: line.width, ascii: frame.glyphs.isASCII)
    let height = min(wanted, newsHeightLimit)
    let area = Rect(
      column: line.column, row: line.row - height + 1, width: line.width, height: height)
    let note = wanted > height ? "! reads on" : ""
    frame.draw(StatusLine(news.kind, news.text, note: note, background: .panel), in: area)
  }

  /// The sign before a hint, and the edges.
  private static let hintMargin = 3
  /// Longer news is read in the messages.
  private static let newsHeightLimit = 4

  private static func drawTooSmall(_ frame: inout Frame) {
    let need = "\(minimumSize.width) × \(minimumSize.height)"
    let lines: [String] =
      switch (frame.size.width, frame.size.height) {
      case (24..., 4...):
        [
          "OfferScope needs", "\(minimumSize.width) columns × \(minimumSize.height) rows.",
          "Here are \(frame.size.width) × \(frame.size.height).", "q quits.",
        ]
      case (_, 3...): ["Too small", need, "q quits"]
      case (_, 2): [need, "q quits"]
      default: ["q quits"]
      }
    let top = max(0, (frame.size.height - lines.count) / 2)
    for (offset, text) in lines.enumerated() where top + offset < frame.size.height {
      frame.write(
        text, in: frame.bounds.line(top + offset),
        style: offset == 0 ? .header : .text, alignment: .center)
    }
  }
}
