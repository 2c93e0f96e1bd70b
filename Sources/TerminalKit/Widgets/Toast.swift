/// News in a small box at the lower right of an area, over whatever is there.
public struct Toast: Widget {
  /// What kind of news.
  public var kind: StatusLine.Kind
  /// The words.
  public var text: String

  /// Makes a toast.
  public init(_ kind: StatusLine.Kind, _ text: String) {
    self.kind = kind
    self.text = text
  }

  /// Draws the box.
  public func draw(in area: Rect, of frame: inout Frame) {
    let width = SafeText.width(of: text, ascii: frame.glyphs.isASCII)
    var rest = area
    var box = rest.takeBottom(3)
    box = box.takeRight(min(area.width, width + 7))
    frame.draw(Panel(background: .panel), in: box)
    frame.draw(
      StatusLine(kind, text, background: .panel), in: box.inset(horizontal: 1, vertical: 1))
  }
}
