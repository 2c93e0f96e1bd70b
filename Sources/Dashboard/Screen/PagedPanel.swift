import TerminalKit

/// A panel with several pages, whose border bears their names as tabs.
struct PagedPanel {
  let titles: [String]
  let selected: Int
  /// In the border at the right.
  let note: String
  let isFocused: Bool
  /// The id of the tabs for clicks.
  let id: Int

  /// Draws the border and returns the area for the page.
  func open(in area: Rect, of frame: inout Frame) -> Rect {
    frame.draw(Panel("", note: note, isFocused: isFocused), in: area)
    var line = area.line(0)
    _ = line.takeLeft(2)
    let width = titles.reduce(0) { $0 + $1.count + 3 }
    frame.draw(
      TabBar(titles, selected: selected, id: id, firstNumber: nil),
      in: line.takeLeft(min(line.width - 2, width)))
    return Panel.inside(area)
  }
}

extension PagedPanel {
  /// A panel with a page for each case.
  init<Page: CaseIterable & Equatable>(
    _ page: Page, title: (Page) -> String, note: String, isFocused: Bool, id: Int
  ) {
    let all = Array(Page.allCases)
    self.init(
      titles: all.map(title), selected: all.firstIndex(of: page) ?? 0, note: note,
      isFocused: isFocused, id: id)
  }
}
