/// Tabs in a row; each is `item(index)` of the bar's id when clicked.
public struct TabBar: Widget {
  /// The words on the tabs.
  public var titles: [String]
  /// The current tab.
  public var selected: Int
  /// The number of the first tab, in front of its words; `nil` for none.
  public var firstNumber: Int?
  /// The bar's id for clicks.
  public var id: Int
  /// The background of the bar.
  public var background: Role

  /// Makes a bar.
  public init(
    _ titles: [String], selected: Int, id: Int, firstNumber: Int? = 1, background: Role = .canvas
  ) {
    self.titles = titles
    self.selected = selected
    self.id = id
    self.firstNumber = firstNumber
    self.background = background
  }

  /// Draws the tabs; where there isn't room for all words, only the current tab keeps its own, and of
  /// tabs without numbers the first ones go until the current one is in sight.
  public func draw(in area: Rect, of frame: inout Frame) {
    frame.fill(area.line(0), style: Style(.text, on: background))
    let full = titles.reduce(0) { $0 + SafeText.width(of: $1) + (firstNumber == nil ? 2 : 4) }
    let isShort = full > area.width && firstNumber != nil
    let gap = full + titles.count > area.width ? 0 : 1
    var rest = area.line(0)
    let first = full > area.width && firstNumber == nil ? firstInSight(area.width) : 0
    if first > 0 {
      let mark = rest.takeLeft(1)
      frame.put(
        frame.glyphs.left, column: mark.column, row: mark.row, style: Style(.accent, on: background)
      )
    }
    for (index, title) in titles.enumerated() where index >= first && !rest.isEmpty {
      // Half a word reads as another one.
      if firstNumber == nil, SafeText.width(of: title) + 2 > rest.width {
        let mark = rest.takeRight(1)
        frame.put(
          frame.glyphs.right, column: mark.column, row: mark.row,
          style: Style(.accent, on: background))
        return
      }
      let isCurrent = index == selected
      let number = firstNumber.map { "\($0 + index)" } ?? ""
      let words = isShort && !isCurrent ? "" : title
      let separator = number.isEmpty || words.isEmpty ? "" : " "
      let spans =
        isCurrent
        ? [Span(" \(number)\(separator)\(words) ", Style(.tabText, on: .tab, .bold))]
        : [
          Span(" \(number)", Style(.key, on: background)),
          Span("\(separator)\(words) ", Style(.muted, on: background)),
        ]
      let width = frame.write(spans, in: rest)
      frame.addHit(rest.takeLeft(width), HitTarget(id, .item(index)))
      _ = rest.takeLeft(gap)
    }
  }

  /// The first tab from which the current one still ends in sight, with a column for a mark at each end.
  private func firstInSight(_ width: Int) -> Int {
    var first = min(selected, max(0, titles.count - 1))
    var used = titles.isEmpty ? 0 : SafeText.width(of: titles[first]) + 2
    while first > 0, used + SafeText.width(of: titles[first - 1]) + 2 <= width - 2 {
      first -= 1
      used += SafeText.width(of: titles[first]) + 2
    }
    return first
  }
}
