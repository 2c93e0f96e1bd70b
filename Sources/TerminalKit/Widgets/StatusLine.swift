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

  /// The sign and colour of a kind of news.
  public static func sign(of kind: Kind, glyphs: Glyphs) -> (glyph: Unicode.Scalar, role: Role) {
    switch kind {
    case .information: (glyphs.dot, .muted)
    case .success: (glyphs.check, .good)
    case .warning: ("!", .warning)
    case .failure: (glyphs.cross, .bad)
    }
  }

  /// Draws the line, or as many lines as the area has; what does not fit ends in an ellipsis.
  public func draw(in area: Rect, of frame: inout Frame) {
    frame.fill(area, style: Style(.text, on: background))
    var rest = area
    _ = rest.takeLeft(1)
    let noteWidth = SafeText.width(of: note, ascii: frame.glyphs.isASCII)
    if noteWidth > 0 && noteWidth < rest.width / 2 {
      let place = rest.takeRight(noteWidth + 1)
      frame.write(note, in: place.line(0), style: Style(.muted, on: background))
      _ = rest.takeRight(1)
    }
    let (glyph, role) = StatusLine.sign(of: kind, glyphs: frame.glyphs)
    let words = Style(kind == .information ? .muted : .text, on: background)
    frame.write("\(glyph)", in: rest.takeLeft(2).line(0), style: Style(role, on: background, .bold))
    frame.draw(Paragraph(text, style: words), in: rest)
  }

  /// How many lines all the words take in that width.
  public func lineCount(width: Int, ascii: Bool = false) -> Int {
    Paragraph.lines(of: text, width: max(1, width - 3), ascii: ascii).count
  }
}
