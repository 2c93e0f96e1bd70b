import TerminalKit

/// What a pane says while there is nothing to show.
enum EmptyPage {
  /// Draws a few centred lines.
  static func draw(_ text: String, in area: Rect, of frame: inout Frame) {
    let width = min(64, area.width - 4)
    let lines = Paragraph.lines(of: text, width: width, ascii: frame.glyphs.isASCII)
    let place = area.centered(Size(width: width, height: lines.count))
    for (offset, line) in lines.enumerated() {
      frame.write(line, in: place.line(offset), style: .muted, alignment: .center)
    }
  }
}
