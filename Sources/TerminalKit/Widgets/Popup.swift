/// A box above everything else, in the middle of the frame.
///
/// What lies under it is dimmed and can't be clicked any more; a click beside the box reports
/// `outside`.
public struct Popup {
  /// In the border.
  public var title: String
  /// The size of the contents; cut to the frame.
  public var size: Size
  /// The popup's id for clicks.
  public var id: Int
  /// In the lower border: which keys close it.
  public var footnote: String

  /// Makes a popup.
  public init(_ title: String, size: Size, id: Int, footnote: String = "") {
    self.title = title
    self.size = size
    self.id = id
    self.footnote = footnote
  }

  /// Draws the box over the frame and returns the area for its contents.
  public func open(in frame: inout Frame) -> Rect {
    let bounds = frame.bounds
    frame.beginModal()
    frame.restyle(bounds) { Style(.faint, on: $0.background == .canvas ? .canvas : .panel) }
    frame.addHit(bounds, HitTarget(id, .outside))
    let box = bounds.centered(Size(width: size.width + 4, height: size.height + 2))
    frame.draw(
      Panel(title, footnote: footnote, isFocused: true, background: .panel), in: box)
    frame.addHit(box, HitTarget(id, .body))
    return Panel.inside(box)
  }
}
