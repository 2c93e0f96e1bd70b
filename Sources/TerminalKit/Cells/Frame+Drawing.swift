extension Frame {
  /// Writes text from a position to the right; what doesn't fit the clip is cut.
  ///
  /// - Returns: The columns that the text takes, cut or not.
  @discardableResult
  public mutating func write(
    _ text: some StringProtocol, column: Int, row: Int, style: Style = .text
  ) -> Int {
    guard row >= clip.row, row < clip.endRow else {
      return SafeText.width(of: text, ascii: glyphs.isASCII)
    }
    var at = column
    if SafeText.isPlain(text) {
      for byte in text.utf8 {
        put(code: UInt32(byte), column: at, row: row, style: style)
        at += 1
      }
      return at - column
    }
    for cluster in SafeText.clusters(of: text, ascii: glyphs.isASCII) {
      put(cluster, column: at, row: row, style: style)
      at += cluster.width
    }
    return at - column
  }

  /// Writes text into the first row of an area, with an ellipsis if there isn't room for all of it.
  ///
  /// Columns that the text doesn't cover are left as they are.
  /// - Returns: The columns written.
  @discardableResult
  public mutating func write(
    _ text: some StringProtocol, in rect: Rect, style: Style = .text,
    alignment: Alignment = .left
  ) -> Int {
    guard rect.width > 0, rect.height > 0 else { return 0 }
    let fitted = truncated(text, width: rect.width)
    let width = SafeText.width(of: fitted, ascii: glyphs.isASCII)
    let shift =
      switch alignment {
      case .left: 0
      case .center: (rect.width - width) / 2
      case .right: rect.width - width
      }
    write(fitted, column: rect.column + shift, row: rect.row, style: style)
    return width
  }

  /// Writes pieces of text one after the other into the first row of an area, with an ellipsis
  /// where the room ends.
  ///
  /// - Returns: The columns written.
  @discardableResult
  public mutating func write(
    _ spans: [Span], in rect: Rect, alignment: Alignment = .left
  ) -> Int {
    let total = spans.reduce(0) { $0 + SafeText.width(of: $1.text, ascii: glyphs.isASCII) }
    let slack = max(0, rect.width - total)
    var rest = rect
    _ = rest.takeLeft(alignment == .left ? 0 : alignment == .right ? slack : slack / 2)
    let start = rest.column
    for span in spans where !rest.isEmpty {
      _ = rest.takeLeft(write(span.text, in: rest, style: span.style))
    }
    return rest.column - start
  }

  /// The text, cut to a number of columns with an ellipsis as its last character if it was longer.
  public func truncated(_ text: some StringProtocol, width: Int) -> String {
    let ascii = glyphs.isASCII
    if SafeText.width(of: text, ascii: ascii) <= width { return String(text) }
    guard width > 0 else { return "" }
    var result = String.UnicodeScalarView()
    var used = 0
    for cluster in SafeText.clusters(of: text, ascii: ascii) {
      if used + cluster.width > width - 1 { break }
      used += cluster.width
      for code in [cluster.base] + cluster.marks {
        if let scalar = Unicode.Scalar(code) { result.append(scalar) }
      }
    }
    return String(result) + String(glyphs.ellipsis)
  }

  /// Fills an area with one character that is one cell wide.
  public mutating func fill(_ rect: Rect, with glyph: Unicode.Scalar = " ", style: Style = .text) {
    let area = rect.intersection(clip)
    for row in area.row..<max(area.row, area.endRow) {
      for column in area.column..<max(area.column, area.endColumn) {
        put(glyph, column: column, row: row, style: style)
      }
    }
  }

  /// Puts one character into a cell; outside of the clip nothing happens.
  public mutating func put(
    _ glyph: Unicode.Scalar, column: Int, row: Int, style: Style = .text
  ) {
    if glyph.value >= 0x20 && glyph.value < 0x7F {
      put(code: glyph.value, column: column, row: row, style: style)
    } else if let cluster = SafeText.clusters(of: String(glyph), ascii: glyphs.isASCII).first {
      put(cluster, column: column, row: row, style: style)
    }
  }

  /// Draws a horizontal line.
  public mutating func horizontalLine(
    column: Int, row: Int, width: Int, style: Style = Style(.border)
  ) {
    fill(
      Rect(column: column, row: row, width: width, height: 1), with: glyphs.horizontal, style: style
    )
  }

  /// Draws a vertical line.
  public mutating func verticalLine(
    column: Int, row: Int, height: Int, style: Style = Style(.border)
  ) {
    fill(
      Rect(column: column, row: row, width: 1, height: height), with: glyphs.vertical, style: style)
  }
}
