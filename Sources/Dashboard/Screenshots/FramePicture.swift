public import Drawing
public import TerminalKit

/// A frame as a picture: what a good terminal would show of it.
///
/// Every glyph stands on its cell; lines, blocks and braille are shapes that meet at the edges of
/// cells; wide characters take two.
public struct FramePicture {
  /// The sides of a cell in points.
  static let cell = (width: 9.0, height: 19.0)
  /// What is left free around the frame.
  static let margin = 10.0

  private let frame: Frame
  private let theme: Theme
  private let canvas: Canvas
  private let geometry: CellGeometry
  private let families: [String]
  private let fontSize: Double
  private let baseline: Double

  /// The fonts that are tried, the best first; those that the first lacks letters for fall to the rest.
  private static let families = [
    "DejaVu Sans Mono", "Noto Sans Mono", "Liberation Mono", "Menlo", "Courier New",
  ]
  /// Families for characters that the first font does not have.
  private static let others = [
    "DejaVu Sans", "Noto Sans Mono CJK SC", "Noto Sans CJK SC", "WenQuanYi Zen Hei Mono",
    "Noto Sans Symbols2", "sans-serif",
  ]

  /// Draws a frame.
  ///
  /// - Throws: ``DrawingError`` when no font is installed that fits a grid, or Cairo fails.
  public init(_ frame: Frame, theme: Theme) throws(DrawingError) {
    self.frame = frame
    self.theme = theme
    let cell = FramePicture.cell
    canvas = try Canvas(
      width: Double(max(1, frame.size.width)) * cell.width + 2 * FramePicture.margin,
      height: Double(max(1, frame.size.height)) * cell.height + 2 * FramePicture.margin)
    let family = try canvas.monospacedFamily(among: FramePicture.families)
    families = [family] + FramePicture.others
    geometry = CellGeometry(canvas: canvas, width: cell.width, height: cell.height, line: 1)
    // The size at which a letter is exactly as wide as a cell.
    let hundred = Font(family: family, size: 100)
    fontSize = 100 * cell.width / canvas.advance(of: "M", hundred)
    let extent = canvas.extent(of: Font(family: family, size: fontSize))
    baseline = (cell.height + extent.ascent - extent.descent) / 2
    draw()
  }

  /// The picture as PNG.
  ///
  /// - Parameter scale: pixels a point; 2 is sharp on screens of high density.
  /// - Throws: ``DrawingError`` when Cairo fails.
  public func png(scale: Double = 2) throws(DrawingError) -> [UInt8] {
    try canvas.png(scale: scale)
  }

  /// The picture as SVG.
  ///
  /// - Throws: ``DrawingError`` when Cairo fails.
  public func svg() throws(DrawingError) -> [UInt8] { try canvas.svg() }

  // MARK: Drawing

  private func draw() {
    let ground = colors(of: .text).background
    canvas.fill(x: 0, y: 0, width: canvas.width, height: canvas.height, ground)
    for row in 0..<frame.size.height {
      drawBackground(row, besides: ground)
      for column in 0..<frame.size.width { drawGlyph(column: column, row: row) }
    }
    guard let cursor = frame.cursor else { return }
    canvas.fill(
      x: x(cursor.column), y: y(cursor.row), width: 1.5, height: FramePicture.cell.height,
      colors(of: Style(.accent)).foreground)
  }

  /// Cells of one colour in a row are one area, so that no seams are seen between them.
  private func drawBackground(_ row: Int, besides ground: Color) {
    var start = 0
    while start < frame.size.width {
      let color = colors(of: frame[start, row].style).background
      var end = start + 1
      while end < frame.size.width, colors(of: frame[end, row].style).background == color {
        end += 1
      }
      if color != ground {
        canvas.fill(
          x: x(start), y: y(row), width: Double(end - start) * FramePicture.cell.width,
          height: FramePicture.cell.height, color)
      }
      start = end
    }
  }

  private func drawGlyph(column: Int, row: Int) {
    let style = frame[column, row].style
    let scalars = frame.scalars(column: column, row: row)
    guard let first = scalars.first else { return }
    let look = theme.appearance(of: style, depth: .full)
    let color = colors(of: style).foreground
    let isWide = column + 1 < frame.size.width && frame[column + 1, row].isContinuation
    let width = FramePicture.cell.width * (isWide ? 2 : 1)
    if look.attributes.contains(.underline) {
      canvas.fill(
        x: x(column), y: y(row) + baseline + 2, width: width, height: 1, color)
    }
    guard first != 0x20, !geometry.draw(first, x: x(column), y: y(row), color) else { return }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars.compactMap(Unicode.Scalar.init))
    let words = String(text)
    var font = Font(
      family: families[0], size: fontSize, isBold: look.attributes.contains(.bold),
      isItalic: look.attributes.contains(.italic))
    if first >= 0x7F { font.family = family(for: words, font) }
    var shift = 0.0
    if font.family != families[0] {
      // A letter of another font may be too wide, and stands in the middle if it is narrower.
      let advance = canvas.advance(of: words, font)
      if advance > width { font.size *= width / advance }
      shift = (width - min(width, advance)) / 2
    }
    canvas.text(words, at: Point(x(column) + shift, y(row) + baseline), font, color)
  }

  /// The first family that has the characters.
  private func family(for text: String, _ font: Font) -> String {
    families.first { family in
      var candidate = font
      candidate.family = family
      return canvas.hasGlyphs(for: text, candidate)
    } ?? families[0]
  }

  private func x(_ column: Int) -> Double {
    FramePicture.margin + Double(column) * FramePicture.cell.width
  }

  private func y(_ row: Int) -> Double {
    FramePicture.margin + Double(row) * FramePicture.cell.height
  }

  /// What a style looks like in the theme, with reversal and dimming applied.
  private func colors(of style: Style) -> (foreground: Color, background: Color) {
    let look = theme.appearance(of: style, depth: .full)
    let isLight = theme.name == Theme.light.name
    var foreground =
      look.foreground < 0
      ? Color(hex: isLight ? 0x202020 : 0xD8D8D8) : Palette.color(Int(look.foreground))
    var background =
      look.background < 0
      ? Color(hex: isLight ? 0xFFFFFF : 0x1C1C1C) : Palette.color(Int(look.background))
    if look.attributes.contains(.reverse) { swap(&foreground, &background) }
    if look.attributes.contains(.dim) {
      foreground = foreground.mixed(with: background, share: 0.4)
    }
    return (foreground, background)
  }
}

/// The colours of a terminal's palette of 256.
enum Palette {
  /// The sixteen basic colours; terminals differ, these are those of xterm.
  private static let basic: [UInt32] = [
    0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD, 0x00CDCD, 0xE5E5E5, 0x7F7F7F,
    0xFF0000, 0x00FF00, 0xFFFF00, 0x5C5CFF, 0xFF00FF, 0x00FFFF, 0xFFFFFF,
  ]

  /// The colour of an index from 0 to 255.
  static func color(_ index: Int) -> Color {
    switch index {
    case 0..<16: return Color(hex: basic[index])
    case 16..<232:
      let steps = [0.0, 95, 135, 175, 215, 255]
      let cube = index - 16
      return Color(
        red: steps[cube / 36] / 255, green: steps[cube / 6 % 6] / 255,
        blue: steps[cube % 6] / 255)
    default:
      let gray = Double(8 + 10 * (min(index, 255) - 232)) / 255
      return Color(red: gray, green: gray, blue: gray)
    }
  }
}
