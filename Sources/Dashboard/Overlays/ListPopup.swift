import TerminalKit

/// A list to choose from, in a box over the pane.
struct ListPopup {
  let title: String
  /// The box is so wide where the screen has room.
  let width: Int
  /// In the lower border: what keys do.
  let footnote: String
  /// What stands there in place of an empty list.
  let emptyWords: String

  /// Draws the list; `entries` makes its lines for the width that they have.
  func draw(
    _ count: Int, selected: Int, of frame: inout Frame, entries: (Int) -> [ListView.Entry]
  ) {
    let screen = frame.size
    let area = Popup(
      title,
      size: Size(
        width: min(width, screen.width - 8), height: max(3, min(count, screen.height - 8))),
      id: WidgetID.overlay, footnote: footnote
    ).open(in: &frame)
    guard count > 0 else { return frame.draw(Paragraph(emptyWords, style: .muted), in: area) }
    frame.draw(
      ListView(
        entries(area.width), selected: min(selected, count - 1), isFocused: true,
        id: WidgetID.overlay, background: .panel), in: area)
  }
}
