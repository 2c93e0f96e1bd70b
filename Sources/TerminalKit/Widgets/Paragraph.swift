/// Words, broken into lines that fit.
public struct Paragraph: Widget {
  /// The text; line ends in it stay.
  public var text: String
  /// How it is drawn.
  public var style: Style
  /// Where lines stand.
  public var alignment: Alignment

  /// Makes a paragraph.
  public init(_ text: String, style: Style = .text, alignment: Alignment = .left) {
    self.text = text
    self.style = style
    self.alignment = alignment
  }

  /// Draws as many lines as fit; an ellipsis ends the last one if there are more.
  public func draw(in area: Rect, of frame: inout Frame) {
    let lines = Paragraph.lines(of: text, width: area.width, ascii: frame.glyphs.isASCII)
    for (index, line) in lines.prefix(area.height).enumerated() {
      let isCut = index == area.height - 1 && lines.count > area.height
      let shown =
        isCut ? frame.truncated(line + "  ", width: min(area.width, line.count + 1)) : line
      frame.write(shown, in: area.line(index), style: style, alignment: alignment)
    }
  }

  /// The lines of a text for that width; a word that is longer than a line is broken.
  public static func lines(of text: String, width: Int, ascii: Bool = false) -> [String] {
    guard width > 0 else { return [] }
    var lines: [String] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      var current = ""
      var used = 0
      for word in line.split(separator: " ") {
        for piece in pieces(of: String(word), width: width, ascii: ascii) {
          let size = SafeText.width(of: piece, ascii: ascii)
          if used > 0 && used + 1 + size > width {
            lines.append(current)
            (current, used) = ("", 0)
          }
          current += used > 0 ? " " + piece : piece
          used += used > 0 ? size + 1 : size
        }
      }
      lines.append(current)
    }
    return lines
  }

  private static func pieces(of word: String, width: Int, ascii: Bool) -> [String] {
    if SafeText.width(of: word, ascii: ascii) <= width { return [word] }
    var pieces = [""]
    var used = 0
    for character in word {
      let size = SafeText.width(of: String(character), ascii: ascii)
      if used + size > width && used > 0 {
        pieces.append("")
        used = 0
      }
      pieces[pieces.count - 1].append(character)
      used += size
    }
    return pieces
  }
}
