import Modelling
import Offers
import TerminalKit
import Workbench

/// Amounts and offers as a person reads them.
enum SimulateWords {
  /// A difference of probabilities in percentage points, such as `+3.2`; `0.0` where it is less than
  /// half a tenth.
  static func points(_ difference: Double) -> String {
    let text = NumberText.fixed(difference * 100, digits: 1)
    return difference * 100 >= 0.05 ? "+\(text)" : text == "0.0" ? "0.0" : text
  }

  /// A column with its value, and where it comes from if it is held against another one.
  static func name(_ reason: Simulation.Reason) -> String {
    guard let before = reason.before, before != reason.value else {
      return "\(reason.column) \(words(reason.value))"
    }
    return "\(reason.column) \(words(before)) to \(words(reason.value))"
  }

  /// A value as it stands in a sentence.
  private static func words(_ value: String) -> String {
    value == ProfileValue.missing.description ? "missing" : NumberText.plain(value)
  }

  /// An explanation in a sentence or two, such as “The model starts from 11.7%; month mar raises it by 14.0
  /// points, contact cellular by 3.2, and balance 489 lowers it by 2.0; the rest adds 0.1: 27.0%.”
  static func sentence(_ explanation: Simulation.Explanation, _ state: State) -> String {
    let from = NumberText.percent(explanation.from, digits: 1)
    let to = NumberText.percent(explanation.to, digits: 1)
    let start: String
    switch explanation.subject {
    case .customer: start = "The model starts from \(from)"
    case .change: start = "The base (\(state.simulate.situation.baseTitle)) has \(from)"
    case .offer(let id):
      let name = SimulatePane.view(state)?.offers.first { $0.id == id }?.offer.name ?? id
      start = "With “\(name)”, from the base's \(from)"
    }
    // What rounds to nothing is no reason.
    let telling = explanation.reasons.filter { abs($0.points) >= 0.0005 }
    if telling.isEmpty, explanation.subject == .change, from == to {
      return
        "Nothing that counts differs from the base (\(state.simulate.situation.baseTitle)): both have "
        + "\(to). w explains something else."
    }
    guard !telling.isEmpty else { return "\(start), and nothing moves it: \(to)." }
    let told = telling.prefix(5)
    let raising = told.filter { $0.points > 0 }
    let lowering = told.filter { $0.points < 0 }
    let parts = [clause(Array(raising), "raises"), clause(Array(lowering), "lowers")]
      .compactMap(\.self)
    let rest = explanation.reasons.reduce(0) { $0 + $1.points } - told.reduce(0) { $0 + $1.points }
    let others =
      abs(rest) < 0.0005
      ? "" : "; the rest \(rest > 0 ? "adds" : "takes") \(size(rest))"
    return "\(start); \(parts.joined(separator: ", and "))\(others): \(to)."
  }

  private static func clause(_ reasons: [Simulation.Reason], _ verb: String) -> String? {
    guard let first = reasons.first else { return nil }
    return ["\(name(first)) \(verb) it by \(size(first.points)) points"].first.map { start in
      ([start] + reasons.dropFirst().map { "\(name($0)) by \(size($0.points))" })
        .joined(separator: ", ")
    }
  }

  /// Points without their sign.
  private static func size(_ points: Double) -> String {
    NumberText.fixed(abs(points) * 100, digits: 1)
  }

  /// Everything about a line of the offers, in sentences, the most important first.
  static func sentences(
    _ row: OfferRow, _ view: Simulation.ModelView, baseTitle: String
  ) -> [String] {
    if case .cut = row {
      return [
        "Customers are shown \(OffersView.topCount) offers; those below this line come after them."
      ]
    }
    guard case .offer(let ranked) = row else {
      let beaten = view.worthwhileCount
      let what =
        beaten == 0
        ? "No offer beats it."
        : "\(beaten) offer\(beaten == 1 ? " beats" : "s beat") it; those below would lose money."
      return ["Doing nothing is worth 0; every expected value is measured from it.", what]
    }
    let offer = ranked.offer
    guard ranked.isEligible else {
      let asks = offer.eligibility.map(\.description).joined(separator: " and ")
      let why = ranked.obstacles.joined(separator: "; ")
      return ["\(offer.name) is not eligible: \(why)."]
        + (asks.isEmpty ? [] : ["It asks for \(asks)."])
    }
    var parts = [
      "\(offer.name): place \(ranked.position ?? 0)\(moved(view.move(of: ranked), baseTitle))."
    ]
    parts.append(worth(ranked, view))
    if let amount = ranked.amountIfTaken, let expected = ranked.expectedAmount {
      parts.append(
        "By the model of amounts it brings \(NumberText.fixed(amount, digits: 2)) if it happens: "
          + "times the probability, less the cost, \(NumberText.fixed(expected, digits: 2)).")
    }
    if !offer.sets.isEmpty {
      let sets = offer.sets.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
      parts.append("Showing it means \(sets.joined(separator: ", ")).")
    }
    if !offer.eligibility.isEmpty {
      let asks = offer.eligibility.map(\.description).joined(separator: " and ")
      parts.append("Allowed since \(asks).")
    }
    return parts
  }

  private static func moved(_ move: RankMove?, _ baseTitle: String) -> String {
    switch move {
    case .up(let count)?: ", \(count) up from the base (\(baseTitle))"
    case .down(let count)?: ", \(count) down from the base (\(baseTitle))"
    case .new?: ", not eligible for the base (\(baseTitle))"
    case .same?, .out?, nil: ""
    }
  }

  private static func worth(_ ranked: RankedOffer, _ view: Simulation.ModelView) -> String {
    guard let probability = ranked.probability, let expected = ranked.expectedValue else {
      return ""
    }
    let offer = ranked.offer
    let cost = NumberText.fixed(offer.cost, digits: 2)
    let amount = NumberText.fixed(abs(offer.value), digits: 2)
    let with = NumberText.percent(probability, digits: 1)
    let sum =
      offer.preventsLoss
      ? "(\(NumberText.percent(view.probability, digits: 1)) without it - \(with) with it) of a loss of "
        + "\(amount), less a cost of \(cost)"
      : "\(with) of \(amount), less a cost of \(cost)"
    let verdict = ranked.beatsDoingNothing ? "" : "; doing nothing is better"
    return "Expected \(NumberText.fixed(expected, digits: 2)) = \(sum)\(verdict)."
  }
}
