/// Entries one below the other; each is `row(index)` when clicked.
public struct ListView: Widget {
  /// One entry.
  public struct Entry: Hashable, Sendable {
    /// The words.
    public var title: [Span]
    /// At the right: a count, a size, a key.
    public var note: String
    /// Whether it can be chosen; a heading can't.
    public var isEnabled: Bool

    /// Makes an entry.
    public init(_ title: String, note: String = "", isEnabled: Bool = true) {
      self.init([Span(title, isEnabled ? .text : .faint)], note: note, isEnabled: isEnabled)
    }

    /// Makes an entry of several pieces.
    public init(_ title: [Span], note: String = "", isEnabled: Bool = true) {
      self.title = title
      self.note = note
      self.isEnabled = isEnabled
    }
  }

  /// The entries.
  public var entries: [Entry]
  /// The selected one.
  public var selected: Int?
  /// The first in sight; moved as far as the selected entry needs it.
  public var first: Int
  /// Whether the list has the focus.
  public var isFocused: Bool
  /// The list's id for clicks.
  public var id: Int
  /// The background.
  public var background: Role

  /// Makes a list.
  public init(
    _ entries: [Entry], selected: Int? = nil, first: Int = 0, isFocused: Bool = false, id: Int,
    background: Role = .canvas
  ) {
    self.entries = entries
    self.selected = selected
    self.first = first
    self.isFocused = isFocused
    self.id = id
    self.background = background
  }

  /// Draws the entries in sight and a scrollbar.
  public func draw(in area: Rect, of frame: inout Frame) {
    var body = area
    if entries.count > area.height {
      let bar = body.takeRight(1)
      frame.draw(
        Scrollbar(total: entries.count, visible: area.height, first: start(area), id: id), in: bar)
    }
    let start = start(area)
    for (offset, index) in (start..<max(start, min(entries.count, start + area.height)))
      .enumerated()
    {
      draw(index, in: body.line(offset), of: &frame)
    }
  }

  private func start(_ area: Rect) -> Int {
    Scrollbar.first(showing: selected, from: first, visible: area.height, total: entries.count)
  }

  private func draw(_ index: Int, in line: Rect, of frame: inout Frame) {
    let entry = entries[index]
    let isSelected = index == selected
    let ground: Role = isSelected ? (isFocused ? .selection : .selectionUnfocused) : background
    if isSelected { frame.fill(line, style: Style(.text, on: ground)) }
    if isSelected, isFocused {
      frame.offerCursor(Position(column: line.column, row: line.row))
    }
    if entry.isEnabled { frame.addHit(line, HitTarget(id, .row(index))) }
    var rest = line
    let mark = rest.takeLeft(2)
    if isSelected {
      frame.put(
        frame.glyphs.pointer, column: mark.column, row: mark.row,
        style: Style(isFocused ? .selectionText : .accent, on: ground, .bold))
    }
    let noteWidth = SafeText.width(of: entry.note, ascii: frame.glyphs.isASCII)
    if noteWidth > 0 && noteWidth + 8 < rest.width {
      let place = rest.takeRight(noteWidth)
      frame.write(
        entry.note, in: place,
        style: Style(isSelected && isFocused ? .selectionText : .muted, on: ground))
      _ = rest.takeRight(1)
    }
    let spans = entry.title.map { span -> Span in
      var style = span.style.on(ground)
      if isSelected && isFocused && style.foreground == .text { style.foreground = .selectionText }
      return Span(span.text, isSelected ? style.bold : style)
    }
    frame.write(spans, in: rest)
  }
}
