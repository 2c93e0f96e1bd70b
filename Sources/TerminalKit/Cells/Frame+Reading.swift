extension Frame {
  /// The screen as somebody reads it aloud: box by box, without lines and blocks, charts in words.
  ///
  /// What lies under a modal box is not read.
  public var reading: [String] {
    guard isModal else { return reading(of: bounds) }
    return areas.indices.filter { isOutermost($0, among: Array(areas.indices)) }
      .flatMap { [heading(areas[$0])] + reading(of: areas[$0]) }
  }

  /// What stands in one box, without its border.
  public func reading(of area: Area) -> [String] {
    reading(of: area.rect.inset(horizontal: 1, vertical: 1))
  }

  /// The line that the cursor is in, as far as its box goes and without charts beside it; empty without
  /// a cursor.
  public var focusedLine: String {
    guard let cursor else { return "" }
    let box = areas.last { $0.rect.contains(cursor) }?.rect ?? bounds
    return line(
      row: cursor.row, columns: box.column + 1..<max(box.column + 1, box.endColumn - 1)
    ) { position in
      !figures.contains { $0.rect.contains(position) && !$0.rect.contains(cursor) }
    }
  }

  /// The lines of a part of the screen; boxes in it come one after another.
  private func reading(of part: Rect) -> [String] {
    // Each cell belongs to the box drawn last over it.
    let boxes = areas.enumerated().filter { _, area in
      area.rect != part && part.intersection(area.rect) == area.rect
    }.map(\.offset)
    let owner = { (position: Position) in boxes.last { self.areas[$0].rect.contains(position) } }
    var lines: [String] = []
    var told: Set<Int> = []
    for row in part.row..<max(part.row, part.endRow) {
      for box in boxes where areas[box].rect.row == row && isOutermost(box, among: boxes) {
        lines.append(heading(areas[box]))
        lines += reading(of: areas[box])
      }
      for index in figures.indices where !told.contains(index) {
        let rect = figures[index].rect
        guard rect.row == row, part.intersection(rect) == rect, !rect.isEmpty,
          owner(Position(column: rect.column, row: rect.row)) == nil
        else { continue }
        told.insert(index)
        lines.append(figures[index].description)
      }
      let text = line(row: row, columns: part.column..<part.endColumn) { position in
        owner(position) == nil && !figures.contains { $0.rect.contains(position) }
      }
      if text.contains(where: { $0.isLetter || $0.isNumber }) { lines.append(text) }
    }
    return lines
  }

  private func isOutermost(_ box: Int, among boxes: [Int]) -> Bool {
    !boxes.contains { other in
      other != box && areas[other].rect != areas[box].rect
        && areas[other].rect.intersection(areas[box].rect) == areas[box].rect
    }
  }

  /// The border of a box says what is in it, and whether the keys go there.
  private func heading(_ area: Area) -> String {
    let rect = area.rect
    let border = line(row: rect.row, columns: rect.column..<rect.endColumn) { _ in true }
    let foot = line(row: rect.endRow - 1, columns: rect.column..<rect.endColumn) { _ in true }
    let words = [border.isEmpty ? "Box" : border, foot].filter { !$0.isEmpty }
    return "## " + words.joined(separator: "; ") + (area.isFocused ? " (focus)" : "")
  }

  /// The words in a row without lines, blocks and dots; gaps of any width are two spaces.
  private func line(
    row: Int, columns: Range<Int>, where isWanted: (Position) -> Bool
  ) -> String {
    var words: [String] = []
    var word = String.UnicodeScalarView()
    var gap = 0
    for column in columns {
      let codes =
        isWanted(Position(column: column, row: row)) ? scalars(column: column, row: row) : [0x20]
      for code in codes {
        if code == 0x20 || Frame.isDrawing(code) {
          gap += 1
          continue
        }
        if gap > 1, !word.isEmpty {
          words.append(String(word))
          word = String.UnicodeScalarView()
        } else if gap == 1, !word.isEmpty {
          word.append(" ")
        }
        gap = 0
        if let scalar = Unicode.Scalar(code) { word.append(scalar) }
      }
    }
    if !word.isEmpty { words.append(String(word)) }
    return words.joined(separator: "  ")
  }

  /// Lines, blocks and braille.
  private static func isDrawing(_ code: UInt32) -> Bool {
    code >= 0x2500 && code < 0x25A0 || code >= 0x2800 && code < 0x2900
  }
}
