import Modelling
import Offers
import TerminalKit
import Workbench

/// What the reasons explain: the customer, the change from the base, or an offer.
extension SimulatePane {
  /// What is asked of the next simulation: reasons take longest, so only those in sight.
  static func question(_ state: State) -> Simulation.Question {
    guard let kind = state.simulate.kind else { return .everything }
    let offer = state.simulate.why == .offer ? explainedOffer(state)?.id : nil
    return .only(kind, offer: offer)
  }

  /// The offer whose reasons are shown: the selected one, or the best where none is.
  static func explainedOffer(_ state: State) -> RankedOffer? {
    let offers = view(state)?.offers ?? []
    if let selected = selectedOffer(state), selected.isEligible { return selected }
    return offers.first(where: \.isEligible)
  }

  /// The reasons in sight; `nil` while they are worked out, or where there are none.
  static func explanation(_ state: State) -> Simulation.Explanation? {
    guard let view = view(state), !view.reasons.isEmpty else { return nil }
    switch state.simulate.why {
    case .customer: return view.explanation
    case .change: return view.change
    case .offer:
      guard let reasons = view.offerReasons, let offer = explainedOffer(state),
        reasons.subject == .offer(offer.id)
      else { return nil }
      return reasons
    }
  }

  /// Why there are no reasons to show.
  static func reasonsAbsence(_ state: State) -> String {
    if state.simulate.why == .offer, explainedOffer(state) == nil {
      return "No offer can be shown to this customer. w explains something else."
    }
    return "The reasons are being worked out."
  }

  /// Explains the next thing.
  static func nextWhy(_ state: inout State) -> [Effect] {
    let hasOffers = view(state)?.offers.isEmpty == false
    let all = SimulateWhy.allCases.filter { $0 != .offer || hasOffers }
    let place = all.firstIndex(of: state.simulate.why) ?? 0
    state.simulate.why = all[(place + 1) % all.count]
    state.simulate.reason = 0
    return requestOfferReasons(&state)
  }

  /// Asks for the reasons of the selected offer where they are in sight and not known.
  static func requestOfferReasons(_ state: inout State) -> [Effect] {
    guard state.simulate.why == .offer, explainedOffer(state) != nil, explanation(state) == nil
    else { return [] }
    return request(&state)
  }

  // MARK: What is being typed

  /// What Enter would make of the text in a field, in a sentence, and whether it can.
  static func entryWords(_ state: State) -> (text: String, isGood: Bool)? {
    guard let entry = state.simulate.entry, let field = selectedField(state) else { return nil }
    let name = field.column
    guard let value = value(of: entry.text, field) else {
      return (partial(entry.text, field) ?? "\(name) \(field.words), not “\(entry.text)”.", false)
    }
    guard isStorable(value, field, state) else {
      return ("\(name) \(field.words), not “\(entry.text)”.", false)
    }
    if value == .missing { return ("Enter makes \(name) missing.", true) }
    if field.isBeyondRange(value) { return (beyond(field, value), true) }
    return ("Enter takes \(value)\(standing(of: value, field)).", true)
  }

  /// The choices that begin so, where they are several.
  private static func partial(_ text: String, _ field: ProfileField) -> String? {
    guard case .choice(let spellings) = field.domain else { return nil }
    let beginning = text.lowercased()
    let alike = spellings.filter { $0.lowercased().hasPrefix(beginning) }
    guard alike.count > 1, !beginning.isEmpty else { return nil }
    return "Go on typing: " + alike.prefix(8).joined(separator: ", ")
      + (alike.count > 8 ? " and \(alike.count - 8) more." : ".")
  }

  /// Where a number stands among the customers.
  static func standing(of value: ProfileValue, _ field: ProfileField) -> String {
    guard let ladder = field.ladder, let number = value.number, !field.isBeyondRange(value) else {
      return ""
    }
    return ", more than \(NumberText.percent(ladder.share(below: number))) of customers"
  }
}
