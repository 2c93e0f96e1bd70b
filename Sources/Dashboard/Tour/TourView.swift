import TerminalKit

/// The guide: a box below everything else, so that it never lies over what it speaks of.
enum TourView {
  /// How many rows the guide takes of a screen; the panes keep what they need at least.
  static func height(on screen: Size) -> Int {
    let spare = screen.height - Screen.minimumSize.height
    return spare >= 5 ? 5 : spare >= 3 ? 3 : 0
  }

  /// What the panes have.
  static func size(of state: State) -> Size {
    guard state.tour != nil else { return state.screenSize }
    return Size(
      width: state.screenSize.width,
      height: state.screenSize.height - height(on: state.screenSize))
  }

  /// The place and the keys of the guide.
  static func draw(_ tour: TourState, _ state: State, in area: Rect, of frame: inout Frame) {
    guard !area.isEmpty else { return }
    let number = "\(tour.step.rawValue + 1) of \(TourStep.allCases.count)"
    let keys = tour.step == .end ? "Esc ends the tour" : "^N next step, ^P back, Esc ends the tour"
    frame.draw(
      Panel(
        "Tour \(number): \(TourWords.title(of: tour.step))", footnote: keys, isFocused: true,
        background: .panel), in: area)
    let words = TourWords.text(of: tour.step, state)
    frame.draw(
      Paragraph(
        frame.glyphs.isASCII ? SettingWords.ascii(words) : words,
        style: Style(.text, on: .panel)), in: Panel.inside(area))
  }

  /// The guide in the status line, where there is no room for a box.
  static func line(_ tour: TourState, _ state: State) -> String {
    "Tour \(tour.step.rawValue + 1)/\(TourStep.allCases.count): "
      + TourWords.text(of: tour.step, state)
  }
}
