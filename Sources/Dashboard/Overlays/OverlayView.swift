import TerminalKit

/// Draws the help and the palette over the panes.
enum OverlayView {
  static func draw(_ state: State, of frame: inout Frame) { draw(state.overlay, state, of: &frame) }

  private static func draw(_ overlay: State.Overlay?, _ state: State, of frame: inout Frame) {
    switch overlay {
    case .help(let entry, let first): drawHelp(entry, first: first, state, of: &frame)
    case .palette(let entry, let selected): drawPalette(entry, selected, state, of: &frame)
    case .news(let first): drawNews(first: first, state, of: &frame)
    case .chartWords(let first, let over):
      draw(over, state, of: &frame)
      drawChartWords(first: first, of: &frame)
    case .roles(let selected): RolesMenu.draw(selected, state, of: &frame)
    case .path(let entry): PathProgram.draw(entry, of: &frame)
    case .search: SearchView.draw(state, of: &frame)
    case .ingest: IngestView.draw(state, of: &frame)
    case .profiles(let choice): SavedProfiles.draw(choice, state, of: &frame)
    case .segments: FoundView(state: state).draw(of: &frame)
    case .monitored(let selected): ModelChoice.draw(selected, state, of: &frame)
    case .matrix(let matrix): MatrixView.draw(matrix, state, of: &frame)
    case nil: break
    }
  }

  static func size(in frame: Frame) -> Size { size(in: frame.size) }

  static func size(in screen: Size) -> Size {
    Size(width: min(92, screen.width - 8), height: min(30, screen.height - 4))
  }

  private static func search(
    _ entry: TextEntry, hint: String, in rect: Rect, of frame: inout Frame
  ) {
    frame.draw(
      TextField(
        entry.text, cursor: entry.cursor, prompt: "/ ", hint: hint, isFocused: true),
      in: rect)
  }

  private static func drawHelp(
    _ entry: TextEntry, first: Int, _ state: State, of frame: inout Frame
  ) {
    let lines = OverlayProgram.helpLines(for: entry.text, in: state, glyphs: frame.glyphs)
    var area = Popup(
      "Keys", size: size(in: frame), id: WidgetID.overlay, footnote: "Esc closes, arrows scroll"
    ).open(in: &frame)
    search(entry, hint: "type to search the keys", in: area.takeTop(1), of: &frame)
    _ = area.takeTop(1)
    let rows = helpRows(lines)
    if rows.isEmpty {
      frame.write("No key does that.", in: area.line(0), style: Style(.muted, on: .panel))
    }
    let start = max(0, min(first, rows.count - area.height))
    for (offset, row) in rows.dropFirst(start).prefix(area.height).enumerated() {
      draw(row, in: area.line(offset), of: &frame)
    }
  }

  private enum HelpRow {
    case heading(String)
    case line(KeyMap<Action>.HelpLine)
  }

  private static func helpRows(_ lines: [KeyMap<Action>.HelpLine]) -> [HelpRow] {
    var rows: [HelpRow] = []
    var group: String?
    for line in lines {
      if line.group != group { rows.append(.heading(line.group)) }
      group = line.group
      rows.append(.line(line))
    }
    return rows
  }

  private static func draw(_ row: HelpRow, in line: Rect, of frame: inout Frame) {
    var rest = line
    switch row {
    case .heading(let title):
      frame.write(title, in: rest, style: Style(.header, on: .panel, .bold))
    case .line(let help):
      _ = rest.takeLeft(2)
      let role: Role = help.disabledReason == nil ? .key : .faint
      frame.write(
        help.keys, in: rest.takeLeft(min(14, rest.width / 3)), style: Style(role, on: .panel, .bold)
      )
      _ = rest.takeLeft(1)
      let words = help.disabledReason.map { "\(help.help) Not now: \($0)" } ?? help.help
      frame.write(
        words, in: rest, style: Style(help.disabledReason == nil ? .text : .muted, on: .panel))
    }
  }

  private static func drawPalette(
    _ entry: TextEntry, _ selected: Int, _ state: State, of frame: inout Frame
  ) {
    let lines = OverlayProgram.paletteLines(for: entry.text, in: state, glyphs: frame.glyphs)
    var area = Popup(
      "Actions", size: size(in: frame), id: WidgetID.overlay,
      footnote: "Enter does it, Tab completes, Esc closes"
    ).open(in: &frame)
    search(
      entry, hint: "type a word of what you want to do", in: area.takeTop(1), of: &frame)
    _ = area.takeTop(1)
    if lines.isEmpty {
      frame.write("No action is called that.", in: area, style: Style(.muted, on: .panel))
    }
    let entries = lines.map { line in
      let isEnabled = line.disabledReason == nil
      return ListView.Entry(
        [
          Span("\(line.group): \(line.title)", Style(isEnabled ? .text : .faint)),
          Span("  \(line.disabledReason ?? line.help)", Style(isEnabled ? .muted : .faint)),
        ], note: line.keys)
    }
    frame.draw(
      ListView(
        entries, selected: entries.isEmpty ? nil : min(selected, entries.count - 1),
        isFocused: true, id: WidgetID.overlay, background: .panel), in: area)
    // The text field keeps the cursor: what is typed goes there.
  }

  /// What a click in an overlay means.
  static func actions(for hit: Hit, _ gesture: Gesture) -> [Action] {
    switch (gesture, hit.target.part) {
    case (.press, .outside): [.overlay(.close)]
    case (.press, .row(let index)): [.overlay(.choose(index))]
    case (.wheel(let notches), _):
      Array(repeating: .move(notches < 0 ? .up : .down), count: min(30, 3 * abs(notches)))
    default: []
    }
  }
}
