/// One line of news, with a sign for its kind.
public struct StatusLine: Widget {
  /// The kinds of news.
  public enum Kind: String, Sendable, Codable {
    /// Nothing special.
    case information
    /// Something was done.
    case success
    /// Something to look at.
    case warning
    /// Something failed.
    case failure
  }

  /// What kind of news.
  public var kind: Kind
  /// The words.
  public var text: String
  /// At the right.
  public var note: String
  /// The background.
  public var background: Role

  /// Makes a status line.
  public init(_ kind: Kind, _ text: String, note: String = "", background: Role = .canvas) {
    self.kind = kind
    self.text = text
    self.note = note
    self.background = background
  }

  /// Draws the line.
  public func draw(in area: Rect, of frame: inout Frame) {
    var rest = area.line(0)
    frame.fill(rest, style: Style(.text, on: background))
    _ = rest.takeLeft(1)
    let noteWidth = SafeText.width(of: note, ascii: frame.glyphs.isASCII)
    if noteWidth > 0 && noteWidth < rest.width / 2 {
      let place = rest.takeRight(noteWidth + 1)
      frame.write(note, in: place, style: Style(.muted, on: background))
      _ = rest.takeRight(1)
    }
    let (glyph, role): (Unicode.Scalar, Role) =
      switch kind {
      case .information: (frame.glyphs.dot, .muted)
      case .success: (frame.glyphs.check, .good)
      case .warning: ("!", .warning)
      case .failure: (frame.glyphs.cross, .bad)
      }
    let words = Style(kind == .information ? .muted : .text, on: background)
    frame.write(
      [Span("\(glyph) ", Style(role, on: background, .bold)), Span(text, words)], in: rest)
  }
}
