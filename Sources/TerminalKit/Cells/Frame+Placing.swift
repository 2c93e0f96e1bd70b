extension Frame {
  /// Puts another frame over this one, with what can be clicked, its cursor and its charts' words.
  ///
  /// What doesn't fit is cut; where the other frame has no cursor, this one's stays.
  public mutating func place(_ other: Frame, column: Int = 0, row: Int = 0) {
    for line in 0..<other.size.height {
      for place in 0..<other.size.width {
        let cell = other[place, line]
        if cell.isContinuation { continue }
        let scalars = other.scalars(column: place, row: line)
        let isWide = place + 1 < other.size.width && other[place + 1, line].isContinuation
        put(
          SafeText.Cluster(
            base: scalars[0], marks: Array(scalars.dropFirst()), width: isWide ? 2 : 1),
          column: column + place, row: row + line, style: cell.style)
      }
    }
    for region in other.hitRegions {
      var rect = region.rect
      rect.column += column
      rect.row += row
      addHit(
        rect, region.target, horizontalValues: region.horizontalValues,
        isVerticalScale: region.isVerticalScale)
    }
    let moved = { (rect: Rect) in
      Rect(
        column: rect.column + column, row: rect.row + row, width: rect.width, height: rect.height)
    }
    for figure in other.figures { describe(figure.description, in: moved(figure.rect)) }
    for area in other.areas {
      addArea(moved(area.rect), title: area.title, isFocused: area.isFocused)
    }
    isModal = isModal || other.isModal
    if let cursor = other.cursor {
      self.cursor = Position(column: cursor.column + column, row: cursor.row + row)
    }
  }
}
