import Modelling
import Offers
import TerminalKit
import Workbench

/// Why the selected model says what it says.
enum ReasonsView {
  static func draw(
    _ state: State, _ view: Simulation.ModelView, in area: Rect, of frame: inout Frame
  ) {
    let isFocused = state.simulate.area == .reasons
    frame.draw(
      Panel(
        "Why \(view.kind.rawValue) says \(NumberText.percent(view.probability, digits: 1))",
        note: area.width < 52 ? "" : "left lowers, right raises",
        footnote: isFocused ? "\(held(state, view) + 1) of \(view.reasons.count)" : "",
        isFocused: isFocused), in: area)
    let inside = Panel.inside(area)
    let shown = isFocused ? view.reasons[...] : view.reasons.prefix(inside.height)
    let bars = shown.map { reason in
      BarChart.Bar(
        "\(reason.column) \(reason.value)", reason.contribution,
        note: SimulateWords.contribution(reason.contribution, view.marginScale))
    }
    frame.draw(
      BarChart(
        "Reasons of \(view.kind.rawValue)", bars: bars,
        selected: isFocused ? held(state, view) : nil, isFocused: isFocused,
        maximumLabelWidth: max(12, inside.width * 2 / 5), id: SimulatePane.reasonsWidget),
      in: inside)
  }

  private static func held(_ state: State, _ view: Simulation.ModelView) -> Int {
    max(0, min(state.simulate.reason, view.reasons.count - 1))
  }

  /// As many whole reasons as fit in one line.
  static func drawLine(
    _ view: Simulation.ModelView, in line: Rect, of frame: inout Frame
  ) {
    var text = " Why:"
    for (index, reason) in view.reasons.enumerated() where reason.contribution != 0 {
      let part =
        (index == 0 ? " " : ", ") + "\(reason.column) \(reason.value) "
        + SimulateWords.contribution(reason.contribution, view.marginScale)
      guard SafeText.width(of: text + part) <= line.width - 1 else { break }
      text += part
    }
    frame.write(text, in: line, style: .muted)
  }
}
