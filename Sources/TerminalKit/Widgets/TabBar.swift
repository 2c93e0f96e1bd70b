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

  /// Draws the tabs; where there isn't room for all words, only the current tab keeps its own.
  public func draw(in area: Rect, of frame: inout Frame) {
    frame.fill(area.line(0), style: Style(.text, on: background))
    let full = titles.reduce(0) { $0 + SafeText.width(of: $1) + (firstNumber == nil ? 2 : 4) }
    let isShort = full > area.width && firstNumber != nil
    let gap = full + titles.count > area.width ? 0 : 1
    var rest = area.line(0)
    for (index, title) in titles.enumerated() where !rest.isEmpty {
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
}
