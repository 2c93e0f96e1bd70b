/// Keys and what they do, in one line; each is `item(hint.index)` when clicked.
public struct KeyFooter: Widget {
  /// The keys, the most important first.
  public var hints: [KeyHint]
  /// The footer's id for clicks.
  public var id: Int
  /// The background of the line.
  public var background: Role

  /// Makes a footer.
  public init(_ hints: [KeyHint], id: Int, background: Role = .panel) {
    self.hints = hints
    self.id = id
    self.background = background
  }

  /// Draws as many hints as there is room for, whole ones only, and an ellipsis if some are left.
  public func draw(in area: Rect, of frame: inout Frame) {
    frame.fill(area.line(0), style: Style(.text, on: background))
    var rest = area.line(0)
    _ = rest.takeLeft(1)
    for (place, hint) in hints.enumerated() {
      let width =
        SafeText.width(of: hint.key, ascii: frame.glyphs.isASCII)
        + SafeText.width(of: hint.title, ascii: frame.glyphs.isASCII) + 1
      let isLast = place == hints.count - 1
      guard width <= rest.width - (isLast ? 0 : 2) else {
        frame.put(
          frame.glyphs.ellipsis, column: rest.column, row: rest.row,
          style: Style(.muted, on: background))
        return
      }
      let keyStyle = Style(hint.isEnabled ? .key : .faint, on: background, .bold)
      let titleStyle = Style(hint.isEnabled ? .text : .faint, on: background)
      let target = rest.takeLeft(width)
      frame.write([Span(hint.key, keyStyle), Span(" \(hint.title)", titleStyle)], in: target)
      if hint.isEnabled { frame.addHit(target, HitTarget(id, .item(hint.index))) }
      _ = rest.takeLeft(2)
    }
  }
}
