/// A box around an area, with titles in its border.
public struct Panel: Widget {
  /// At the left of the upper border.
  public var title: String
  /// At the right of the upper border: counts, units.
  public var note: String
  /// At the right of the lower border: the place in a list, a hint.
  public var footnote: String
  /// Whether the area has the focus.
  public var isFocused: Bool
  /// The background inside.
  public var background: Role

  /// Makes a panel.
  public init(
    _ title: String = "", note: String = "", footnote: String = "", isFocused: Bool = false,
    background: Role = .canvas
  ) {
    self.title = title
    self.note = note
    self.footnote = footnote
    self.isFocused = isFocused
    self.background = background
  }

  /// The area that is left for the contents of a panel, a column of air at each side included.
  public static func inside(_ area: Rect) -> Rect { area.inset(horizontal: 2, vertical: 1) }

  /// Draws border, titles and background.
  public func draw(in area: Rect, of frame: inout Frame) {
    guard area.width >= 2, area.height >= 2 else { return }
    let line = Style(isFocused ? .borderFocused : .border, on: background)
    let glyphs = frame.glyphs
    frame.fill(area, style: Style(.text, on: background))
    let (right, bottom) = (area.endColumn - 1, area.endRow - 1)
    for row in [area.row, bottom] {
      frame.horizontalLine(column: area.column, row: row, width: area.width, style: line)
    }
    for column in [area.column, right] {
      frame.verticalLine(column: column, row: area.row, height: area.height, style: line)
    }
    frame.put(glyphs.topLeft, column: area.column, row: area.row, style: line)
    frame.put(glyphs.topRight, column: right, row: area.row, style: line)
    frame.put(glyphs.bottomLeft, column: area.column, row: bottom, style: line)
    frame.put(glyphs.bottomRight, column: right, row: bottom, style: line)
    drawTitles(in: area, of: &frame)
    frame.addArea(area, title: title, isFocused: isFocused)
  }

  private func drawTitles(in area: Rect, of frame: inout Frame) {
    guard area.width > 6 else { return }
    var top = Rect(column: area.column + 2, row: area.row, width: area.width - 4, height: 1)
    if !title.isEmpty {
      let style = Style(isFocused ? .accent : .header, on: background, .bold)
      _ = top.takeLeft(frame.write(" \(title) ", in: top, style: style))
    }
    // A note that would have to be cut says less than none.
    if !note.isEmpty, SafeText.width(of: note) + 3 <= top.width {
      frame.write(" \(note) ", in: top, style: Style(.muted, on: background), alignment: .right)
    }
    if !footnote.isEmpty {
      let below = Rect(
        column: area.column + 2, row: area.endRow - 1, width: area.width - 4, height: 1)
      frame.write(
        " \(footnote) ", in: below, style: Style(.muted, on: background), alignment: .right)
    }
  }
}
