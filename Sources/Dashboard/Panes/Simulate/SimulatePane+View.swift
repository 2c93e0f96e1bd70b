import Modelling
import Offers
import Tabular
import TerminalKit
import Workbench

extension SimulatePane {
  static func draw(_ state: State, in area: Rect, of frame: inout Frame) {
    guard let simulation = state.simulate.simulation, let view = view(state) else {
      if let words = FoldsProgram.absence(in: state) {
        return EmptyPage.draw(words, in: area, of: &frame)
      }
      let isComing = state.session.training.isRunning || state.session.openingPath != nil
      return EmptyPage.draw(
        isComing
          ? "The models are being trained. The customer and the offers appear when they are ready."
          : "Here you edit a customer and watch the offers re-rank. Open data first (1).",
        in: area, of: &frame)
    }
    var rest = area
    let question = state.simulate.prompt.map { _ in rest.takeBottom(1) }
    if state.isZoomed || state.simulate.isSideBySide && rest.width < 104 {
      drawArea(state.simulate.area, state, view, in: rest, of: &frame)
    } else if rest.width < 76 || rest.height < 18 {
      drawCompact(state, simulation, view, in: rest, of: &frame)
    } else {
      drawAll(state, simulation, view, in: rest, of: &frame)
    }
    // Last, so that the cursor stands here.
    if let question, let prompt = state.simulate.prompt {
      frame.draw(
        TextField(
          prompt.entry.text, cursor: prompt.entry.cursor,
          prompt: " \(words(of: prompt, in: state).title): ",
          hint: prompt.proposal.isEmpty ? "" : "Enter takes \(prompt.proposal)"),
        in: question)
    }
  }

  /// Everything at once, with more room for what has the focus.
  private static func drawAll(
    _ state: State, _ simulation: Simulation, _ view: Simulation.ModelView, in area: Rect,
    of frame: inout Frame
  ) {
    var rest = area
    let isWide = area.width >= 104
    // Room that the form does not need is the offers'.
    let wanted = SimulateForm.wantedWidth(state, hasNote: isWide)
    let form = rest.takeLeft(
      isWide
        ? min(area.width * 9 / 20, max(46, area.width * 2 / 5, wanted))
        : min(area.width * 9 / 20, max(30, wanted)))
    SimulateForm.draw(state, in: form, of: &frame)
    let count = simulation.models.count
    let models = rest.takeTop(
      min(count + 2, (count > 4 ? rest.height * 2 / 5 : rest.height / 3) + 1))
    ProbabilitiesView.draw(state, simulation, in: models, of: &frame)
    let reasons = rest.takeBottom(reasonsHeight(state, view, rest.height))
    OffersView.draw(state, view, in: rest, of: &frame)
    if reasons.height >= 3 { ReasonsView.draw(state, view, in: reasons, of: &frame) }
  }

  private static func reasonsHeight(
    _ state: State, _ view: Simulation.ModelView, _ height: Int
  ) -> Int {
    switch state.simulate.area {
    case .offers: return height >= 26 ? 8 : 0
    case .reasons: return max(height / 2, min(height - 5, view.reasons.count + 2))
    case .form:
      // Offers first: seven lines, doing nothing, the heading, and those that can't be shown.
      let barred = view.offers.count(where: { !$0.isEligible })
      let wanted = min(8, view.offers.count - barred + 1) + 3 + min(barred, height >= 24 ? 6 : 1)
      let rest = height - max(4, min(wanted, height - (height >= 14 ? 4 : 0)))
      // Room that the reasons have no lines for is for the offers that can't be shown.
      let moving = view.reasons.count { $0.points != 0 }
      return min(rest, max(moving + 6, height - wanted - barred))
    }
  }

  /// The area that has the focus, with all the room.
  private static func drawArea(
    _ area: SimulateArea, _ state: State, _ view: Simulation.ModelView, in rect: Rect,
    of frame: inout Frame
  ) {
    switch area {
    case .form: SimulateForm.draw(state, in: rect, of: &frame)
    case .offers: OffersView.draw(state, view, in: rect, of: &frame)
    case .reasons: ReasonsView.draw(state, view, in: rect, of: &frame)
    }
  }

  /// For small screens: the probabilities in lines, then what has the focus.
  private static func drawCompact(
    _ state: State, _ simulation: Simulation, _ view: Simulation.ModelView, in area: Rect,
    of frame: inout Frame
  ) {
    var rest = area
    let strip = rest.takeTop(1 + (simulation.models.count + 1) / 2)
    ProbabilitiesView.drawStrip(state, simulation, in: strip, of: &frame)
    guard state.simulate.area == .form else {
      return drawArea(state.simulate.area, state, view, in: rest, of: &frame)
    }
    let why = rest.takeBottom(1)
    SimulateForm.draw(state, in: rest.takeLeft(rest.width * 9 / 20), of: &frame)
    OffersView.draw(state, view, in: rest, of: &frame)
    ReasonsView.drawLine(view, in: why, of: &frame)
  }

  static func hint(in state: State) -> String {
    if let prompt = state.simulate.prompt { return words(of: prompt, in: state).hint }
    guard state.session.simulator != nil, let view = view(state) else {
      return state.session.training.isRunning
        ? "The models are being trained; the offers appear when they are ready." : ""
    }
    switch state.simulate.area {
    case .form: return entryWords(state)?.text ?? fieldHint(state)
    case .offers:
      return view.offers.isEmpty
        ? "These data have no offers; Tab goes on."
        : "L finds what lifts the offer; w then explains it; r compares the models; z enlarges."
    case .reasons:
      let from = state.simulate.why == .customer ? "that of the average row" : "that of the base"
      return "How each column moves the probability from \(from), in points; w explains another."
    }
  }

  private static func fieldHint(_ state: State) -> String {
    guard let field = selectedField(state) else { return "" }
    let value = state.simulate.profile?[field.column] ?? .missing
    if field.isBeyondRange(value) { return beyond(field, value) }
    let before = was(field, in: state)
    switch field.domain {
    case .number(let range, let step):
      return "\(field.column)\(before)\(standing(of: value, field)); "
        + "\(ProfileValue.plainText(range.lowerBound)) to "
        + "\(ProfileValue.plainText(range.upperBound)) in the data; , and . step by "
        + "\(ProfileValue.plainText(step)), < and > far."
    case .choice(let spellings):
      return "\(field.column)\(before): " + spellings.prefix(12).joined(separator: ", ")
        + (spellings.count > 12 ? " and \(spellings.count - 12) more." : ".")
    case .free: return "\(field.column)\(before): \(field.words); Enter types it."
    }
  }

  /// What the base has instead, where it differs.
  private static func was(_ field: ProfileField, in state: State) -> String {
    guard let base = state.simulate.base?[field.column],
      base != state.simulate.profile?[field.column]
    else { return "" }
    return ", \(base) in the base"
  }
}
