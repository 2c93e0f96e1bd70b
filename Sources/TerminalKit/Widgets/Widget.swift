/// Something that draws itself into an area of a frame, and nowhere else.
///
/// Widgets keep nothing between frames; what changes over time is the caller's state.
public protocol Widget {
  /// Draws into the area.
  func draw(in area: Rect, of frame: inout Frame)
}

extension Frame {
  /// Draws a widget with the clip narrowed to its area.
  public mutating func draw(_ widget: some Widget, in area: Rect) {
    guard !area.intersection(clip).isEmpty else { return }
    clipped(to: area) { widget.draw(in: area, of: &$0) }
  }
}
