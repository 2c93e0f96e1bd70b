import TerminalKit

/// The charts in sight in words, one after another, in full.
extension OverlayView {
  static func drawChartWords(first: Int, of frame: inout Frame) {
    let figures = frame.figures
    let area = Popup(
      "The charts in words", size: size(in: frame), id: WidgetID.overlay,
      footnote: "Esc closes, arrows scroll"
    ).open(in: &frame)
    let lines = chartWordsLines(figures, width: area.width, ascii: frame.glyphs.isASCII)
    if lines.isEmpty {
      frame.write("There is no chart on this page.", in: area, style: Style(.muted, on: .panel))
    }
    let start = max(0, min(first, lines.count - area.height))
    for (offset, line) in lines.dropFirst(start).prefix(area.height).enumerated() {
      frame.write(line, in: area.line(offset), style: Style(.text, on: .panel))
    }
  }

  /// How many lines the words take on the screen of now.
  ///
  /// - Parameter over: what is below the words.
  static func chartWordsLineCount(over: State.Overlay?, in state: State) -> Int {
    var below = state
    below.overlay = over
    let frame = Screen.frame(of: below, size: state.size, medium: Medium())
    return chartWordsLines(frame.figures, width: size(in: state.size).width, ascii: false).count
  }

  private static func chartWordsLines(
    _ figures: [Frame.Figure], width: Int, ascii: Bool
  ) -> [String] {
    var lines: [String] = []
    for figure in figures {
      if !lines.isEmpty { lines.append("") }
      lines += Paragraph.lines(of: figure.description, width: width, ascii: ascii)
    }
    return lines
  }
}
