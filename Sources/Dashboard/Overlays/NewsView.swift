import TerminalKit

/// Draws what the status line said, newest first and in full.
extension OverlayView {
  static func drawNews(first: Int, _ state: State, of frame: inout Frame) {
    let area = Popup(
      "Messages", size: size(in: frame), id: WidgetID.overlay,
      footnote: "Esc closes, arrows scroll"
    ).open(in: &frame)
    let lines = newsLines(of: state, width: area.width, glyphs: frame.glyphs)
    if lines.isEmpty {
      frame.write("There was no message yet.", in: area, style: Style(.muted, on: .panel))
    }
    let start = max(0, min(first, lines.count - area.height))
    for (offset, spans) in lines.dropFirst(start).prefix(area.height).enumerated() {
      frame.write(spans, in: area.line(offset))
    }
  }

  /// How many lines the messages take on the screen of now.
  static func newsLineCount(in state: State) -> Int {
    newsLines(of: state, width: size(in: state.size).width, glyphs: .unicode).count
  }

  private static func newsLines(of state: State, width: Int, glyphs: Glyphs) -> [[Span]] {
    state.news.reversed().flatMap { status in
      let sign = StatusLine.sign(of: status.kind, glyphs: glyphs)
      let lines = Paragraph.lines(of: status.text, width: width - 2, ascii: glyphs.isASCII)
      return lines.enumerated().map { index, line in
        [
          Span(index == 0 ? "\(sign.glyph) " : "  ", Style(sign.role, on: .panel, .bold)),
          Span(line, Style(.text, on: .panel)),
        ]
      }
    }
  }
}
