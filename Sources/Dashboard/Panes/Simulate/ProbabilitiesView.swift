import Evaluation
import Modelling
import Offers
import Tabular
import TerminalKit
import Workbench

/// Every model's probability for the customer, and how it differs from that of the base.
enum ProbabilitiesView {
  static func draw(
    _ state: State, _ simulation: Simulation, in area: Rect, of frame: inout Frame
  ) {
    let isPending = state.simulate.answered < state.simulate.request
    let isNarrow = area.width < 52
    let title = isNarrow ? "Probability" : "Probability of \(positive(state))"
    let currency = state.session.simulator?.currency ?? ""
    let worth = currency.isEmpty ? "p × amount, " : "p × amount in \(currency), "
    let hasAmounts = !isNarrow && state.session.simulator?.hasAmounts == true
    let long = "change from base: \(state.simulate.situation.baseTitle)"
    let notes = [(hasAmounts ? worth : "") + long, (hasAmounts ? worth : "") + "points from base"]
    let note = notes.first { $0.count + title.count + 10 <= area.width } ?? "points from base"
    frame.draw(Panel(title, note: isPending ? "computing" : note), in: area)
    let inside = Panel.inside(area)
    let selected = SimulatePane.view(state)?.kind
    let models = simulation.models
    let first = Scrollbar.first(
      showing: models.firstIndex { $0.kind == selected } ?? 0, from: 0, visible: inside.height,
      total: models.count)
    for (line, index) in models.indices.dropFirst(first).prefix(inside.height).enumerated() {
      draw(
        models[index], isSelected: models[index].kind == selected, index, in: inside.line(line),
        of: &frame)
    }
  }

  /// A heading and two models a line, without a box.
  static func drawStrip(
    _ state: State, _ simulation: Simulation, in area: Rect, of frame: inout Frame
  ) {
    let isPending = state.simulate.answered < state.simulate.request
    frame.write(
      isPending
        ? " Computing" : " Probability of \(positive(state)), change from base in points",
      in: area.line(0), style: .header)
    let selected = SimulatePane.view(state)?.kind
    let half = area.width / 2
    for (index, model) in simulation.models.enumerated() {
      var line = area.line(1 + index / 2)
      if index % 2 == 1 { _ = line.takeLeft(half) }
      let place = line.takeLeft(half)
      frame.addHit(place, HitTarget(SimulatePane.modelsWidget, .row(index)))
      let isSelected = model.kind == selected
      let change = model.probability - model.baseProbability
      var rest = place
      _ = rest.takeLeft(1)
      frame.write(
        [
          Span(isSelected ? "\(frame.glyphs.pointer) " : "  ", Style(.accent, on: .canvas, .bold)),
          Span(model.kind.label, nameStyle(model, isSelected: isSelected)),
        ], in: rest.takeLeft(11))
      frame.write(
        NumberText.percent(model.probability, digits: 1), in: rest.takeLeft(7),
        style: Style(role(model.segment), on: .canvas, .bold), alignment: .right)
      frame.write(
        SimulateWords.points(change), in: rest.takeLeft(7), style: Style(changeRole(change)),
        alignment: .right)
    }
  }

  /// The outcome that is predicted, as `column=value`.
  private static func positive(_ state: State) -> String {
    guard let dataset = state.session.data?.dataset else { return "yes" }
    return "\(dataset.roles.target ?? "") = \(dataset.positiveLabel)"
  }

  private static func nameStyle(_ model: Simulation.ModelView, isSelected: Bool) -> Style {
    let series = ModelKind.allCases.firstIndex(of: model.kind) ?? 0
    return Style(.series(series), on: .canvas, isSelected ? .bold : [])
  }

  private static func changeRole(_ change: Double) -> Role {
    change > 0.0005 ? .good : change < -0.0005 ? .bad : .faint
  }

  private static func draw(
    _ model: Simulation.ModelView, isSelected: Bool, _ index: Int, in line: Rect,
    of frame: inout Frame
  ) {
    var rest = line
    frame.addHit(line, HitTarget(SimulatePane.modelsWidget, .row(index)))
    let mark = rest.takeLeft(2)
    frame.put(
      isSelected ? frame.glyphs.pointer : " ", column: mark.column, row: mark.row,
      style: Style(.accent, on: .canvas, .bold))
    frame.write(
      model.kind.label, in: rest.takeLeft(10), style: nameStyle(model, isSelected: isSelected))
    let change = model.probability - model.baseProbability
    let isNarrow = line.width < 46
    // Percentage points, said in the title where there is no room for the unit.
    let text = SimulateWords.points(change) + (isNarrow ? "" : " pp")
    frame.write(
      text, in: rest.takeRight(isNarrow ? 5 : 9), style: Style(changeRole(change)),
      alignment: .right)
    if !isNarrow {
      _ = rest.takeRight(1)
      if let amount = model.expectedAmount {
        frame.write(
          NumberText.fixed(model.probability * amount, digits: 2), in: rest.takeRight(8),
          style: Style(.text), alignment: .right)
        _ = rest.takeRight(2)
      }
      frame.write(
        model.segment.rawValue, in: rest.takeRight(6), style: Style(role(model.segment)))
    }
    _ = rest.takeRight(1)
    frame.write(
      NumberText.percent(model.probability, digits: 1), in: rest.takeRight(6),
      style: Style(role(model.segment), on: .canvas, .bold), alignment: .right)
    _ = rest.takeRight(1)
    frame.bar(model.probability, in: rest, role: role(model.segment), hasTrack: true)
  }

  /// The colour of a segment.
  static func role(_ segment: CustomerSegment) -> Role {
    switch segment {
    case .high: .barHigh
    case .medium: .barMiddle
    case .low: .barLow
    }
  }
}
