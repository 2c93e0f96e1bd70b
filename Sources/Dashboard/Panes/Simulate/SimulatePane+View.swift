import Tabular
import Modelling
import Offers
import TerminalKit
import Workbench

extension SimulatePane {
  static func draw(_ state: State, in area: Rect, of frame: inout Frame) {
    guard let simulation = state.simulate.simulation, let view = view(state) else {
      let isComing = state.session.training.isRunning || state.session.openingPath != nil
      return EmptyPage.draw(
        isComing
          ? "The models are being trained. The customer and the offers appear when they are ready."
          : "Here you edit a customer and watch the offers re-rank. Open data first (1).",
        in: area, of: &frame)
    }
    if state.isZoomed {
      return OffersView.drawAll(state, view, in: area, of: &frame)
    }
    var rest = area
    let isWide = area.width >= 104
    let form = rest.takeLeft(
      isWide ? max(46, area.width * 2 / 5) : area.width < 76 ? area.width / 2 : area.width * 9 / 20)
    SimulateForm.draw(state, in: form, of: &frame)
    let models = rest.takeTop(min(simulation.models.count + 2, rest.height / 3 + 1))
    ProbabilitiesView.draw(state, simulation, in: models, of: &frame)
    // Offers first: seven lines, the heading, and those that can't be shown.
    let barred = view.offers.count - view.offers.count(where: \.isEligible)
    let wanted = min(7, view.offers.count - barred) + 3 + min(barred, rest.height >= 24 ? 6 : 1)
    let minimumReasons = rest.height >= 14 ? 4 : 0
    let offers = rest.takeTop(max(4, min(wanted, rest.height - minimumReasons)))
    OffersView.draw(state, view, in: offers, of: &frame)
    if rest.height >= 3 { ReasonsView.draw(view, in: rest, of: &frame) }
  }
}

/// Every model's probability for the customer.
enum ProbabilitiesView {
  static func draw(
    _ state: State, _ simulation: Simulation, in area: Rect, of frame: inout Frame
  ) {
    let base = state.simulate.baseTitle
    let isPending = state.simulate.answered < state.simulate.request
    let title = area.width < 44 ? "Probability" : "Probability of “\(positive(state))”"
    frame.draw(
      Panel(title, note: isPending ? "computing" : "change to: \(base)"), in: area)
    let inside = Panel.inside(area)
    let selected = SimulatePane.view(state)?.kind
    for (index, model) in simulation.models.enumerated() where index < inside.height {
      draw(model, isSelected: model.kind == selected, index, in: inside.line(index), of: &frame)
    }
  }

  private static func positive(_ state: State) -> String {
    guard let dataset = state.session.data?.dataset else { return "yes" }
    return "\(dataset.roles.target ?? "")=\(dataset.positiveLabel)"
  }

  private static func draw(
    _ model: Simulation.ModelView, isSelected: Bool, _ index: Int, in line: Rect,
    of frame: inout Frame
  ) {
    let series = ModelKind.allCases.firstIndex(of: model.kind) ?? 0
    var rest = line
    frame.addHit(line, HitTarget(SimulatePane.modelsWidget, .row(index)))
    let mark = rest.takeLeft(2)
    frame.put(
      isSelected ? frame.glyphs.pointer : " ", column: mark.column, row: mark.row,
      style: Style(.accent, on: .canvas, .bold))
    frame.write(
      model.kind.rawValue, in: rest.takeLeft(9),
      style: Style(.series(series), on: .canvas, isSelected ? .bold : []))
    let change = model.probability - model.baseProbability
    let isNarrow = line.width < 46
    let delta = rest.takeRight(isNarrow ? 5 : 7)
    let changeRole: Role = change > 0.0005 ? .good : change < -0.0005 ? .bad : .faint
    frame.write(
      SimulateWords.points(change), in: delta, style: Style(changeRole), alignment: .right)
    if !isNarrow {
      _ = rest.takeRight(1)
      frame.write(
        model.segment.rawValue, in: rest.takeRight(6), style: Style(role(model.segment)))
    }
    _ = rest.takeRight(1)
    frame.write(
      NumberText.percent(model.probability, digits: 1), in: rest.takeRight(6),
      style: Style(role(model.segment), on: .canvas, .bold), alignment: .right)
    _ = rest.takeRight(1)
    frame.bar(
      model.probability, in: rest, role: role(model.segment), hasTrack: true)
  }

  /// The colour of a segment.
  static func role(_ segment: ProbabilitySegment) -> Role {
    switch segment {
    case .high: .barHigh
    case .medium: .barMiddle
    case .low: .barLow
    }
  }
}

/// Why the selected model says what it says.
enum ReasonsView {
  static func draw(_ view: Simulation.ModelView, in area: Rect, of frame: inout Frame) {
    frame.draw(
      Panel(
        "Why \(view.kind.rawValue) says \(NumberText.percent(view.probability, digits: 1))",
        note: area.width < 52 ? "" : "left lowers, right raises"), in: area)
    let inside = Panel.inside(area)
    let bars = view.reasons.prefix(inside.height).map { reason in
      BarChart.Bar(
        "\(reason.column) \(SimulateWords.text(ProfileValue(spelling: reason.value)))",
        reason.contribution, note: signed(reason.contribution, view.marginScale))
    }
    frame.draw(
      BarChart(
        "Reasons of \(view.kind.rawValue)", bars: Array(bars),
        maximumLabelWidth: max(12, inside.width * 2 / 5), id: SimulatePane.reasonsWidget),
      in: inside)
  }

  /// Log-odds with two digits; probabilities, which are smaller, with four.
  private static func signed(_ value: Double, _ scale: MarginScale) -> String {
    let digits = scale == .logOdds ? 2 : 4
    let text = NumberText.fixed(value, digits: digits)
    return value > 0 && !text.allSatisfy({ "0.".contains($0) }) ? "+\(text)" : text
  }
}
