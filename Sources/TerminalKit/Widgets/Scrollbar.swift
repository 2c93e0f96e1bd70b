/// A vertical scrollbar; a click or drag reports the share of its track as the hit's value.
public struct Scrollbar: Widget {
  /// Entries in all.
  public var total: Int
  /// Entries in sight.
  public var visible: Int
  /// The first entry in sight.
  public var first: Int
  /// The id for clicks.
  public var id: Int

  /// Makes a scrollbar.
  public init(total: Int, visible: Int, first: Int, id: Int) {
    self.total = total
    self.visible = visible
    self.first = first
    self.id = id
  }

  /// Draws track and thumb; nothing if everything is in sight.
  public func draw(in area: Rect, of frame: inout Frame) {
    guard total > visible, visible > 0, area.height > 0 else { return }
    let length = max(1, min(area.height, area.height * visible / total))
    let room = area.height - length
    let start = room * min(first, total - visible) / max(1, total - visible)
    frame.verticalLine(
      column: area.column, row: area.row, height: area.height, style: Style(.faint))
    let thumb = Rect(column: area.column, row: area.row + start, width: 1, height: length)
    frame.fill(thumb, with: frame.glyphs.scrollThumb, style: Style(.muted))
    frame.addHit(area, HitTarget(id, .scrollbar), isVerticalScale: true)
  }

  /// The first entry to show so that the selected one is in sight, changing `first` no more than
  /// necessary.
  public static func first(showing selected: Int?, from first: Int, visible: Int, total: Int) -> Int
  {
    var result = first
    if let selected {
      if selected < result { result = selected }
      if selected >= result + visible { result = selected - visible + 1 }
    }
    return max(0, min(result, total - visible))
  }
}
