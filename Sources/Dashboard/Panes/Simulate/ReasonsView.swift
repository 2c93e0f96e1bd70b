import Modelling
import Offers
import TerminalKit
import Workbench

/// Why the selected model says what it says: a sentence, and a bar for each column.
enum ReasonsView {
  static func draw(
    _ state: State, _ view: Simulation.ModelView, in area: Rect, of frame: inout Frame
  ) {
    let isFocused = state.simulate.area == .reasons
    let explanation = SimulatePane.explanation(state)
    let reasons = explanation?.reasons ?? []
    let selected = max(0, min(state.simulate.reason, reasons.count - 1))
    let notes = [
      "points of probability; w explains something else", "points of probability", "points",
    ]
    let title = title(state, view, explanation)
    frame.draw(
      Panel(
        title, note: notes.first { $0.count + SafeText.width(of: title) + 8 <= area.width } ?? "",
        footnote: isFocused && !reasons.isEmpty ? "\(selected + 1) of \(reasons.count)" : "",
        isFocused: isFocused), in: area)
    var inside = Panel.inside(area)
    guard let explanation else {
      return frame.draw(Paragraph(SimulatePane.reasonsAbsence(state), style: .muted), in: inside)
    }
    let moving = reasons.filter { $0.points != 0 }
    // Without bars the sentence is all that there is to see.
    if inside.height >= 4 || moving.isEmpty {
      let sentence = SimulateWords.sentence(explanation, state)
      let ascii = frame.glyphs.isASCII
      let lines = Paragraph.lines(of: sentence, width: inside.width, ascii: ascii).count
      frame.draw(
        Paragraph(sentence),
        in: inside.takeTop(
          min(lines, max(1, moving.isEmpty ? inside.height : inside.height / 2))))
    }
    let shown = isFocused ? reasons[...] : moving.prefix(inside.height)
    let bars = shown.map { reason in
      BarChart.Bar(
        SimulateWords.name(reason), reason.points * 100, note: SimulateWords.points(reason.points))
    }
    frame.draw(
      BarChart(
        "Reasons of \(view.kind.rawValue), in points of probability", bars: bars,
        selected: isFocused ? selected : nil, isFocused: isFocused,
        maximumLabelWidth: max(12, inside.width * 2 / 5), id: SimulatePane.reasonsWidget),
      in: inside)
  }

  private static func title(
    _ state: State, _ view: Simulation.ModelView, _ explanation: Simulation.Explanation?
  ) -> String {
    let to = NumberText.percent(explanation?.to ?? view.probability, digits: 1)
    switch state.simulate.why {
    case .customer: return "Why \(view.kind.rawValue) says \(to)"
    case .change: return "Why \(to), from the base"
    case .offer: return "Why \(to) with the offer"
    }
  }

  /// As many whole reasons as fit in one line.
  static func drawLine(
    _ view: Simulation.ModelView, in line: Rect, of frame: inout Frame
  ) {
    var text = " Why:"
    for (index, reason) in view.reasons.enumerated() where reason.contribution != 0 {
      let part =
        (index == 0 ? " " : ", ") + "\(SimulateWords.name(reason)) "
        + SimulateWords.points(reason.points)
      guard SafeText.width(of: text + part) <= line.width - 1 else { break }
      text += part
    }
    frame.write(text, in: line, style: .muted)
  }
}
