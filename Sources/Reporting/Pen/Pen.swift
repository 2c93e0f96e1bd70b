import Drawing

/// Writes text on a canvas where it shall stand, and breaks or shortens it to a width.
struct Pen {
  let canvas: Canvas

  /// How a text looks.
  struct Style {
    var size: Double
    var isBold = false
    var color = Ink.text

    static let body = Style(size: 9.5)
    static let small = Style(size: 8, color: Ink.muted)
    static let label = Style(size: 8.5)
    static let figureTitle = Style(size: 11, isBold: true)
  }

  /// Which point of a text stands where it is put.
  enum Alignment {
    case leading, center, trailing
  }

  private static let family = "sans-serif"
  /// Families for letters that the usual one lacks.
  private static let others = [
    "Noto Sans", "Noto Sans CJK SC", "WenQuanYi Zen Hei", "DejaVu Sans", "Arial Unicode MS",
  ]

  private func font(_ style: Style, for text: String) -> Font {
    let usual = Font(family: Pen.family, size: style.size, isBold: style.isBold)
    guard !text.utf8.allSatisfy({ $0 < 0x80 }), !canvas.hasGlyphs(for: text, usual) else {
      return usual
    }
    let fonts = Pen.others.map { Font(family: $0, size: style.size, isBold: style.isBold) }
    return fonts.first { canvas.hasGlyphs(for: text, $0) } ?? usual
  }

  /// How wide a text is.
  func width(_ text: String, _ style: Style) -> Double {
    canvas.advance(of: text, font(style, for: text))
  }

  /// Writes one line on a baseline.
  func write(_ text: String, at point: Point, _ style: Style, _ alignment: Alignment = .leading) {
    guard !text.isEmpty else { return }
    let font = font(style, for: text)
    let shift: Double =
      switch alignment {
      case .leading: 0
      case .center: canvas.advance(of: text, font) / 2
      case .trailing: canvas.advance(of: text, font)
      }
    canvas.text(text, at: Point(point.x - shift, point.y), font, style.color)
  }

  /// The text, or as much of its beginning as fits with “…” behind it.
  func fitted(_ text: String, width: Double, _ style: Style) -> String {
    guard self.width(text, style) > width else { return text }
    let letters = Array(text)
    var low = 0
    var high = letters.count
    while low < high {
      let middle = (low + high + 1) / 2
      let short = String(letters[..<middle]) + "…"
      if self.width(short, style) <= width { low = middle } else { high = middle - 1 }
    }
    return low == 0 ? "…" : String(letters[..<low]) + "…"
  }

  /// The text in lines that fit; a word that is too long alone is cut.
  func lines(_ text: String, width: Double, _ style: Style) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      var rest = String(word)
      let longer = line.isEmpty ? rest : line + " " + rest
      if self.width(longer, style) <= width {
        line = longer
        continue
      }
      if !line.isEmpty { lines.append(line) }
      while self.width(rest, style) > width, rest.count > 1 {
        let head = fitted(rest, width: width, style)
        let kept = max(1, head.count - 1)
        lines.append(String(rest.prefix(kept)))
        rest = String(rest.dropFirst(kept))
      }
      line = rest
    }
    return line.isEmpty && !lines.isEmpty ? lines : lines + [line]
  }

  /// A straight line.
  func line(_ from: Point, _ to: Point, width: Double, _ color: Color, dashes: [Double] = []) {
    canvas.stroke(Path([from, to]), width: width, color, dashes: dashes)
  }
}
