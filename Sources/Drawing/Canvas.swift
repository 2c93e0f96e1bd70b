import CCairo

/// A sheet to draw on, measured in points from the top left, and saved as PNG, SVG or PDF.
///
/// What is drawn is kept as lines, areas and letters, so that each format gets them sharp. A canvas
/// belongs to one thread at a time.
public final class Canvas {
  /// The width in points.
  public let width: Double
  /// The height in points.
  public let height: Double
  private let surface: OpaquePointer
  private let context: OpaquePointer

  /// Makes an empty, clear canvas.
  ///
  /// - Parameters: both sides in points, above 0 and up to 30 000.
  /// - Throws: ``DrawingError`` when Cairo has no room for it.
  public init(width: Double, height: Double) throws(DrawingError) {
    precondition(
      width > 0 && height > 0 && width <= 30_000 && height <= 30_000,
      "A canvas has sides above 0 and up to 30000 points.")
    self.width = width
    self.height = height
    var extents = cairo_rectangle_t(x: 0, y: 0, width: width, height: height)
    guard let surface = cairo_recording_surface_create(CAIRO_CONTENT_COLOR_ALPHA, &extents),
      let context = cairo_create(surface)
    else { throw DrawingError(.cairo, "Cairo gave no surface; is there memory left?") }
    self.surface = surface
    self.context = context
    let options = cairo_font_options_create()
    // The same letters at the same places in every format and at every scale.
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
    cairo_set_font_options(context, options)
    cairo_font_options_destroy(options)
    try Canvas.check(cairo_status(context), "drawing began")
  }

  deinit {
    cairo_destroy(context)
    cairo_surface_destroy(surface)
  }

  // MARK: Drawing

  /// Fills a rectangle.
  public func fill(x: Double, y: Double, width: Double, height: Double, _ color: Color) {
    use(color)
    cairo_rectangle(context, x, y, width, height)
    cairo_fill(context)
  }

  /// Fills what a path encloses.
  public func fill(_ path: Path, _ color: Color) {
    use(color)
    trace(path)
    cairo_fill(context)
  }

  /// Draws along a path.
  ///
  /// - Parameters:
  ///   - width: of the line, in points.
  ///   - dashes: lengths in points of line and gap in turn; empty for a line without gaps.
  public func stroke(_ path: Path, width: Double, _ color: Color, dashes: [Double] = []) {
    use(color)
    cairo_set_line_width(context, width)
    cairo_set_dash(context, dashes, Int32(dashes.count), 0)
    trace(path)
    cairo_stroke(context)
  }

  /// Writes a line of text to the right from a point on the baseline.
  public func text(_ text: String, at point: Point, _ font: Font, _ color: Color) {
    use(color)
    use(font)
    cairo_move_to(context, point.x, point.y)
    cairo_show_text(context, text)
  }

  // MARK: Measuring

  /// How far the next text would begin behind this one, in points.
  public func advance(of text: String, _ font: Font) -> Double {
    use(font)
    var extents = cairo_text_extents_t()
    cairo_text_extents(context, text, &extents)
    return extents.x_advance
  }

  /// How far letters reach above and below the baseline.
  public func extent(of font: Font) -> FontExtent {
    use(font)
    var extents = cairo_font_extents_t()
    cairo_font_extents(context, &extents)
    return FontExtent(ascent: extents.ascent, descent: extents.descent)
  }

  /// Whether a font has a glyph for every character of a text.
  public func hasGlyphs(for text: String, _ font: Font) -> Bool {
    use(font)
    var glyphs: UnsafeMutablePointer<cairo_glyph_t>?
    var count: Int32 = 0
    let status = cairo_scaled_font_text_to_glyphs(
      cairo_get_scaled_font(context), 0, 0, text, Int32(text.utf8.count), &glyphs, &count, nil,
      nil, nil)
    guard status == CAIRO_STATUS_SUCCESS, let glyphs else { return false }
    defer { cairo_glyph_free(glyphs) }
    return UnsafeBufferPointer(start: glyphs, count: Int(count)).allSatisfy { $0.index != 0 }
  }

  /// The first family of a list whose letters all have one width, and `monospace` after them.
  ///
  /// - Throws: ``DrawingError`` when none is installed.
  public func monospacedFamily(among families: [String]) throws(DrawingError) -> String {
    for family in families + ["monospace"] {
      let font = Font(family: family, size: 100)
      if abs(advance(of: "i", font) - advance(of: "M", font)) < 0.01 { return family }
    }
    throw DrawingError(
      .noFont,
      "No font with letters of one width is installed; install one, such as the package "
        + "fonts-dejavu-core.")
  }

  // MARK: Saving

  /// The picture as PNG.
  ///
  /// - Parameter scale: pixels a point; the sides are rounded up to whole pixels.
  /// - Throws: ``DrawingError`` when Cairo fails.
  public func png(scale: Double = 1) throws(DrawingError) -> [UInt8] {
    precondition(scale > 0 && scale <= 16, "A scale is above 0 and up to 16.")
    let image = cairo_image_surface_create(
      CAIRO_FORMAT_ARGB32, Int32((width * scale).rounded(.up)),
      Int32((height * scale).rounded(.up)))
    defer { cairo_surface_destroy(image) }
    try paint(on: image, scale: scale)
    let sink = Sink()
    let status = withExtendedLifetime(sink) {
      cairo_surface_write_to_png_stream(image, Sink.write, sink.pointer)
    }
    try Canvas.check(status, "the PNG was written")
    return sink.bytes
  }

  /// The picture as SVG; letters are shapes, so that it looks the same without the font.
  ///
  /// - Throws: ``DrawingError`` when Cairo fails.
  public func svg() throws(DrawingError) -> [UInt8] {
    try vector("SVG") { cairo_svg_surface_create_for_stream(Sink.write, $0, width, height) }
  }

  /// The picture as PDF.
  ///
  /// - Throws: ``DrawingError`` when Cairo fails.
  public func pdf() throws(DrawingError) -> [UInt8] {
    try vector("PDF") { cairo_pdf_surface_create_for_stream(Sink.write, $0, width, height) }
  }

  /// The pictures as pages of one PDF, each of its own size.
  ///
  /// - Parameter title: what viewers show as the name of the document.
  /// - Throws: ``DrawingError`` when Cairo fails.
  /// - Precondition: there is a page.
  public static func pdf(pages: [Canvas], title: String) throws(DrawingError) -> [UInt8] {
    guard let first = pages.first else { preconditionFailure("A document has a page.") }
    let sink = Sink()
    let target = cairo_pdf_surface_create_for_stream(
      Sink.write, sink.pointer, first.width, first.height)
    defer { cairo_surface_destroy(target) }
    cairo_pdf_surface_set_metadata(target, CAIRO_PDF_METADATA_TITLE, title)
    for page in pages {
      cairo_pdf_surface_set_size(target, page.width, page.height)
      try page.paint(on: target, scale: 1)
      cairo_surface_show_page(target)
    }
    let status = withExtendedLifetime(sink) {
      cairo_surface_finish(target)
      return cairo_surface_status(target)
    }
    try check(status, "the PDF was written")
    return sink.bytes
  }

  private func vector(
    _ name: String, _ create: (UnsafeMutableRawPointer) -> OpaquePointer?
  ) throws(DrawingError) -> [UInt8] {
    let sink = Sink()
    let target = create(sink.pointer)
    defer { cairo_surface_destroy(target) }
    try paint(on: target, scale: 1)
    let status = withExtendedLifetime(sink) {
      cairo_surface_finish(target)
      return cairo_surface_status(target)
    }
    try Canvas.check(status, "the \(name) was written")
    return sink.bytes
  }

  private func paint(on target: OpaquePointer?, scale: Double) throws(DrawingError) {
    try Canvas.check(cairo_status(context), "the picture was drawn")
    let painter = cairo_create(target)
    defer { cairo_destroy(painter) }
    cairo_scale(painter, scale, scale)
    cairo_set_source_surface(painter, surface, 0, 0)
    cairo_paint(painter)
    try Canvas.check(cairo_status(painter), "the picture was copied")
  }

  // MARK: Inside

  private func use(_ color: Color) {
    cairo_set_source_rgba(context, color.red, color.green, color.blue, color.opacity)
  }

  private func use(_ font: Font) {
    cairo_select_font_face(
      context, font.family, font.isItalic ? CAIRO_FONT_SLANT_ITALIC : CAIRO_FONT_SLANT_NORMAL,
      font.isBold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL)
    cairo_set_font_size(context, font.size)
  }

  private func trace(_ path: Path) {
    cairo_new_path(context)
    for element in path.elements {
      switch element {
      case .move(let point): cairo_move_to(context, point.x, point.y)
      case .line(let point): cairo_line_to(context, point.x, point.y)
      case .curve(let first, let second, let point):
        cairo_curve_to(context, first.x, first.y, second.x, second.y, point.x, point.y)
      case .arc(let center, let radius):
        cairo_arc(context, center.x, center.y, radius, 0, 2 * Double.pi)
      case .close: cairo_close_path(context)
      }
    }
  }

  private static func check(_ status: cairo_status_t, _ moment: String) throws(DrawingError) {
    guard status != CAIRO_STATUS_SUCCESS else { return }
    let reason = cairo_status_to_string(status).map { String(cString: $0) } ?? "no reason given"
    throw DrawingError(.cairo, "Cairo failed when \(moment): \(reason).")
  }
}
